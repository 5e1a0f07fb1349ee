import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { failure, openLocalTable, TABLE, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const key = (sk: string): { pk: string; sk: string } => ({ pk: 'org#1', sk });

describe('a write whose condition does not hold', () => {
  it('changes nothing and shows the old item when asked', async () => {
    await table.documents.send(
      new PutCommand({ TableName: TABLE, Item: { ...key('profile'), name: 'Nérac', version: 1 } }),
    );
    const again = new PutCommand({
      TableName: TABLE,
      Item: { ...key('profile'), name: 'Agen' },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const error = await failure(table.documents.send(again));
    expect(error.name).toBe('ConditionalCheckFailedException');
    // The document client leaves the items of errors in DynamoDB's own form.
    expect(error.Item).toEqual({ pk: { S: 'org#1' }, sk: { S: 'profile' }, name: { S: 'Nérac' }, version: { N: '1' } });
    const { Item } = await table.documents.send(new GetCommand({ TableName: TABLE, Key: key('profile') }));
    expect(Item?.name).toBe('Nérac');
  });

  it('shows no item when not asked', async () => {
    const update = new UpdateCommand({
      TableName: TABLE,
      Key: key('profile'),
      UpdateExpression: 'SET version = :next',
      ConditionExpression: 'version = :read',
      ExpressionAttributeValues: { ':next': 9, ':read': 8 },
    });
    const error = await failure(table.documents.send(update));
    expect(error.name).toBe('ConditionalCheckFailedException');
    expect(error.Item).toBeUndefined();
  });
});

describe('updates', () => {
  it('lets exactly one of many rivals win a version', async () => {
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key('race'), version: 1 } }));
    const rivals = Array.from({ length: 20 }, (_, rival) =>
      table.documents.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: key('race'),
          UpdateExpression: 'SET version = version + :one, winner = :rival',
          ConditionExpression: 'version = :read',
          ExpressionAttributeValues: { ':one': 1, ':read': 1, ':rival': rival },
        }),
      ),
    );
    const outcomes = await Promise.allSettled(rivals);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('loses none of many counts', async () => {
    const count = new UpdateCommand({
      TableName: TABLE,
      Key: key('counter'),
      UpdateExpression: 'ADD hits :one',
      ExpressionAttributeValues: { ':one': 1 },
    });
    await Promise.all(Array.from({ length: 50 }, () => table.documents.send(count)));
    const { Item } = await table.documents.send(new GetCommand({ TableName: TABLE, Key: key('counter') }));
    expect(Item?.hits).toBe(50);
  });

  it('removes the elements of a list that the expression names, whatever their order', async () => {
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...key('list'), list: [0, 1, 2, 3, 4] } }));
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: key('list'),
        UpdateExpression: 'REMOVE #list[0], #list[3], #list[1] SET #list[4] = :four',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':four': 'four' },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes?.list).toEqual([2, 'four']);
  });

  it('refuses an empty or mistyped index key, as DynamoDB does', async () => {
    const update = (value: string | number): Promise<unknown> =>
      table.documents.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: key('indexed'),
          UpdateExpression: 'SET gsi1pk = :value, gsi1sk = :value',
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    expect((await failure(update(''))).message).toContain('cannot contain an empty string value');
    expect((await failure(update(3))).name).toBe('ValidationException');
    const { Item } = await table.documents.send(new GetCommand({ TableName: TABLE, Key: key('indexed') }));
    expect(Item).toBeUndefined();
  });

  it('refuses an item above 400 kB, counted in bytes', async () => {
    // 210,000 letters, but 420,000 bytes.
    const put = new PutCommand({ TableName: TABLE, Item: { ...key('large'), text: 'é'.repeat(210_000) } });
    expect((await failure(table.documents.send(put))).message).toBe('Item size has exceeded the maximum allowed size');
  });
});

