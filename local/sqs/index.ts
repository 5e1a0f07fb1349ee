import { join } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { AwsError, ACCOUNT, arn } from '../aws.ts';
import type { Emulator, ProvisionedResource, QueueSender, ResourceToProvision } from '../aws.ts';
import { Queue } from './queue.ts';
import type { Depth } from './queue.ts';
import { eventRecord } from './record.ts';
import { MoveTasks } from './redrive.ts';
import { SqsService } from './service.ts';
import type { QueueDirectory } from './service.ts';
import { queueSettings } from './settings.ts';

export type { Depth } from './queue.ts';

export interface SqsOptions {
  /** Data of the whole local cloud; the queues are kept in its folder `sqs`. */
  directory: string;
  region: string;
  /** Address at which the queues are reached, `http://127.0.0.1:4749`; known once the host listens. */
  endpoint(): string;
}

/** The queues, for the host and for the services that write to them. */
export interface Sqs extends Emulator, QueueSender {
  /** Messages in the shape of a Lambda event's records, as soon as there is one; none after `waitSeconds`. */
  receive(queueArn: string, options: { max: number; waitSeconds: number; signal?: AbortSignal }): Promise<SQSRecord[]>;
  /** Removes what was worked on. */
  remove(queueArn: string, receiptHandles: readonly string[]): Promise<void>;
  /** Gives messages back, to be received again after `seconds`. A message not in flight any more is left alone. */
  makeVisible(queueArn: string, receiptHandles: readonly string[], seconds: number): Promise<void>;
  depth(queueArn: string): Depth;
  queueArns(): string[];
  /** The documents of the AWS::SQS::QueuePolicy resources that apply to the queue. */
  policiesOf(queueArn: string): readonly unknown[];
}

/** SQS on disk: a journal for each queue, `<directory>/sqs/<queue>.jsonl`. */
export async function createSqs(options: SqsOptions): Promise<Sqs> {
  const queues = new Map<string, Queue>();
  /** Policy documents by queue, then by the resource that declares them. */
  const policies = new Map<string, Map<string, unknown>>();
  const urlOf = (name: string): string => `${options.endpoint()}/${ACCOUNT}/${name}`;
  const arnOf = (name: string): string => arn('sqs', options.region, name);

  const byArn = (queueArn: string): Queue => {
    const queue = queues.get(queueArn);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };

  const directory: QueueDirectory = { byName: (name) => byArn(arnOf(name)), arnOf, urlOf };

  async function provisionQueue(resource: ResourceToProvision): Promise<ProvisionedResource> {
    const settings = queueSettings(options.region, resource);
    const deadLetters = settings.redrive?.deadLetterTargetArn;
    if (deadLetters !== undefined && !queues.has(deadLetters)) {
      throw new AwsError('InvalidParameterValue', `Dead letter target does not exist: ${deadLetters}`);
    }
    const existing = queues.get(settings.arn);
    if (existing) {
      existing.configure(settings);
    } else {
      const path = join(options.directory, 'sqs', `${settings.name}.jsonl`);
      queues.set(settings.arn, await Queue.open(settings, path, (target) => queues.get(target)));
    }
    return {
      ref: urlOf(settings.name),
      attributes: { Arn: settings.arn, QueueName: settings.name, QueueUrl: urlOf(settings.name) },
    };
  }

  function provisionPolicy({ properties, defaultName }: ResourceToProvision): Promise<ProvisionedResource> {
    const urls = Array.isArray(properties['Queues']) ? properties['Queues'] : [];
    for (const url of urls) {
      const { settings } = directory.byName(String(url).split('/').at(-1) ?? '');
      const documents = policies.get(settings.arn) ?? new Map<string, unknown>();
      policies.set(settings.arn, documents.set(defaultName, properties['PolicyDocument']));
    }
    return Promise.resolve({ ref: defaultName, attributes: { Id: defaultName } });
  }

  return {
    providers: { 'AWS::SQS::Queue': provisionQueue, 'AWS::SQS::QueuePolicy': provisionPolicy },
    services: [new SqsService(directory, new MoveTasks(queues))],
    async send(queueArn, body, { groupId, deduplicationId } = {}) {
      await byArn(queueArn).send({ body, groupId, deduplicationId, senderId: ACCOUNT });
    },
    async receive(queueArn, { max, waitSeconds, signal }) {
      const messages = await byArn(queueArn).receive({ max, wait: waitSeconds, signal });
      return messages.map((message) => eventRecord(message, queueArn, options.region));
    },
    async remove(queueArn, receiptHandles) {
      const queue = byArn(queueArn);
      await Promise.all(receiptHandles.map((handle) => queue.remove(handle)));
    },
    async makeVisible(queueArn, receiptHandles, seconds) {
      const queue = byArn(queueArn);
      await Promise.all(
        receiptHandles.map((handle) => queue.changeVisibility(handle, seconds).catch(unlessNotInFlight)),
      );
    },
    depth: (queueArn) => byArn(queueArn).depth(),
    queueArns: () => [...queues.keys()],
    policiesOf: (queueArn) => [...(policies.get(queueArn)?.values() ?? [])],
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function unlessNotInFlight(error: unknown): void {
  if (error instanceof AwsError && error.code === 'MessageNotInflight') return;
  throw error;
}
