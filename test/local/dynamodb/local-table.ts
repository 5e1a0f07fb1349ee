/** A table on a directory of its own behind HTTP, without permissions, for the SDK's real clients and the product's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTable, type Table } from '../../../platform/table.ts';
import type { AwsRequest, AwsService, ProvisionedResource } from '../../../local/aws.ts';
import { createDynamoDb, type DynamoDb } from '../../../local/dynamodb/index.ts';

export const REGION = 'eu-west-3';
export const TABLE = 'parvis';
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:000000000000:table/${TABLE}`;

const text = (...names: string[]): object[] => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));

const keys = (partition: string, sort: string): object[] => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

/** The product's table, as its template describes it. */
export const TABLE_PROPERTIES = {
  TableName: TABLE,
  AttributeDefinitions: text('pk', 'sk', 'gsi1pk', 'gsi1sk'),
  KeySchema: keys('pk', 'sk'),
  GlobalSecondaryIndexes: [
    { IndexName: 'GSI1', KeySchema: keys('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
};

export function provisionTable(
  dynamoDb: DynamoDb,
  properties: object = TABLE_PROPERTIES,
): Promise<ProvisionedResource> {
  const provide = dynamoDb.providers['AWS::DynamoDB::Table'];
  if (!provide) throw new Error('No provider of tables');
  return provide({
    stack: 'data',
    logicalId: 'Table',
    type: 'AWS::DynamoDB::Table',
    defaultName: 'data-table',
    properties: { ...properties },
  });
}

export interface LocalTable {
  dynamoDb: DynamoDb;
  service: AwsService;
  client: DynamoDBClient;
  documents: DynamoDBDocumentClient;
  /** The same as the product's stores take it. */
  table: Table;
  streamArn: string;
  directory: string;
  /** Closes and opens again on the same directory, as a restart does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openLocalTable(): Promise<LocalTable> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-dynamodb-'));
  const open = async (): Promise<Pick<LocalTable, 'dynamoDb' | 'service' | 'streamArn'>> => {
    const dynamoDb = await createDynamoDb({ directory, region: REGION });
    const { attributes } = await provisionTable(dynamoDb);
    return { dynamoDb, service: onlyService(dynamoDb), streamArn: attributes.StreamArn ?? '' };
  };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const request = { ...awsRequest('', {}), headers: incoming.headers, body: Buffer.concat(chunks) };
      const { status, headers, body } = await table.service.handle(request);
      outgoing.writeHead(status, headers).end(body);
    });
  });
  const port = await listen(server);
  const address = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: address, region: REGION, credentials, maxAttempts: 1 });
  const table: LocalTable = {
    ...(await open()),
    client,
    documents: DynamoDBDocumentClient.from(client),
    table: createTable(TABLE, { address, region: REGION, credentials: async () => credentials }),
    directory,
    restart: async () => {
      await table.dynamoDb.close();
      Object.assign(table, await open());
    },
    close: async () => {
      client.destroy();
      await new Promise((closed) => server.close(closed));
      await table.dynamoDb.close();
      await rm(directory, { recursive: true });
    },
  };
  return table;
}

/** A request as the host hands it over. */
export const awsRequest = (operation: string, body: object): AwsRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
  body: Buffer.from(JSON.stringify(body)),
  service: 'dynamodb',
  region: REGION,
  principal: { kind: 'host' },
});

export function onlyService({ services: [service] }: DynamoDb): AwsService {
  if (!service) throw new Error('No service');
  return service;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('The test server has no port'));
    });
  });
}

/** The error that a promise ends with. @throws {Error} when it does not fail. */
export async function failure(
  promise: Promise<unknown>,
): Promise<Error & { Item?: unknown; CancellationReasons?: { Code?: string }[] }> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('It was expected to fail, and did not');
}
