/** The whole cloud on one machine: every emulator, joined as AWS's services are, on four addresses. */
import { join } from 'node:path';
import type { Emulator } from '../aws.ts';
import { createCognito } from '../cognito/index.ts';
import { createDynamoDb } from '../dynamodb/index.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createGuardDuty } from '../guardduty/index.ts';
import { createIam, type Grant } from '../iam/index.ts';
import type { FunctionConfiguration } from '../lambda/configuration.ts';
import { createKms } from '../kms/index.ts';
import { createLambda, type Lambda } from '../lambda/lambda.ts';
import { runtimeRights } from '../lambda/runtime-rights.ts';
import type { WarmLimits } from '../lambda/warm-workers.ts';
import { readAssembly } from '../provision/assembly.ts';
import { provision, type Deployment } from '../provision/provision.ts';
import { createS3 } from '../s3/index.ts';
import { createScheduler } from '../scheduler/index.ts';
import { createSecrets } from '../secrets/index.ts';
import { createSes } from '../ses/index.ts';
import { createSns } from '../sns/index.ts';
import { createSqs } from '../sqs/index.ts';
import { openAwsAddress } from './aws-address.ts';
import { openMailboxes } from './mailboxes-address.ts';
import { bucketReader } from './bucket-reader.ts';

export interface Ports {
  site: number;
  files: number;
  aws: number;
  mailboxes: number;
}

export interface CloudOptions {
  /** Data of every service. */
  directory: string;
  /** The cloud assembly. */
  assembly: string;
  /** 0 for any free one. */
  ports: Ports;
  /** Keeps which grants were used, for the test that lists those that were not. */
  recordGrants?: boolean;
  /** How many idle functions are kept, and how long; as on a laptop when left out. */
  warmLimits?: WarmLimits;
}

export interface Cloud {
  siteOrigin: string;
  filesOrigin: string;
  mailboxesOrigin: string;
  /** Address of the page that shows every mailbox. */
  mailboxesPage: string;
  awsEndpoint: string;
  hostCredentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  region: string;
  deployment: Deployment;
  /** Every grant of the templates' roles, and those that allowed a call since the start. */
  grants(): { grants: Grant[]; used: Grant[] };
  /** Takes a grant away from its role, as a wrong deployment would. @returns what gives it back. */
  removeGrant(grant: Pick<Grant, 'role' | 'action' | 'resourcePattern'>): () => void;
  /** Calls a function by its short name (`prepare-territory`). @throws {Error} When it fails. */
  invoke(name: string, event: unknown): Promise<unknown>;
  /**
   * Runs a schedule now, besides its times, with its own role.
   * @param construct Of the template: `DailyDigests`.
   */
  runSchedule(construct: string): Promise<void>;
  /** The environment that the template gives a function. */
  environmentOf(name: string): Readonly<Record<string, string>>;
  /** Raw and read messages that the cloud delivered, newest first. */
  messagesTo(address: string): ReturnType<Awaited<ReturnType<typeof createSes>>['messagesTo']>;
  stop(): Promise<void>;
}

/** The region of the local stage: it only shows in names. */
const REGION = 'eu-west-3';

