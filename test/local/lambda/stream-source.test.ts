import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../local/lambda/event-sources.ts';
import type { Outcome } from '../../../local/lambda/protocol.ts';
import { pollStream, type StreamRecord } from '../../../local/lambda/stream-source.ts';
import { temporaryFolder } from './function-folder.ts';

const mapping: Mapping = {
  name: 'watcher',
  sourceArn: 'arn:aws:dynamodb:eu-west-3:000000000000:table/t/stream/1',
  functionArn: 'arn:aws:lambda:eu-west-3:000000000000:function:watcher',
  batchSize: 10,
  windowMs: 0,
  reportsItemFailures: true,
  concurrency: 1,
  startAtLatest: false,
  retries: 1,
  bisects: false,
  longestAgeSeconds: -1,
  failuresTo: 'arn:aws:sqs:eu-west-3:000000000000:dead',
};

const recordsOf = (...numbers: string[]): StreamRecord[] =>
  numbers.map((SequenceNumber) => ({ dynamodb: { SequenceNumber, ApproximateCreationDateTime: 1_700_000_000 } }));

const answered = (answer: unknown): Outcome => ({ payload: JSON.stringify(answer) });
const thrown: Outcome = { payload: '{}', error: { errorType: 'Error', errorMessage: 'on purpose', trace: [] } };

interface Run {
  /** Batches given to the function, as their sequence numbers. */
  batches: string[][];
  /** Bodies sent to the destination of failures. */
  dead: unknown[];
}

/** Reads a stream until it is read to its end. */
async function read(
  stream: StreamRecord[],
  answer: (batch: string[]) => Outcome,
  settings: Partial<Mapping> = {},
  directory?: string,
): Promise<Run> {
  const ended = new AbortController();
  const run: Run = { batches: [], dead: [] };
  const after = (number: string | undefined): StreamRecord[] =>
    stream.filter(({ dynamodb }) => number === undefined || dynamodb.SequenceNumber > number);
  await pollStream(
    {
      mapping: { ...mapping, ...settings },
      signal: ended.signal,
      authorise: async () => undefined,
      async call(event) {
        const batch = 'Records' in event && Array.isArray(event.Records) ? event.Records : [];
        const numbers = batch.map((record: StreamRecord) => record.dynamodb.SequenceNumber);
        run.batches.push(numbers);
        return answer(numbers);
      },
    },
    {
      read: async (_arn, number, limit) => after(number).slice(0, limit),
      async wait(_arn, number) {
        if (after(number).length > 0) return true;
        ended.abort();
        return false;
      },
      latest: async () => stream.at(-1)?.dynamodb.SequenceNumber,
    },
    { send: async (_queue, body) => void run.dead.push(JSON.parse(body)) },
    directory ?? (await temporaryFolder()),
  );
  return run;
}

const failing = (itemIdentifier: string): Outcome => answered({ batchItemFailures: [{ itemIdentifier }] });

describe('the reader of a stream', () => {
  it('gives the records in order, in batches, each once', async () => {
    const { batches, dead } = await read(recordsOf('1', '2', '3'), () => answered({}), { batchSize: 2 });
    expect(batches).toEqual([['1', '2'], ['3']]);
    expect(dead).toEqual([]);
  });

  it('tries again from the first record that failed, then tells the destination which they were', async () => {
    const answer = (batch: string[]): Outcome =>
      batch.includes('2') ? failing('2') : answered({ batchItemFailures: [] });
    const { batches, dead } = await read(recordsOf('1', '2', '3'), answer, { batchSize: 3 });
    expect(batches).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ]);
    expect(dead).toMatchObject([
      {
        requestContext: {
          functionArn: mapping.functionArn,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        DDBStreamBatchInfo: {
          startSequenceNumber: '2',
          endSequenceNumber: '3',
          batchSize: 2,
          approximateArrivalOfFirstRecord: '2023-11-14T22:13:20.000Z',
          streamArn: mapping.sourceArn,
        },
      },
    ]);
  });

  it('halves a batch for which the function threw, so that only the bad record is given up', async () => {
    const answer = (batch: string[]): Outcome => (batch.includes('3') ? thrown : answered({}));
    const { batches, dead } = await read(recordsOf('1', '2', '3', '4'), answer, { bisects: true });
    expect(batches).toEqual([['1', '2', '3', '4'], ['1', '2'], ['3', '4'], ['3'], ['3'], ['4']]);
    expect(dead).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '3', batchSize: 1 } }]);
  });

  it('gives up records that are too old', async () => {
    const { batches, dead } = await read(recordsOf('1'), () => thrown, { retries: -1, longestAgeSeconds: 60 });
    expect(batches).toEqual([['1']]);
    expect(dead).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
  });

  it('takes the whole batch for failed when the function names a record that it was not given', async () => {
    const { dead } = await read(recordsOf('1', '2'), () => failing('9'));
    expect(dead).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 2 } }]);
  });

  it('takes up where it was left', async () => {
    const directory = await temporaryFolder();
    await read(recordsOf('1', '2'), () => answered({}), {}, directory);
    const { batches } = await read(recordsOf('1', '2', '3'), () => answered({}), {}, directory);
    expect(batches).toEqual([['3']]);
  });

  it('begins after what is there already when it shall begin at the latest', async () => {
    const { batches } = await read(recordsOf('1', '2'), () => answered({}), { startAtLatest: true });
    expect(batches).toEqual([]);
  });
});
