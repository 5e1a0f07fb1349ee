import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openDatabase } from '../../../local/dynamodb/database.ts';
import type { StreamRecord } from '../../../local/dynamodb/index.ts';
import { Streams } from '../../../local/dynamodb/stream.ts';
import type { Table } from '../../../local/dynamodb/types.ts';
import { openLocalTable, REGION, TABLE, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const key = (sk: string): { pk: string; sk: string } => ({ pk: 'org#1', sk });

const put = (sk: string, more: object = {}): Promise<unknown> =>
  table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key(sk), ...more } }));

/** What the stream got while `work` was done. */
async function recordsOf(work: () => Promise<unknown>): Promise<StreamRecord[]> {
  const before = await table.dynamoDb.latestSequenceNumber(table.streamArn);
  await work();
  return await table.dynamoDb.readStream(table.streamArn, before, 1000);
}

describe('a stream', () => {
  it('tells of an insertion, a change and a removal in the shape that Lambda gives to functions', async () => {
    const records = await recordsOf(async () => {
      await put('news', { title: 'Fête' });
      await table.documents.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: key('news'),
          UpdateExpression: 'SET title = :title',
          ExpressionAttributeValues: { ':title': 'Marché' },
        }),
      );
      await table.documents.send(new DeleteCommand({ TableName: TABLE, Key: key('news') }));
    });
    const Keys = { pk: { S: 'org#1' }, sk: { S: 'news' } };
    const [first, second] = [
      { ...Keys, title: { S: 'Fête' } },
      { ...Keys, title: { S: 'Marché' } },
    ];
    expect(
      records.map(({ eventName, dynamodb: { OldImage, NewImage } }) => ({ eventName, OldImage, NewImage })),
    ).toEqual([
      { eventName: 'INSERT', OldImage: undefined, NewImage: first },
      { eventName: 'MODIFY', OldImage: first, NewImage: second },
      { eventName: 'REMOVE', OldImage: second, NewImage: undefined },
    ]);
    expect(records[0]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      eventSourceARN: table.streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys,
        NewImage: first,
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        // Keys "pk" "org#1" "sk" "news", then the image: the same with "title" "Fête" (5 bytes).
        SizeBytes: 13 + 13 + 10,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  it('has no record of a write that changes nothing', async () => {
    await put('same', { tags: new Set(['a', 'b']), list: [{ n: 1 }] });
    const records = await recordsOf(async () => {
      await put('same', { list: [{ n: 1 }], tags: new Set(['b', 'a']) });
      await table.documents.send(new DeleteCommand({ TableName: TABLE, Key: key('never-there') }));
    });
    expect(records).toEqual([]);
  });

  it('has the records of a transaction together, and none of a cancelled one', async () => {
    const guarded = (sk: string): object => ({
      Put: { TableName: TABLE, Item: key(sk), ConditionExpression: 'attribute_not_exists(pk)' },
    });
    const send = (...steps: string[]): Promise<unknown> =>
      table.documents.send(new TransactWriteCommand({ TransactItems: steps.map(guarded) }));
    const records = await recordsOf(async () => {
      await send('t1', 't2', 't3');
      await send('t4', 't1').catch(() => undefined);
    });
    expect(records.map((record) => record.dynamodb.Keys.sk?.S)).toEqual(['t1', 't2', 't3']);
  });

  it('keeps its order and its place over a restart', async () => {
    const records = await recordsOf(async () => {
      await Promise.all(Array.from({ length: 30 }, (_, n) => put(`before#${n}`)));
      await table.restart();
      await Promise.all(Array.from({ length: 30 }, (_, n) => put(`after#${n}`)));
    });
    const numbers = records.map((record) => record.dynamodb.SequenceNumber);
    expect(numbers).toEqual([...new Set(numbers)].sort());
    const names = records.map((record) => record.dynamodb.Keys.sk?.S?.split('#')[0]);
    expect(names).toEqual([...Array<string>(30).fill('before'), ...Array<string>(30).fill('after')]);

    const [middle] = await table.dynamoDb.readStream(table.streamArn, numbers[9], 1);
    expect(middle?.dynamodb.SequenceNumber).toBe(numbers[10]);
  });

  it('wakes who waits for it, and lets go who waits in vain', async () => {
    const latest = await table.dynamoDb.latestSequenceNumber(table.streamArn);
    const woken = table.dynamoDb.waitForStream(table.streamArn, latest, 60_000);
    await put('wake-up');
    expect(await woken).toBe(true);
    expect(await table.dynamoDb.waitForStream(table.streamArn, latest, 60_000)).toBe(true);
    const now = await table.dynamoDb.latestSequenceNumber(table.streamArn);
    expect(await table.dynamoDb.waitForStream(table.streamArn, now, 1)).toBe(false);
    expect(await table.dynamoDb.waitForStream(table.streamArn, now, 60_000, AbortSignal.timeout(1))).toBe(false);
  });

  it('is kept 24 hours', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'parvis-stream-'));
    const database = await openDatabase(directory);
    const small: Table = {
      TableName: 'small',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      tableId: 'small',
      createdAt: 0,
      stream: { viewType: 'KEYS_ONLY', label: 'x' },
    };
    const streamArn = `arn:aws:dynamodb:${REGION}:000000000000:table/small/stream/x`;
    const streams = new Streams(database, { find: () => small }, REGION);
    const change = { table: small, key: 'k', itemKey: 'k', before: undefined, after: { pk: { S: '1' } } };
    await database.apply(streams.operationsFor(streams.recordsOf([change, change], 'caller')));
    const kept = async (hours: number): Promise<number> => {
      await streams.trim([small], Date.now() + hours * 3_600_000);
      return (await streams.read(streamArn, undefined, 9)).length;
    };
    expect([await kept(23), await kept(25)]).toEqual([2, 0]);
    await database.close();
    await rm(directory, { recursive: true });
  });

  it('is not found under another name', async () => {
    await expect(table.dynamoDb.readStream(`${table.streamArn}x`, undefined, 1)).rejects.toThrow('No such stream');
  });
});
