/** The client of the table, against the table of the cloud on one machine and beside the SDK's own client. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import * as sdk from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AwsError } from '../../../platform/aws-json.ts';
import { type TableClient, tableClient } from '../../../platform/dynamodb/client.ts';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '../../../platform/dynamodb/commands.ts';
import { type LocalTable, openLocalTable, TABLE as TableName } from '../../local/dynamodb/local-table.ts';

let local: LocalTable;
beforeAll(async () => {
  local = await openLocalTable();
});
afterAll(() => local.close());

/** One of each of the types that an attribute has here: bytes live in files, not in the table. */
const ITEM = {
  pk: 'org#214701955',
  sk: 'card#1',
  title: 'L’école de Nérac, « été » 🌻',
  Item: 'an attribute may be named so',
  count: 3,
  share: 0.25,
  open: true,
  nothing: null,
  tags: ['voirie', { Key: 'nested' }],
  place: { lat: 44.13, names: [] },
};
const Key = { pk: ITEM.pk, sk: ITEM.sk };

describe('what is asked and answered', () => {
  it('is the same as through the SDK’s client, whatever the attributes', async () => {
    const { client } = local.table;
    await client.send(new PutCommand({ TableName, Item: { ...ITEM, absent: undefined } }));
    const ours = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const theirs = await local.documents.send(new sdk.GetCommand({ TableName, Key, ConsistentRead: true }));
    expect(ours.Item).toEqual(ITEM);
    expect(ours.Item).toEqual(theirs.Item);
  });

  it('covers every operation', async () => {
    const { client } = local.table;
    const other = { pk: ITEM.pk, sk: 'card#2', title: 'Deux' };
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: other } }] } }));
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET #count = #count + :one',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(Attributes).toEqual({ count: 4 });

    const first = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': ITEM.pk },
        Limit: 1,
      }),
    );
    expect(first.Items).toEqual([{ ...ITEM, count: 4 }]);
    expect(first.LastEvaluatedKey).toEqual(Key);
    const second = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': ITEM.pk },
        ExclusiveStartKey: first.LastEvaluatedKey,
      }),
    );
    expect(second.Items).toEqual([other]);

    const batch = await client.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ pk: other.pk, sk: other.sk }] } } }),
    );
    expect(batch.Responses).toEqual({ [TableName]: [other] });
    const together = await client.send(
      new TransactGetCommand({
        TransactItems: [{ Get: { TableName, Key: { pk: other.pk, sk: other.sk } } }, { Get: { TableName, Key } }],
      }),
    );
    expect(together.Responses).toEqual([{ Item: other }, { Item: { ...ITEM, count: 4 } }]);

    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: { pk: ITEM.pk, sk: 'card#3' } } },
          { Delete: { TableName, Key: { pk: other.pk, sk: other.sk } } },
        ],
      }),
    );
    await client.send(new DeleteCommand({ TableName, Key }));
    const left = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': ITEM.pk },
      }),
    );
    expect(left.Items).toEqual([{ pk: ITEM.pk, sk: 'card#3' }]);
  });
});

/** What DynamoDB answers to a transaction, one after the other; how often it was asked. */
async function answering(
  answers: readonly (readonly string[])[],
): Promise<{ asked: () => number; client: TableClient; close: () => void }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    const codes = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const refused = codes.some((code) => code !== 'None');
    response.writeHead(refused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    const reasons = { __type: 'x#TransactionCanceledException', CancellationReasons: codes.map((Code) => ({ Code })) };
    response.end(JSON.stringify(refused ? reasons : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  const observer = { before: () => {}, after: () => {} };
  const client = tableClient(observer, { address: `http://127.0.0.1:${port}`, region: 'eu-west-3', credentials });
  return { asked: () => asked, client, close: () => void server.close() };
}

describe('a transaction that meets another on the same items', () => {
  const transaction = new TransactWriteCommand({ TransactItems: [] });

  it('is done again, as none of its conditions was looked at', async () => {
    const conflict = ['None', 'TransactionConflict'];
    const there = await answering([conflict, conflict, ['None', 'None']]);
    await there.client.send(transaction);
    there.close();
    expect(there.asked()).toBe(3);
  });

  it('is not, when a condition did not hold', async () => {
    const there = await answering([['TransactionConflict', 'ConditionalCheckFailed']]);
    await expect(there.client.send(transaction)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    there.close();
    expect(there.asked()).toBe(1);
  });
});

describe('a refusal', () => {
  it('has the name that DynamoDB gives it', async () => {
    const put = new PutCommand({
      TableName,
      Item: { pk: 'org#1', sk: 'a' },
      ConditionExpression: 'attribute_exists(pk)',
    });
    const refused = local.table.client.send(put);
    await expect(refused).rejects.toBeInstanceOf(AwsError);
    await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', status: 400 });
    await expect(local.table.client.send(new GetCommand({ TableName, Key: { pk: 'org#1' } }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('of a transaction tells what became of each item', async () => {
    const there = { TableName, Key: { pk: 'org#1', sk: 'b' } };
    const transaction = new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { pk: 'org#1', sk: 'c' } } },
        { ConditionCheck: { ...there, ConditionExpression: 'attribute_exists(pk)' } },
      ],
    });
    await expect(local.table.client.send(transaction)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
  });
});
