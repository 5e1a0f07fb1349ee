import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { openLocalTable, provisionTable, TABLE, TABLE_PROPERTIES, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const NOW_S = Math.floor(Date.now() / 1000);
const DAY_S = 24 * 60 * 60;

const key = (sk: string): { pk: string; sk: string } => ({ pk: 'ses#1', sk });

const put = (sk: string, ttl: unknown): Promise<unknown> =>
  table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key(sk), ttl } }));

const isThere = async (sk: string): Promise<boolean> =>
  (await table.documents.send(new GetCommand({ TableName: TABLE, Key: key(sk) }))).Item !== undefined;

describe('time to live', () => {
  it('deletes what is past its time, and only that', async () => {
    await put('past', NOW_S - 60);
    await put('future', NOW_S + DAY_S);
    await put('text', String(NOW_S - 60));
    await put('milliseconds', (NOW_S - 60) * 1000);
    await put('six-years-ago', NOW_S - 6 * 365 * DAY_S);
    await put('prolonged', NOW_S - 60);
    await table.documents.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: key('prolonged'),
        UpdateExpression: 'SET #ttl = :later',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':later': NOW_S + DAY_S },
      }),
    );
    expect(await table.dynamoDb.sweepExpired()).toBe(1);
    const kept = ['past', 'future', 'text', 'milliseconds', 'six-years-ago', 'prolonged'];
    expect(await Promise.all(kept.map(isThere))).toEqual([false, true, true, true, true, true]);
  });

  it('says in the stream that time did it', async () => {
    const before = await table.dynamoDb.latestSequenceNumber(table.streamArn);
    await put('session', NOW_S - 1);
    await table.dynamoDb.sweepExpired();
    const [inserted, removed] = await table.dynamoDb.readStream(table.streamArn, before, 10);
    expect(inserted?.userIdentity).toBeUndefined();
    expect(removed).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { OldImage: { ttl: { N: String(NOW_S - 1) } } },
    });
  });

  it('deletes many, with their index entries, over a restart too', async () => {
    await Promise.all(Array.from({ length: 250 }, (_, n) => put(`many#${n}`, NOW_S - 10 - n)));
    await table.restart();
    expect(await table.dynamoDb.sweepExpired()).toBe(250);
    expect(await table.dynamoDb.sweepExpired()).toBe(0);
  });

  it('takes in the items there are when it is turned on, and lets them be when off', async () => {
    await provisionTable(table.dynamoDb, { ...TABLE_PROPERTIES, TimeToLiveSpecification: undefined });
    await put('written-while-off', NOW_S - 10);
    expect(await table.dynamoDb.sweepExpired()).toBe(0);
    await provisionTable(table.dynamoDb);
    expect(await table.dynamoDb.sweepExpired()).toBe(1);
  });
});
