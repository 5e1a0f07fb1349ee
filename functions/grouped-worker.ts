/** What the workers of our FIFO queues have in common: one message that fails does not hold up its group. */
import { ChangeMessageVisibilityCommand, DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logFault, logger } from '../platform/log.ts';
import { metrics, tracer } from './queue-worker.ts';

/** What a worker does itself about the messages that it holds, before its answer does. By receipt handle. */
export interface Holding {
  /** It is received again after so many seconds. */
  giveBack: (receipt: string, seconds: number) => Promise<unknown>;
  /** They are done, whatever becomes of the worker. 10 at most. */
  remove: (receipts: readonly string[]) => Promise<unknown>;
}

export const holdingOf = (client: SQSClient, QueueUrl: string): Holding => ({
  giveBack: (ReceiptHandle, VisibilityTimeout) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
  remove: (receipts) => {
    const Entries = receipts.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle }));
    return client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  },
});

/** Seconds after which a message is tried again, by how often it was: its whole group waits for it meanwhile. */
const AGAIN_AFTER = [5, 15, 45, 135] as const;
/** After its last try (lib/constructs/work-queue.ts) it is a dead letter as soon as it is back. */
const GIVEN_UP = 0;

/** What to do with the messages of one group together, in their order. */
export type Treat = (bodies: readonly string[]) => Promise<void>;

/** @returns the messages that fail alone. Each may be treated twice, and after those sent later. */
async function treated(treat: Treat, group: string, records: readonly SQSRecord[]): Promise<SQSRecord[]> {
  try {
    await treat(records.map(({ body }) => body));
    return [];
  } catch (error) {
    logFault('worker.failed', error, { group, messages: records.length });
  }
  if (records.length === 1) return [...records];
  const failed: SQSRecord[] = [];
  for (const record of records) failed.push(...(await treated(treat, group, [record])));
  return failed;
}

const triesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

/** What is not done here is done by the queue, later. */
async function attempt(group: string, doing: () => Promise<unknown>): Promise<void> {
  try {
    await doing();
  } catch (error) {
    logFault('worker.failed', error, { group });
  }
}

/**
 * What failed of a batch, group by group. Each is given back at once: otherwise its group would wait for it until the
 * queue's own time-out ends, many times what the worker may take. What was done for a group stays done when the next
 * one ends the worker (time, memory); those behind that one come first at the next try.
 */
export async function batchTreated(treat: Treat, holding: Holding, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const groups = [...Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '')];
  const isEvenTry = Math.max(...Records.map(triesOf)) % 2 === 0;
  const inTurn = isEvenTry ? groups.reverse() : groups;
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const [at, [group, records]] of inTurn.entries()) {
    const failed = await treated(treat, group, records);
    for (const record of failed) {
      batchItemFailures.push({ itemIdentifier: record.messageId });
      const seconds = AGAIN_AFTER[triesOf(record) - 1] ?? GIVEN_UP;
      await attempt(group, () => holding.giveBack(record.receiptHandle, seconds));
    }
    const done = records.filter((record) => !failed.includes(record)).map(({ receiptHandle }) => receiptHandle);
    const isLast = at === inTurn.length - 1;
    if (!isLast && done.length > 0) await attempt(group, () => holding.remove(done));
  }
  return { batchItemFailures };
}

/**
 * The handler of a queue whose messages come in groups, and say what to look at again: late, twice or out of order they
 * lead to the same. Those of one group are treated together, one batch at a time; when that fails, each alone.
 */
export const groupedWorker = (treat: Treat, holding: Holding) =>
  middy((event: SQSEvent) => batchTreated(treat, holding, event))
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer))
    .use(logMetrics(metrics));
