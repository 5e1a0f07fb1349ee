/** What the workers of our FIFO queues have in common: one message that fails does not hold up its group. */
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logFault, logger } from '../platform/log.ts';
import { metrics, tracer } from './queue-worker.ts';

/** Gives a message back to its queue: it is received again after so many seconds. */
export type GiveBack = (receiptHandle: string, seconds: number) => Promise<unknown>;

export const givingBackTo =
  (client: SQSClient, url: string): GiveBack =>
  (ReceiptHandle, VisibilityTimeout) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));

/** Seconds after which a message is tried again, by how often it was: its whole group waits for it meanwhile. */
const AGAIN_AFTER = [5, 15, 45, 135] as const;
const LAST_TRY_AFTER = AGAIN_AFTER.at(-1) ?? 0;

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

/** Otherwise its group would wait for it until the queue's own time-out ends: many times what the worker may take. */
async function giveBackSoon(giveBack: GiveBack, { receiptHandle, attributes, messageId }: SQSRecord): Promise<void> {
  const tries = Number(attributes.ApproximateReceiveCount);
  try {
    await giveBack(receiptHandle, AGAIN_AFTER[tries - 1] ?? LAST_TRY_AFTER);
  } catch (error) {
    // It comes back later all the same.
    logFault('worker.failed', error, { message: messageId });
  }
}

/** What failed of a batch, group by group, each given back. */
export async function batchTreated(treat: Treat, giveBack: GiveBack, { Records }: SQSEvent): Promise<SQSBatchResponse> {
  const failed: SQSRecord[] = [];
  for (const [group, records] of Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '')) {
    failed.push(...(await treated(treat, group, records)));
  }
  for (const record of failed) await giveBackSoon(giveBack, record);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/**
 * The handler of a queue whose messages come in groups, and say what to look at again: late, twice or out of order they
 * lead to the same. Those of one group are treated together, one batch at a time; when that fails, each alone.
 */
export const groupedWorker = (treat: Treat, giveBack: GiveBack) =>
  middy((event: SQSEvent) => batchTreated(treat, giveBack, event))
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer))
    .use(logMetrics(metrics));
