import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoDb } from '../../../local/dynamodb/index.ts';
import {
  failure,
  openLocalTable,
  provisionTable,
  REGION,
  TABLE,
  TABLE_ARN,
  TABLE_PROPERTIES,
  type LocalTable,
} from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const keys = (partition: string): object[] => [{ AttributeName: partition, KeyType: 'HASH' }];
const [GSI1] = TABLE_PROPERTIES.GlobalSecondaryIndexes;
const byEmail = { IndexName: 'byEmail', KeySchema: keys('email'), Projection: { ProjectionType: 'KEYS_ONLY' } };
const email = { AttributeName: 'email', AttributeType: 'S' };

const atEmail = async (): Promise<unknown> => {
  const query = new QueryCommand({
    TableName: TABLE,
    IndexName: 'byEmail',
    KeyConditionExpression: 'email = :email',
    ExpressionAttributeValues: { ':email': 'mairie@nerac.fr' },
  });
  return (await table.documents.send(query)).Items;
};

describe('a table of the template', () => {
  it('is there under its name, with its ARNs, stream and time to live', async () => {
    const { Table } = await table.client.send(new DescribeTableCommand({ TableName: TABLE }));
    expect(Table).toMatchObject({
      TableArn: TABLE_ARN,
      TableStatus: 'ACTIVE',
      LatestStreamArn: table.streamArn,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      GlobalSecondaryIndexes: [{ IndexName: 'GSI1', IndexArn: `${TABLE_ARN}/index/GSI1`, IndexStatus: 'ACTIVE' }],
    });
    const ttl = await table.client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }));
    expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
    expect((await table.client.send(new ListTablesCommand())).TableNames).toEqual([TABLE]);
  });

  it('takes the name that the host gives when the template gives none', async () => {
    const { TableName: _none, ...unnamed } = TABLE_PROPERTIES;
    expect(await provisionTable(table.dynamoDb, unnamed)).toMatchObject({ ref: 'data-table' });
  });

  it('is the same after a restart, stream included', async () => {
    const { streamArn } = table;
    await table.restart();
    expect(table.streamArn).toBe(streamArn);
  });

  it('gets an index that was added, filled with the items there are, and loses one that was dropped', async () => {
    const Item = { pk: 'org#1', sk: 'mailbox', email: 'mairie@nerac.fr', name: 'Nérac' };
    await table.documents.send(new PutCommand({ TableName: TABLE, Item }));
    await provisionTable(table.dynamoDb, {
      ...TABLE_PROPERTIES,
      AttributeDefinitions: [...TABLE_PROPERTIES.AttributeDefinitions, email],
      GlobalSecondaryIndexes: [GSI1, byEmail],
    });
    expect(await atEmail()).toEqual([{ pk: 'org#1', sk: 'mailbox', email: 'mairie@nerac.fr' }]);
    await provisionTable(table.dynamoDb);
    expect((await failure(atEmail())).message).toContain('does not have the specified index');
  });

  it('is not replaced when its key changes: that is said', async () => {
    const other = { ...TABLE_PROPERTIES, KeySchema: keys('pk'), GlobalSecondaryIndexes: [GSI1] };
    await expect(provisionTable(table.dynamoDb, other)).rejects.toThrow('primary key of table parvis has changed');
  });

  it('keeps nested values whole', async () => {
    const profile = {
      pk: 'org#2',
      sk: 'profile',
      opening: { monday: ['9 h', '12 h'] },
      logo: new Uint8Array([1, 2, 3]),
    };
    await table.documents.send(new PutCommand({ TableName: TABLE, Item: profile }));
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { pk: 'org#2', sk: 'profile' },
        UpdateExpression: 'SET opening.monday[1] = :noon',
        ExpressionAttributeValues: { ':noon': 'midi' },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({ ...profile, opening: { monday: ['9 h', 'midi'] } });
  });
});

describe('a directory in use', () => {
  it('is said clearly', async () => {
    await expect(createDynamoDb({ directory: table.directory, region: REGION })).rejects.toThrow('cannot be opened');
  });
});
