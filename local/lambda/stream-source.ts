/**
 * Reads a table's stream for a function: in order, from a checkpoint on disk, with retries, bisection,
 * partial failures and a destination for what failed in the end.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueSender } from '../aws.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { Poller } from './event-sources.ts';
import { failedItems } from './item-failures.ts';

/** A record of a stream, as far as the poller looks at it. */
export interface StreamRecord {
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number };
}

export interface StreamReader {
  /** Records after a sequence number, or from the oldest kept. */
  read(streamArn: string, after: string | undefined, limit: number): Promise<StreamRecord[]>;
  /** True as soon as there is one, false after the time. */
  wait(streamArn: string, after: string | undefined, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  /** The newest record's sequence number, if there is one. */
  latest(streamArn: string): Promise<string | undefined>;
}

const LONGEST_WAIT_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** Runs until the poller's signal. @throws {AwsError} When the role may not read the stream. */
export async function pollStream(
  poller: Poller,
  streams: StreamReader,
  queues: QueueSender,
  checkpointDirectory: string,
): Promise<void> {
  const { mapping, signal } = poller;
  const { sourceArn, batchSize, windowMs } = mapping;
  await poller.authorise(
    ['DescribeStream', 'GetShardIterator', 'GetRecords'].map((name) => ({
      action: `dynamodb:${name}`,
      resource: sourceArn,
    })),
  );
  const checkpoint = await openCheckpoint(checkpointDirectory, mapping.name);
  if (checkpoint.after === undefined && mapping.startAtLatest) {
    const latest = await streams.latest(sourceArn);
    if (latest !== undefined) await checkpoint.advance(latest);
  }
  const batches: Delivery = { poller, queues, checkpoint };
  while (!signal.aborted) {
    if (!(await streams.wait(sourceArn, checkpoint.after, LONGEST_WAIT_MS, signal))) continue;
    if (windowMs > 0) await pause(windowMs, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await deliver(batches, await streams.read(sourceArn, checkpoint.after, batchSize));
  }
}

interface Delivery {
  poller: Poller;
  queues: QueueSender;
  checkpoint: Checkpoint;
}

/** Calls the function until the batch is worked on, given up, or the host ends. */
async function deliver(delivery: Delivery, records: StreamRecord[]): Promise<void> {
  const { poller, checkpoint } = delivery;
  const { mapping, signal } = poller;
  let batch = records;
  let failures = 0;
  while (batch.length > 0 && !signal.aborted) {
    const outcome = await poller.call({ Records: batch });
    const failed = failedItems(outcome, mapping.reportsItemFailures, batch.map(sequenceOf));
    if (failed.length === 0) return checkpoint.advance(lastOf(batch));

    const first = failed === 'all' ? 0 : batch.findIndex((record) => failed.includes(sequenceOf(record)));
    if (first > 0) {
      // What came before the first failure is done; the retries of the rest are counted anew.
      await checkpoint.advance(lastOf(batch.slice(0, first)));
      batch = batch.slice(first);
      failures = 0;
    }
    if (failed === 'all' && mapping.bisects && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await deliver(delivery, batch.slice(0, half));
      return deliver(delivery, batch.slice(half));
    }
    failures += 1;
    const reason = givenUpBecause(poller, batch, failures);
    if (reason) {
      await sendToDestination(delivery, batch, failures, reason);
      return checkpoint.advance(lastOf(batch));
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;
const lastOf = (batch: StreamRecord[]): string => batch.map(sequenceOf).at(-1) ?? '';
const createdAt = (record: StreamRecord | undefined): Date =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000);

function givenUpBecause({ mapping }: Poller, batch: StreamRecord[], failures: number): string | undefined {
  if (mapping.retries >= 0 && failures > mapping.retries) return 'RetryAttemptsExhausted';
  const ageSeconds = (Date.now() - createdAt(batch[0]).getTime()) / 1000;
  if (mapping.longestAgeSeconds >= 0 && ageSeconds > mapping.longestAgeSeconds) return 'RecordAgeExceeded';
  return undefined;
}

/** Only says which records they were: they are read from the stream again within its 24 hours. */
async function sendToDestination(
  { poller, queues }: Delivery,
  batch: StreamRecord[],
  failures: number,
  condition: string,
): Promise<void> {
  const { mapping } = poller;
  if (mapping.failuresTo === undefined) return;
  await poller.authorise([{ action: 'sqs:SendMessage', resource: mapping.failuresTo }]);
  const message = {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: failures,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: batch.map(sequenceOf)[0],
      endSequenceNumber: lastOf(batch),
      approximateArrivalOfFirstRecord: createdAt(batch[0]).toISOString(),
      approximateArrivalOfLastRecord: createdAt(batch.at(-1)).toISOString(),
      batchSize: batch.length,
      streamArn: mapping.sourceArn,
    },
  };
  await queues.send(mapping.failuresTo, JSON.stringify(message));
}
