import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorisationRequest } from '../../../local/aws.ts';
import { awsRequest, openLocalTable, TABLE, TABLE_ARN, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const key = (pk: string): object => ({ pk: { S: pk }, sk: { S: 'x' } });
const TableName = TABLE;

const needed = async (operation: string, body: object): Promise<AuthorisationRequest[]> =>
  await table.service.authorisations(awsRequest(operation, body));

const on = (action: string, leading?: string[], more: object = {}, resource = TABLE_ARN): object => ({
  action: `dynamodb:${action}`,
  resource,
  context: { ...(leading && { 'dynamodb:LeadingKeys': leading }), ...more },
});

describe('a call needs', () => {
  it.each([
    ['PutItem', { TableName, Item: key('org#1') }],
    ['GetItem', { TableName, Key: key('org#1') }],
    ['DeleteItem', { TableName, Key: key('org#1') }],
    ['UpdateItem', { TableName, Key: key('org#1'), UpdateExpression: 'REMOVE a' }],
  ])('%s on the table with its partition key', async (operation, body) => {
    expect(await needed(operation, body)).toEqual([on(operation, ['org#1'])]);
  });

  it('Query on the table, by an expression or by conditions', async () => {
    const Select = { 'dynamodb:Select': 'ALL_ATTRIBUTES' };
    const byExpression = {
      TableName,
      KeyConditionExpression: 'begins_with(sk, :sk) AND :pk = #pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': { S: 'org#1' }, ':sk': { S: 'news' } },
    };
    expect(await needed('Query', byExpression)).toEqual([on('Query', ['org#1'], Select)]);
    const byConditions = {
      TableName,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'org#2' }] } },
    };
    expect(await needed('Query', byConditions)).toEqual([on('Query', ['org#2'], Select)]);
  });

  it("Query on an index: the index's ARN and the index's key", async () => {
    const query = {
      TableName,
      IndexName: 'GSI1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'sub#1' } },
      ProjectionExpression: 'pk',
    };
    const Select = { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' };
    expect(await needed('Query', query)).toEqual([on('Query', ['sub#1'], Select, `${TABLE_ARN}/index/GSI1`)]);
  });

  it('Scan without leading keys', async () => {
    expect(await needed('Scan', { TableName })).toEqual([
      on('Scan', undefined, { 'dynamodb:Select': 'ALL_ATTRIBUTES' }),
    ]);
  });

  it('all keys of a batch', async () => {
    const get = { RequestItems: { [TABLE]: { Keys: [key('org#1'), key('pub#1')] } } };
    expect(await needed('BatchGetItem', get)).toEqual([on('BatchGetItem', ['org#1', 'pub#1'])]);
    const write = {
      RequestItems: { [TABLE]: [{ PutRequest: { Item: key('org#1') } }, { DeleteRequest: { Key: key('net') } }] },
    };
    expect(await needed('BatchWriteItem', write)).toEqual([on('BatchWriteItem', ['org#1', 'net'])]);
  });

  it('of a transaction, each step by itself', async () => {
    const steps = [
      { Put: { TableName, Item: key('org#1') } },
      { Update: { TableName, Key: key('org#2'), UpdateExpression: 'REMOVE a' } },
      { Delete: { TableName, Key: key('org#3') } },
      { ConditionCheck: { TableName, Key: key('org#4'), ConditionExpression: 'attribute_exists(pk)' } },
    ];
    const within = { 'dynamodb:EnclosingOperation': 'TransactWriteItems' };
    expect(await needed('TransactWriteItems', { TransactItems: steps })).toEqual([
      on('PutItem', ['org#1'], within),
      on('UpdateItem', ['org#2'], within),
      on('DeleteItem', ['org#3'], within),
      on('ConditionCheckItem', ['org#4'], within),
    ]);
    const gets = { TransactItems: [{ Get: { TableName, Key: key('org#1') } }] };
    expect(await needed('TransactGetItems', gets)).toEqual([
      on('GetItem', ['org#1'], { 'dynamodb:EnclosingOperation': 'TransactGetItems' }),
    ]);
  });

  it('no leading key that cannot be known', async () => {
    const elsewhere = await needed('GetItem', { TableName: 'elsewhere', Key: key('org#1') });
    expect(elsewhere).toEqual([on('GetItem', undefined, {}, TABLE_ARN.replace(TABLE, 'elsewhere'))]);
  });

  it.each(['DescribeTable', 'DescribeTimeToLive', 'DeleteTable'])('%s on the table', async (operation) => {
    expect(await needed(operation, { TableName })).toEqual([{ action: `dynamodb:${operation}`, resource: TABLE_ARN }]);
  });

  it('to be a call that DynamoDB knows, and well formed', async () => {
    await expect(needed('ExecuteStatement', {})).rejects.toMatchObject({ code: 'UnknownOperationException' });
    await expect(needed('GetItem', { TableName })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('the same request', () => {
  it('is handled as it was authorised', async () => {
    const request = awsRequest('PutItem', { TableName, Item: key('org#1') });
    expect(await table.service.authorisations(request)).toHaveLength(1);
    expect((await table.service.handle(request)).status).toBe(200);
  });
});
