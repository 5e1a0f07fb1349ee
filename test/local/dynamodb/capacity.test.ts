import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { openLocalTable, TABLE, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
  for (const [sk, kB] of [
    ['small', 0],
    ['five', 5],
    ['nine', 9],
  ] as const) {
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key(sk), text: 'x'.repeat(kB * 1024) } }));
  }
});
afterAll(() => table.close());

const key = (sk: string, pk = 'org#1'): { pk: string; sk: string } => ({ pk, sk });
const INDEXES = { TableName: TABLE, ReturnConsumedCapacity: 'INDEXES' } as const;

describe('reads', () => {
  it.each([
    ['small', false, 0.5],
    ['small', true, 1],
    ['five', false, 1],
    ['five', true, 2],
    ['nine', true, 3],
    ['absent', false, 0.5],
    ['absent', true, 1],
  ])('one item: %s, consistent %s, costs %d', async (sk, ConsistentRead, units) => {
    const { ConsumedCapacity } = await table.documents.send(
      new GetCommand({ ...INDEXES, Key: key(sk), ConsistentRead }),
    );
    expect(ConsumedCapacity).toEqual({ TableName: TABLE, CapacityUnits: units, Table: { CapacityUnits: units } });
  });

  it('count letters in bytes', async () => {
    // 2,100 letters, 4,200 bytes.
    await table.documents.send(
      new PutCommand({ TableName: TABLE, Item: { ...key('accents'), text: 'é'.repeat(2100) } }),
    );
    const { ConsumedCapacity } = await table.documents.send(new GetCommand({ ...INDEXES, Key: key('accents') }));
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  it('round a batch item by item, and a query as a whole', async () => {
    const Keys = ['small', 'five', 'absent'].map((sk) => key(sk));
    const batch = await table.documents.send(
      new BatchGetCommand({ RequestItems: { [TABLE]: { Keys } }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(batch.ConsumedCapacity).toEqual([{ TableName: TABLE, CapacityUnits: 2 }]);

    const items = Array.from({ length: 20 }, (_, n) => key(`card#${n}`, 'pub#1'));
    const puts = items.map((Item) => ({ PutRequest: { Item: { ...Item, text: 'x'.repeat(180) } } }));
    await table.documents.send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
    const query = { ...INDEXES, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'pub#1' } };
    const units = async (more: object): Promise<unknown> =>
      (await table.documents.send(new QueryCommand({ ...query, ...more }))).ConsumedCapacity?.CapacityUnits;
    expect(await units({})).toBe(0.5);
    expect(await units({ ConsistentRead: true })).toBe(1);
    const filtered = { FilterExpression: 'attribute_not_exists(#t)', ExpressionAttributeNames: { '#t': 'text' } };
    expect(await units({ ...filtered, ConsistentRead: true })).toBe(1);
    expect(await units({ ExpressionAttributeValues: { ':pk': 'pub#none' } })).toBe(0.5);
  });

  it('put a query on an index on the index', async () => {
    const item = { ...key('indexed'), gsi1pk: 'sub#1', gsi1sk: '1', text: 'x'.repeat(6000) };
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: item }));
    const { ConsumedCapacity } = await table.documents.send(
      new QueryCommand({
        ...INDEXES,
        IndexName: 'GSI1',
        KeyConditionExpression: 'gsi1pk = :pk',
        ExpressionAttributeValues: { ':pk': 'sub#1' },
      }),
    );
    expect(ConsumedCapacity).toEqual({
      TableName: TABLE,
      CapacityUnits: 1,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { GSI1: { CapacityUnits: 1 } },
    });
  });

  it('cost double in a transaction', async () => {
    const { ConsumedCapacity } = await table.documents.send(
      new TransactGetCommand({
        TransactItems: ['small', 'five', 'absent'].map((sk) => ({ Get: { TableName: TABLE, Key: key(sk) } })),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName: TABLE, CapacityUnits: 8, ReadCapacityUnits: 8 }]);
  });
});

describe('writes', () => {
  const write = async (command: PutCommand | DeleteCommand | UpdateCommand): Promise<[unknown, unknown]> => {
    const { ConsumedCapacity } =
      command instanceof PutCommand
        ? await table.documents.send(command)
        : command instanceof DeleteCommand
          ? await table.documents.send(command)
          : await table.documents.send(command);
    return [ConsumedCapacity?.CapacityUnits, ConsumedCapacity?.GlobalSecondaryIndexes?.GSI1?.CapacityUnits];
  };
  const put = (item: object): PutCommand => new PutCommand({ ...INDEXES, Item: { ...key('w'), ...item } });
  const entry = { gsi1pk: 'sub#2', gsi1sk: '1' };

  it('count the larger image, and what each index has to write', async () => {
    expect(await write(put({}))).toEqual([1, undefined]);
    expect(await write(put({ text: 'x'.repeat(2000) }))).toEqual([2, undefined]);
    expect(await write(put({}))).toEqual([2, undefined]);
    expect(await write(put(entry))).toEqual([2, 1]);
    expect(await write(put(entry))).toEqual([1, undefined]);
    expect(await write(put({ ...entry, title: 'changed' }))).toEqual([2, 1]);
    expect(await write(put({ ...entry, gsi1sk: '2' }))).toEqual([3, 2]);
    expect(await write(new DeleteCommand({ ...INDEXES, Key: key('w') }))).toEqual([2, 1]);
    expect(await write(new DeleteCommand({ ...INDEXES, Key: key('w') }))).toEqual([1, undefined]);
  });

  it('add up in a batch', async () => {
    const { ConsumedCapacity } = await table.documents.send(
      new BatchWriteCommand({
        RequestItems: {
          [TABLE]: [{ PutRequest: { Item: { ...key('b1'), ...entry } } }, { DeleteRequest: { Key: key('b2') } }],
        },
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
    expect(ConsumedCapacity).toEqual([
      {
        TableName: TABLE,
        CapacityUnits: 3,
        Table: { CapacityUnits: 2 },
        GlobalSecondaryIndexes: { GSI1: { CapacityUnits: 1 } },
      },
    ]);
  });

  it('cost double on the table, not on the index, in a transaction; its repetition costs a read', async () => {
    const transaction = new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName: TABLE, Item: { ...key('t1'), ...entry, text: 'x'.repeat(1500) } } },
        { ConditionCheck: { TableName: TABLE, Key: key('nine'), ConditionExpression: 'attribute_exists(pk)' } },
        { Delete: { TableName: TABLE, Key: key('absent') } },
      ],
      ClientRequestToken: 'capacity',
      ReturnConsumedCapacity: 'INDEXES',
    });
    const first = await table.documents.send(transaction);
    const both = (units: number): object => ({ CapacityUnits: units, WriteCapacityUnits: units });
    expect(first.ConsumedCapacity).toEqual([
      // Put of 1.5 kB: 4; check of 9 kB: 20; delete: 2.
      { TableName: TABLE, ...both(28), Table: both(26), GlobalSecondaryIndexes: { GSI1: both(2) } },
    ]);
    const second = await table.documents.send(transaction);
    // Reads of 4 kB: 2 + 6 + 2.
    expect(second.ConsumedCapacity).toMatchObject([{ CapacityUnits: 10, ReadCapacityUnits: 10 }]);
  });

  it('say nothing when not asked', async () => {
    const { ConsumedCapacity } = await table.documents.send(new PutCommand({ TableName: TABLE, Item: key('quiet') }));
    expect(ConsumedCapacity).toBeUndefined();
  });
});
