import { SQSClient } from '@aws-sdk/client-sqs';
import { createSqs } from '../../../local/sqs/index.ts';
import type { Sqs } from '../../../local/sqs/index.ts';
import { openEndpoint, REGION, resource, temporaryDirectory } from '../support/endpoint.ts';

export interface Bench {
  sqs: Sqs;
  client: SQSClient;
  directory: string;
  queue(name: string, properties?: Record<string, unknown>): Promise<{ url: string; arn: string }>;
  /** The same data in a new emulator, as after the end of the process. */
  restarted(): Promise<Sqs>;
  close(): Promise<void>;
}

export async function provisionQueue(sqs: Sqs, name: string, properties: Record<string, unknown> = {}) {
  const provider = sqs.providers['AWS::SQS::Queue'];
  if (!provider) throw new Error('no provider of queues');
  const made = await provider(resource('AWS::SQS::Queue', { QueueName: name, ...properties }, name));
  return { url: made.ref, arn: made.attributes['Arn'] ?? '' };
}

/** Queues behind an address, on a folder of their own. */
export async function openBench(): Promise<Bench> {
  const directory = await temporaryDirectory();
  const endpoint = await openEndpoint();
  const options = { directory: directory.path, region: REGION, endpoint: endpoint.url };
  const sqs = await createSqs(options);
  endpoint.serve(sqs.services);
  const client = new SQSClient(endpoint.client());
  const opened: Sqs[] = [sqs];
  return {
    sqs,
    client,
    directory: directory.path,
    queue: (name, properties) => provisionQueue(sqs, name, properties),
    async restarted() {
      const again = await createSqs(options);
      opened.push(again);
      return again;
    },
    async close() {
      client.destroy();
      await Promise.all(opened.map((one) => one.close()));
      await endpoint.close();
      await directory.remove();
    },
  };
}