describe('indexes', () => {
  it('follow the item: moved, kept, removed', async () => {
    const inIndex = async (gsi1pk: string): Promise<unknown[]> => {
      const { Items } = await table.documents.send(
        new QueryCommand({
          TableName: TABLE,
          IndexName: 'GSI1',
          KeyConditionExpression: 'gsi1pk = :pk AND begins_with(gsi1sk, :day)',
          ExpressionAttributeValues: { ':pk': gsi1pk, ':day': '2026-11' },
        }),
      );
      return (Items ?? []).map((item) => item.sk);
    };
    const item = { ...key('news'), gsi1pk: 'sub#a', gsi1sk: '2026-11-24' };
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: item }));
    expect(await inIndex('sub#a')).toEqual(['news']);
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: { ...item, gsi1pk: 'sub#b' } }));
    expect([await inIndex('sub#a'), await inIndex('sub#b')]).toEqual([[], ['news']]);
    await table.documents.send(new DeleteCommand({ TableName: TABLE, Key: key('news') }));
    expect(await inIndex('sub#b')).toEqual([]);
  });
});

describe('pages of an index', () => {
  it('hold every item of one index key, both ways', async () => {
    const items = Array.from({ length: 25 }, (_, n) => ({ pk: `sub#${n}`, sk: 'x', gsi1pk: 'pub#2', gsi1sk: 'daily' }));
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await table.documents.send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
    for (const ScanIndexForward of [true, false]) {
      const seen: unknown[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await table.documents.send(
          new QueryCommand({
            TableName: TABLE,
            IndexName: 'GSI1',
            KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk >= :sk',
            ExpressionAttributeValues: { ':pk': 'pub#2', ':sk': 'daily' },
            Limit: 4,
            ScanIndexForward,
            ExclusiveStartKey,
          }),
        );
        seen.push(...(page.Items ?? []).map((item) => item.pk));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(seen).toHaveLength(25);
      expect(new Set(seen)).toEqual(new Set(items.map((item) => item.pk)));
    }
  });
});

describe('pages', () => {
  it('go through a partition both ways, without gap or repetition', async () => {
    const items = Array.from({ length: 25 }, (_, day) => ({ pk: 'pub#1', sk: `d#${String(day).padStart(2, '0')}` }));
    const puts = items.map((Item) => ({ PutRequest: { Item } }));
    await table.documents.send(new BatchWriteCommand({ RequestItems: { [TABLE]: puts } }));
    for (const ScanIndexForward of [true, false]) {
      const seen: unknown[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await table.documents.send(
          new QueryCommand({
            TableName: TABLE,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': 'pub#1' },
            Limit: 10,
            ScanIndexForward,
            ExclusiveStartKey,
          }),
        );
        seen.push(...(page.Items ?? []).map((item) => item.sk));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      const expected = items.map((item) => item.sk);
      expect(seen).toEqual(ScanIndexForward ? expected : expected.reverse());
    }
    const { Responses } = await table.documents.send(
      new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: items.slice(0, 3) } } }),
    );
    expect(Responses?.[TABLE]).toHaveLength(3);
    const { Items } = await table.documents.send(new ScanCommand({ TableName: TABLE }));
    expect(Items?.filter((item) => item.pk === 'pub#1')).toHaveLength(25);
  });
});

describe('what is wrong', () => {
  it.each([
    ['an unknown table', new GetCommand({ TableName: 'elsewhere', Key: key('x') }), 'ResourceNotFoundException'],
    ['a key that does not fit', new GetCommand({ TableName: TABLE, Key: { pk: 'org#1' } }), 'ValidationException'],
    [
      'an expression with a fault',
      new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: 'pk == :pk',
        ExpressionAttributeValues: { ':pk': '1' },
      }),
      'ValidationException',
    ],
  ] as const)('is refused by name: %s', async (_what, command, name) => {
    const sent = command instanceof GetCommand ? table.documents.send(command) : table.documents.send(command);
    expect((await failure(sent)).name).toBe(name);
  });

  it('is refused by name: a body that is no JSON, an unknown operation', async () => {
    const { service } = table;
    const request = (headers: Record<string, string>, body: string): Parameters<typeof service.handle>[0] => ({
      method: 'POST',
      path: '/',
      headers,
      body: Buffer.from(body),
      service: 'dynamodb',
      region: 'eu-west-3',
      principal: { kind: 'anonymous' },
    });
    const broken = await service.handle(request({ 'x-amz-target': 'DynamoDB_20120810.GetItem' }, '{'));
    expect([broken.status, String(broken.body)]).toEqual([400, expect.stringContaining('#SerializationException')]);
    const unknown = await service.handle(request({ 'x-amz-target': 'DynamoDB_20120810.constructor' }, '{}'));
    expect(String(unknown.body)).toContain('#UnknownOperationException');
  });
});