/**
 * Opens the data, provisions the assembly, serves.
 *
 * @throws {Error} `EADDRINUSE` with its `port`, when another program has one of the ports.
 * @throws {Error} When a template cannot be provisioned, naming the resource.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { directory, ports } = options;
  const region = REGION;
  const closing: (() => Promise<void>)[] = [];
  /** Closed in the opposite order, the gateway first and the data last. */
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    closing.unshift(() => part.close());
    return part;
  };
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0)) await close();
  };

  try {
    const assembly = await readAssembly(options.assembly);
    const iam = opened(await createIam({ directory, region, recordUsed: options.recordGrants ?? false }));
    const { authoriser, credentials } = iam;
    const aws = opened(await openAwsAddress({ port: ports.aws, region, credentials, authoriser }));
    const awsEndpoint = `http://127.0.0.1:${aws.port}`;

    const secrets = opened(await createSecrets({ directory, region }));
    const kms = opened(await createKms({ directory, region }));
    const dynamodb = opened(await createDynamoDb({ directory: join(directory, 'dynamodb'), region }));
    const sqs = opened(await createSqs({ directory, region, endpoint: () => awsEndpoint }));
    const s3 = opened(
      await createS3({
        directory,
        region,
        port: ports.files,
        credentials,
        authoriser,
        queueSender: sqs,
        assetSource: async (objectKey) => assembly.assetPath(objectKey),
      }),
    );
    const lambda = opened(
      createLambda({
        directory: join(directory, 'lambda'),
        ...(options.warmLimits && { warmLimits: options.warmLimits }),
        logDirectory: join(directory, 'logs'),
        region,
        assetPath: assembly.assetPath,
        async environment(configuration) {
          const { roleArn, name, memoryMegabytes } = configuration;
          await authoriser.authorise(
            { kind: 'role', roleArn, sessionName: name, tags: {} },
            runtimeRights(configuration, region),
          );
          const issued = credentials.issue(roleArn, { sessionName: name });
          return {
            TZ: 'UTC',
            AWS_REGION: region,
            AWS_LAMBDA_FUNCTION_NAME: name,
            AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
            AWS_ACCESS_KEY_ID: issued.accessKeyId,
            AWS_SECRET_ACCESS_KEY: issued.secretAccessKey,
            AWS_SESSION_TOKEN: issued.sessionToken,
            AWS_ENDPOINT_URL: awsEndpoint,
            AWS_ENDPOINT_URL_S3: s3.origin,
          };
        },
        sources: {
          queues: sqs,
          streams: {
            read: dynamodb.readStream,
            wait: dynamodb.waitForStream,
            latest: dynamodb.latestSequenceNumber,
          },
          authoriser,
        },
      }),
    );
    const guardDuty = opened(createGuardDuty({ region, s3, authoriser }));
    const sns = opened(await createSns({ region, queues: sqs, functions: lambda }));
    const ses = opened(await createSes({ directory, region, topics: sns }));
    const cognito = opened(
      await createCognito({
        directory,
        region,
        invoker: lambda,
        domainOrigin: () => awsEndpoint,
        deliverMail: async (raw, to) => void (await ses.deliver(raw, to)),
      }),
    );
    const scheduler = opened(await createScheduler({ directory, region, queues: sqs, functions: lambda, authoriser }));
    const gateway = opened(createGateway({ region, call: lambda.call, readObject: bucketReader(s3) }));
    const mailboxes = opened(await openMailboxes(ses.mailboxes, ports.mailboxes));
    const mailboxesOrigin = `http://localhost:${mailboxes.port}`;
    const siteOrigin = `http://localhost:${await gateway.listen(ports.site)}`;

    const emulators: Emulator[] = [
      iam,
      secrets,
      kms,
      dynamodb,
      sqs,
      s3,
      lambda,
      sns,
      ses,
      cognito,
      scheduler,
      gateway,
      guardDuty,
    ];
    for (const emulator of emulators) aws.add(emulator.services);
    const deployment = await provision({
      assembly,
      region,
      parameters: {
        SiteOrigin: siteOrigin,
        FilesOrigin: s3.origin,
        SignInOrigin: awsEndpoint,
        PoolKeysOrigin: awsEndpoint,
      },
      providers: Object.assign({}, ...emulators.map(({ providers }) => providers)),
      readReferences: secrets.resolveDynamicReference,
    });
    gateway.open();
    await s3.start();
    lambda.start();
    scheduler.start();
    return {
      siteOrigin,
      filesOrigin: s3.origin,
      mailboxesOrigin,
      mailboxesPage: mailboxesOrigin + ses.mailboxes.path,
      awsEndpoint,
      hostCredentials: credentials.host,
      region,
      deployment,
      grants: () => ({ grants: iam.grants(), used: iam.usedGrants() }),
      removeGrant: iam.removeGrant,
      async invoke(name, event) {
        const { payload, error } = await lambda.invoke(functionNamed(lambda, name).arn, event);
        if (error) throw new Error(`The function ${name} failed: ${error}`);
        return payload;
      },
      async runSchedule(construct) {
        const [only, another] = deployment.resources.filter(
          ({ type, logicalId }) => type === 'AWS::Scheduler::Schedule' && logicalId.startsWith(construct),
        );
        if (!only || another) throw new Error(`No schedule, or several, are named ${construct}`);
        await scheduler.runNow(only.ref);
      },
      environmentOf: (name) => functionNamed(lambda, name).environment,
      messagesTo: ses.messagesTo,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** @param name As the folder in `functions/`: what comes before it in the deployed name is the stage's. */
function functionNamed(lambda: Lambda, name: string): FunctionConfiguration {
  const found = lambda.functions().find((configuration) => configuration.name.endsWith(`-${name}`));
  if (!found) throw new Error(`No function is named ${name}.`);
  return found;
}
