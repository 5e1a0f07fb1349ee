import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { failure, openLocalTable, TABLE, type LocalTable } from './local-table.ts';

type Steps = NonNullable<TransactWriteCommandInput['TransactItems']>;

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const key = (sk: string): { pk: string; sk: string } => ({ pk: 'org#1', sk });
const put = (sk: string, more: object = {}): Steps[number] => ({
  Put: { TableName: TABLE, Item: { ...key(sk), ...more } },
});

const transact = (TransactItems: Steps, ClientRequestToken?: string): Promise<unknown> =>
  table.documents.send(new TransactWriteCommand({ TransactItems, ...(ClientRequestToken && { ClientRequestToken }) }));

const read = async (sk: string): Promise<Record<string, unknown> | undefined> =>
  (await table.documents.send(new GetCommand({ TableName: TABLE, Key: key(sk) }))).Item;

const reasons = async (steps: Steps): Promise<{ Code?: string }[] | undefined> => {
  const error = await failure(transact(steps));
  expect(error.name).toBe('TransactionCanceledException');
  return error.CancellationReasons;
};

describe('TransactWriteItems', () => {
  it('writes, updates, deletes and checks together', async () => {
    await transact([put('draft'), put('list', { size: 1 }), put('owner', { role: 'referent' })]);
    await transact([
      put('published'),
      { Delete: { TableName: TABLE, Key: key('draft') } },
      {
        Update: {
          TableName: TABLE,
          Key: key('list'),
          UpdateExpression: 'SET #s = #s + :one',
          ExpressionAttributeNames: { '#s': 'size' },
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
      {
        ConditionCheck: {
          TableName: TABLE,
          Key: key('owner'),
          ConditionExpression: '#role = :role',
          ExpressionAttributeNames: { '#role': 'role' },
          ExpressionAttributeValues: { ':role': 'referent' },
        },
      },
    ]);
    expect(await read('draft')).toBeUndefined();
    expect(await read('published')).toEqual(key('published'));
    expect((await read('list'))?.size).toBe(2);
  });

  it('writes nothing when one condition fails, and says which', async () => {
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key('taken'), by: 'Nérac' } }));
    const found = await reasons([
      put('never'),
      {
        Put: {
          TableName: TABLE,
          Item: { ...key('taken'), by: 'Agen' },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      {
        ConditionCheck: { TableName: TABLE, Key: key('nobody'), ConditionExpression: 'attribute_exists(pk)' },
      },
    ]);
    expect(found).toEqual([
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        // The document client leaves the items of errors in DynamoDB's own form.
        Item: { pk: { S: 'org#1' }, sk: { S: 'taken' }, by: { S: 'Nérac' } },
      },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    ]);
    expect(await read('never')).toBeUndefined();
    expect((await read('taken'))?.by).toBe('Nérac');
  });

  it('names a step that cannot be carried out', async () => {
    const found = await reasons([put('fine'), put('indexed', { gsi1pk: 3, gsi1sk: 'x' })]);
    expect(found?.map((reason) => reason.Code)).toEqual(['None', 'ValidationError']);
    expect(await read('fine')).toBeUndefined();
  });

  it.each<[string, Steps]>([
    ['no step', []],
    ['more than 100 steps', Array.from({ length: 101 }, (_, step) => put(`s${step}`))],
    ['two steps on one item', [put('twice'), { Delete: { TableName: TABLE, Key: key('twice') } }]],
    ['two writes in one step', [{ ...put('a'), Delete: { TableName: TABLE, Key: key('b') } }]],
    ['an empty step', [{}]],
  ])('refuses %s', async (_what, steps) => {
    expect((await failure(transact(steps))).name).toBe('ValidationException');
  });

  it('takes 100 steps', async () => {
    await transact(Array.from({ length: 100 }, (_, step) => put(`many#${step}`)));
    expect(await read('many#99')).toEqual(key('many#99'));
  });

  it('refuses more than 4 MB in all', async () => {
    const steps = Array.from({ length: 12 }, (_, step) => put(`big#${step}`, { text: 'x'.repeat(380_000) }));
    expect((await failure(transact(steps))).message).toContain('4 MB');
    expect(await read('big#0')).toBeUndefined();
  });

  it('refuses an unknown table', async () => {
    const steps = [put('a'), { Put: { TableName: 'elsewhere', Item: key('b') } }];
    expect((await failure(transact(steps))).name).toBe('ResourceNotFoundException');
  });

  it('lets one of many rivals on one key win', async () => {
    const rivals = Array.from({ length: 10 }, (_, rival) =>
      transact([
        {
          Put: {
            TableName: TABLE,
            Item: { ...key('seat'), rival },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        put(`rival#${rival}`),
      ]),
    );
    const outcomes = await Promise.allSettled(rivals);
    const winners = outcomes.flatMap((outcome, rival) => (outcome.status === 'fulfilled' ? [rival] : []));
    expect(winners).toHaveLength(1);
    expect((await read('seat'))?.rival).toBe(winners[0]);
    const traces = await Promise.all(rivals.map((_, rival) => read(`rival#${rival}`)));
    expect(traces.flatMap((trace, rival) => (trace ? [rival] : []))).toEqual(winners);
  });
});

describe('a client token', () => {
  const count = (by: number): Steps => [
    {
      Update: {
        TableName: TABLE,
        Key: key('votes'),
        UpdateExpression: 'ADD votes :by',
        ExpressionAttributeValues: { ':by': by },
      },
    },
  ];

  it('makes a transaction happen once, over a restart too', async () => {
    await transact(count(1), 'token-1');
    await transact(count(1), 'token-1');
    await table.restart();
    await transact(count(1), 'token-1');
    expect((await read('votes'))?.votes).toBe(1);
  });

  it('does not stand for another request', async () => {
    expect((await failure(transact(count(2), 'token-1'))).name).toBe('IdempotentParameterMismatchException');
    expect((await read('votes'))?.votes).toBe(1);
  });

  it('of a cancelled transaction can be tried again', async () => {
    const guarded: Steps = [
      { ConditionCheck: { TableName: TABLE, Key: key('gate'), ConditionExpression: 'attribute_exists(pk)' } },
      put('inside'),
    ];
    expect((await failure(transact(guarded, 'token-2'))).name).toBe('TransactionCanceledException');
    await transact([put('gate')]);
    await transact(guarded, 'token-2');
    expect(await read('inside')).toEqual(key('inside'));
  });
});

describe('TransactGetItems', () => {
  it('answers in order, with gaps and projections', async () => {
    await transact([put('one', { name: 'un', other: 1 }), put('two', { name: 'deux' })]);
    const get = (
      sk: string,
    ): {
      Get: {
        TableName: string;
        Key: Record<string, string>;
        ProjectionExpression: string;
        ExpressionAttributeNames: Record<string, string>;
      };
    } => ({
      Get: { TableName: TABLE, Key: key(sk), ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'name' } },
    });
    const { Responses } = await table.documents.send(
      new TransactGetCommand({ TransactItems: [get('two'), get('absent'), get('one')] }),
    );
    expect(Responses?.map((response) => response.Item)).toEqual([{ name: 'deux' }, undefined, { name: 'un' }]);
  });

  it('never sees a transaction half done', async () => {
    const both = (version: number): Steps => [put('left', { version }), put('right', { version })];
    await transact(both(0));
    const writing = (async () => {
      for (let version = 1; version <= 50; version += 1) await transact(both(version));
    })();
    const seen: [unknown, unknown][] = [];
    for (let look = 0; look < 50; look += 1) {
      const { Responses } = await table.documents.send(
        new TransactGetCommand({
          TransactItems: ['left', 'right'].map((sk) => ({ Get: { TableName: TABLE, Key: key(sk) } })),
        }),
      );
      seen.push([Responses?.[0]?.Item?.version, Responses?.[1]?.Item?.version]);
    }
    await writing;
    expect(seen.filter(([left, right]) => left !== right)).toEqual([]);
  });
});
