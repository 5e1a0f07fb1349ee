/** What a message that fails does to those that came with it. */
import { describe, expect, it } from 'vitest';
import type { SQSRecord } from 'aws-lambda';
import { batchTreated } from '../../functions/grouped-worker.ts';

const record = (messageId: string, group: string, tries = 1): SQSRecord => ({
  messageId,
  receiptHandle: `receipt of ${messageId}`,
  body: messageId,
  attributes: {
    ApproximateReceiveCount: String(tries),
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
    MessageGroupId: group,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-3:000000000000:parvis-local-search.fifo',
  awsRegion: 'eu-west-3',
});

/** Treats what does not begin with `poison`, and tells what was asked of it. */
function worker() {
  const treated: (readonly string[])[] = [];
  const givenBack: [string, number][] = [];
  const removed: (readonly string[])[] = [];
  return {
    removed,
    treated,
    givenBack,
    batch: (...Records: SQSRecord[]) =>
      batchTreated(
        async (bodies) => {
          treated.push(bodies);
          if (bodies.some((body) => body.startsWith('poison'))) throw new Error('It cannot be treated');
        },
        {
          giveBack: async (receipt, seconds) => void givenBack.push([receipt, seconds]),
          remove: async (receipts) => void removed.push(receipts),
        },
        { Records },
      ),
  };
}

describe('the messages of a batch', () => {
  it('are treated together, group by group, in their order', async () => {
    const { batch, treated, givenBack } = worker();
    expect(await batch(record('a', '1'), record('b', '2'), record('c', '1'))).toEqual({ batchItemFailures: [] });
    expect(treated).toEqual([['a', 'c'], ['b']]);
    expect(givenBack).toEqual([]);
  });

  it('are treated alone when one of them fails: it alone is given back, soon', async () => {
    const { batch, treated, givenBack } = worker();
    const answer = await batch(record('a', '1'), record('poison', '1'), record('c', '1'), record('d', '2'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] });
    expect(treated).toEqual([['a', 'poison', 'c'], ['a'], ['poison'], ['c'], ['d']]);
    expect(givenBack).toEqual([['receipt of poison', 5]]);
  });

  it('wait longer before each try, and no more after the last', async () => {
    const { batch, givenBack } = worker();
    for (const tries of [1, 2, 3, 4, 5]) await batch(record('poison', '1', tries));
    expect(givenBack.map(([, seconds]) => seconds)).toEqual([5, 15, 45, 135, 0]);
  });

  it('of one group stay done when the next one ends the worker, and those behind it come first next time', async () => {
    const { batch, treated, removed } = worker();
    const three = (tries: number) => [record('a', '1', tries), record('b', '2', tries), record('c', '3', tries)];
    await batch(...three(1));
    expect(removed).toEqual([['receipt of a'], ['receipt of b']]);
    await batch(...three(2));
    expect(treated).toEqual([['a'], ['b'], ['c'], ['c'], ['b'], ['a']]);
  });

  it('fail all the same when they cannot be given back: they come back later', async () => {
    const failing = async () => Promise.reject(new Error('no'));
    const answer = await batchTreated(
      failing,
      { giveBack: failing, remove: failing },
      { Records: [record('a', '1'), record('b', '2')] },
    );
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['a', 'b']);
  });
});
