/** Queues, looked at as an operator does: through the API, with the host's rights. */
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { asHost, type TestCloud } from '../../support/cloud.ts';

export const QUEUES = ['upload', 'mail', 'digest', 'mail-event'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Runs work with a client of SQS. */
export async function withSqs<Result>(cloud: TestCloud, work: (sqs: SQSClient) => Promise<Result>): Promise<Result> {
  const sqs = new SQSClient(asHost(cloud));
  try {
    return await work(sqs);
  } finally {
    sqs.destroy();
  }
}

export async function queueUrl(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: `parvis-local-${name}` }));
  return QueueUrl;
}

/** Messages that a queue holds, those being worked on included. */
export const depthOf = (cloud: TestCloud, name: string): Promise<number> =>
  withSqs(cloud, async (sqs) => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await queueUrl(sqs, name), AttributeNames: ['All'] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  });
