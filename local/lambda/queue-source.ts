/** Reads a queue for a function: batches, windows, partial failures. */
import type { SQSRecord } from 'aws-lambda';
import type { Poller } from './event-sources.ts';
import { failedItems } from './item-failures.ts';

export interface QueueReader {
  receive(queueArn: string, options: { max: number; waitSeconds: number; signal?: AbortSignal }): Promise<SQSRecord[]>;
  remove(queueArn: string, receiptHandles: readonly string[]): Promise<void>;
}

const LONGEST_WAIT_SECONDS = 20;

/** Runs until the poller's signal. @throws {AwsError} When the role may not read the queue. */
export async function pollQueue(poller: Poller, queues: QueueReader): Promise<void> {
  const { mapping, signal } = poller;
  const actions = (...names: string[]) => names.map((name) => ({ action: `sqs:${name}`, resource: mapping.sourceArn }));
  await poller.authorise(actions('ReceiveMessage', 'GetQueueAttributes'));
  while (!signal.aborted) {
    const records = await gather(poller, queues);
    if (records.length === 0) continue;
    const identifiers = records.map(({ messageId }) => messageId);
    const outcome = await poller.call({ Records: records });
    const failed = failedItems(outcome, mapping.reportsItemFailures, identifiers);
    // What failed comes back when its visibility time-out ends, and is counted by its queue.
    const done = failed === 'all' ? [] : records.filter(({ messageId }) => !failed.includes(messageId));
    if (done.length === 0) continue;
    await poller.authorise(actions('DeleteMessage'));
    await queues.remove(
      mapping.sourceArn,
      done.map(({ receiptHandle }) => receiptHandle),
    );
  }
}

/** A batch: what is there, and when the mapping has a window what comes until it is over. */
async function gather({ mapping, signal }: Poller, queues: QueueReader): Promise<SQSRecord[]> {
  const { sourceArn, batchSize, windowMs } = mapping;
  const batch = await queues.receive(sourceArn, { max: batchSize, waitSeconds: LONGEST_WAIT_SECONDS, signal });
  const end = Date.now() + windowMs;
  while (batch.length > 0 && batch.length < batchSize && Date.now() < end && !signal.aborted) {
    const waitSeconds = Math.min((end - Date.now()) / 1000, LONGEST_WAIT_SECONDS);
    batch.push(...(await queues.receive(sourceArn, { max: batchSize - batch.length, waitSeconds, signal })));
  }
  return batch;
}
