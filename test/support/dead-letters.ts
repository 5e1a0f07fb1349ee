/** Dead letters of a whole cloud: what its workers could not treat. */
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { asHost, type TestCloud } from './cloud.ts';

/** Queues of dead letters, FIFO ones too. */
const DEAD_LETTERS = /-dead-letters(\.fifo)?$/;

export interface DeadLetters {
  /** Its name. */
  queue: string;
  count: number;
  /** Its body: what could not be treated. */
  first: string;
}

/** The queues that hold some; looked at, not taken. */
export async function deadLettersIn(cloud: TestCloud): Promise<DeadLetters[]> {
  const sqs = new SQSClient(asHost(cloud));
  const found: DeadLetters[] = [];
  try {
    for (const { type, ref: QueueUrl } of Object.values(cloud.resources)) {
      if (type !== 'AWS::SQS::Queue' || !DEAD_LETTERS.test(QueueUrl)) continue;
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const count = Number(Attributes.ApproximateNumberOfMessages);
      if (count === 0) continue;
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      found.push({ queue: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), count, first: Messages[0]?.Body ?? '' });
    }
  } finally {
    sqs.destroy();
  }
  return found;
}
