/** A real S3 endpoint on a free port, the keys of two people, and a queue that remembers. */
import { S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '../../../local/aws.ts';
import type { AuthorisationRequest, Authoriser, CredentialSource, Principal } from '../../../local/aws.ts';
import { createS3 } from '../../../local/s3/index.ts';
import type { S3Emulator, S3Options } from '../../../local/s3/index.ts';

export const REGION = 'eu-west-3';

const role = (name: string): Principal => ({
  kind: 'role',
  roleArn: `arn:aws:iam::000000000000:role/${name}`,
  sessionName: name,
  tags: {},
});

const KEYS: Readonly<Record<string, { secretAccessKey: string; sessionToken: string; principal: Principal }>> = {
  ASIAWRITER: {
    secretAccessKey: 'secret-of-the-writer',
    sessionToken: 'token+/=of the writer',
    principal: role('writer'),
  },
  ASIAREADER: {
    secretAccessKey: 'secret-of-the-reader',
    sessionToken: 'token-of-the-reader',
    principal: role('reader'),
  },
};

export const credentials: CredentialSource = {
  async resolve(accessKeyId, sessionToken) {
    const key = KEYS[accessKeyId];
    return key && key.sessionToken === sessionToken ? key : undefined;
  },
};

/** Refuses the reader whatever `refused` fits, and remembers every question. */
export class RecordingAuthoriser implements Authoriser {
  readonly asked: { who: string; request: AuthorisationRequest }[] = [];
  refused: (request: AuthorisationRequest) => boolean = () => false;

  async authorise(principal: Principal, requests: readonly AuthorisationRequest[]): Promise<void> {
    for (const request of requests) {
      const who = principal.kind === 'role' ? principal.sessionName : principal.kind;
      this.asked.push({ who, request });
      if (who === 'reader' && this.refused(request)) {
        const sentence = `User: ${who} is not authorized to perform: ${request.action} on resource: ${request.resource}`;
        throw new AwsError('AccessDeniedException', sentence, 403);
      }
    }
  }
}

export interface S3World {
  s3: S3Emulator;
  directory: string;
  authoriser: RecordingAuthoriser;
  /** Bodies taken by the queue, parsed. */
  events: { queueArn: string; body: unknown }[];
  warnings: string[];
  client(name?: 'writer' | 'reader'): S3Client;
  provision(properties?: Record<string, unknown>, name?: string): Promise<void>;
  /** Stops the endpoint and opens another on the same data, without provisioning. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const clientOf = (endpoint: string, name: 'writer' | 'reader' = 'writer'): S3Client => {
  const accessKeyId = `ASIA${name.toUpperCase()}`;
  const key = KEYS[accessKeyId];
  if (!key) throw new Error(`Nobody is called ${name}.`);
  const { secretAccessKey, sessionToken } = key;
  return new S3Client({
    region: REGION,
    endpoint,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    maxAttempts: 1,
  });
};

export async function s3World(options: Partial<S3Options> = {}): Promise<S3World> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-s3-'));
  const authoriser = new RecordingAuthoriser();
  const events: S3World['events'] = [];
  const warnings: string[] = [];
  const open = (): Promise<S3Emulator> =>
    createS3({
      directory,
      region: REGION,
      port: 0,
      credentials,
      authoriser,
      queueSender: {
        async send(queueArn, body) {
          events.push({ queueArn, body: JSON.parse(body) });
        },
      },
      warn: (message) => warnings.push(message),
      ...options,
    });
  const clients: S3Client[] = [];
  const world: S3World = {
    s3: await open(),
    directory,
    authoriser,
    events,
    warnings,
    client(name) {
      const client = clientOf(world.s3.origin, name);
      clients.push(client);
      return client;
    },
    async provision(properties = {}, name = 'documents') {
      await provide(world.s3, 'AWS::S3::Bucket', properties, name);
    },
    async restart() {
      await world.s3.close();
      world.s3 = await open();
    },
    async close() {
      for (const client of clients) client.destroy();
      await world.s3.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return world;
}

export async function provide(
  s3: S3Emulator,
  type: string,
  properties: Record<string, unknown>,
  defaultName = 'documents',
): Promise<{ ref: string; attributes: Record<string, string> }> {
  const provider = s3.providers[type];
  if (!provider) throw new Error(`No provider for ${type}.`);
  return provider({ stack: 'test', logicalId: 'Resource', type, defaultName, properties });
}

/** The code of an S3 error document. */
export const errorCode = (xml: string): string | undefined => /<Code>([^<]*)<\/Code>/.exec(xml)?.[1];

export const errorMessage = (xml: string): string | undefined => /<Message>([^<]*)<\/Message>/.exec(xml)?.[1];
