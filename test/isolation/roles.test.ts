/** What the functions’ own roles may touch: IAM says no even where the code would not. */
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHost, resourceNamed, type TestCloud } from '../support/cloud.ts';
import { scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

/** Configuration of clients that act as a function does, for an organisation when one is named. */
async function asFunction({ cloud, territory }: Scene, name: string) {
  const role = resourceNamed(cloud, 'AWS::IAM::Role', `${name}Role`);
  const sts = new STSClient(asHost(cloud));
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::000000000000:role/${role}`,
      RoleSessionName: 'isolation',
      ...(name.endsWith('Organisation') && { Tags: [{ Key: 'organisation', Value: territory.home.siren }] }),
    }),
  );
  return {
    region: cloud.region,
    endpoint: cloud.awsEndpoint,
    credentials: {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    },
  };
}

const tableOf = (cloud: TestCloud): string => resourceNamed(cloud, 'AWS::DynamoDB::Table', 'DataTable');

/** `allowed`, or the name of the refusal. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const DENIED = 'AccessDeniedException';

/** What each may read, and the partitions that it may neither read nor write, or only not write. */
const FUNCTIONS = [
  {
    name: 'Public',
    open: ['pub#', 'reg#'],
    closed: ['org#', 'grp#', 'net', 'sys', 'act#', 'jnl#'],
    unwritten: ['net', 'grp#', 'reg#', 'sys', 'jnl#'],
  },
  {
    name: 'Operator',
    open: ['pub#', 'sys'],
    closed: ['org#', 'grp#', 'net', 'sub#', 'tok#', 'act#'],
    unwritten: ['org#', 'grp#', 'net', 'pub#', 'usr#', 'sub#'],
  },
  {
    // Before it knows who comes in, and for which organisation she works.
    name: 'Intranet',
    open: [],
    closed: ['org#', 'grp#', 'net', 'pub#', 'reg#', 'sys', 'case#', 'sub#', 'tok#', 'act#', 'jnl#'],
    unwritten: ['org#', 'grp#', 'net', 'pub#', 'case#', 'sub#', 'usr#', 'reg#', 'tok#', 'sys'],
  },
  {
    name: 'IntranetOrganisation',
    // The register one line at a time: what it says of the member's own organisation.
    open: ['org#', 'grp#', 'net', 'pub#', 'reg#'],
    closed: ['case#', 'sub#', 'tok#', 'act#'],
    unwritten: ['case#', 'sub#', 'usr#', 'reg#', 'sys'],
  },
  {
    name: 'Repository',
    open: [],
    closed: ['org#', 'grp#', 'net', 'pub#', 'reg#', 'sys', 'case#', 'sub#', 'tok#', 'act#', 'jnl#'],
    unwritten: ['org#', 'grp#', 'net', 'pub#', 'case#', 'sub#', 'usr#', 'reg#', 'tok#', 'sys', 'jnl#'],
  },
  {
    name: 'RepositoryOrganisation',
    // Registers of acts are public; it writes what its own organisation says of its own, and no other's (credentials).
    open: ['org#', 'pub#'],
    closed: ['grp#', 'sys', 'case#', 'sub#', 'act#', 'jnl#'],
    unwritten: ['grp#', 'case#', 'sub#', 'usr#', 'reg#', 'sys', 'jnl#'],
  },
  {
    // Before it knows of which organisation a link is.
    name: 'Links',
    open: ['tok#'],
    closed: ['org#', 'grp#', 'net', 'pub#', 'reg#', 'sys', 'case#', 'sub#', 'act#', 'jnl#', 'usr#'],
    unwritten: ['org#', 'grp#', 'net', 'pub#', 'case#', 'sub#', 'usr#', 'reg#', 'tok#', 'sys', 'act#', 'jnl#'],
  },
  {
    name: 'LinksOrganisation',
    open: ['org#'],
    closed: ['grp#', 'net', 'pub#', 'reg#', 'sys', 'case#', 'sub#', 'tok#', 'act#', 'jnl#', 'usr#'],
    unwritten: ['grp#', 'net', 'pub#', 'case#', 'sub#', 'usr#', 'reg#', 'tok#', 'sys', 'act#', 'jnl#'],
  },
];

describe.each(FUNCTIONS)('the role of $name', ({ name, open, closed, unwritten }) => {
  let client: DynamoDBClient;
  let TableName: string;
  beforeAll(async () => {
    client = new DynamoDBClient(await asFunction(here, name));
    TableName = tableOf(here.cloud);
  });
  afterAll(() => client.destroy());

  const partition = (beginning: string): string =>
    beginning.endsWith('#') ? `${beginning}${here.territory.home.siren}` : beginning;

  const read = (pk: string) =>
    client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: 'profile' } } }));
  const list = (pk: string) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        Limit: 1,
      }),
    );
  const write = (pk: string) =>
    client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: 'intrus' } } }));

  it(`reads ${open.join(' ') || 'who comes in alone'}`, async () => {
    const outcomes = await Promise.all(open.map((beginning) => outcome(read(partition(beginning)))));
    expect(outcomes).toEqual(open.map(() => 'allowed'));
  });

  it.each(closed)('reads nothing of %s', async (beginning) => {
    const pk = partition(beginning);
    expect([await outcome(read(pk)), await outcome(list(pk))]).toEqual([DENIED, DENIED]);
  });

  it.each(unwritten)('puts nothing into %s', async (beginning) => {
    expect(await outcome(write(partition(beginning)))).toBe(DENIED);
  });

  it('reads nothing by looking at everything', async () => {
    expect(await outcome(client.send(new ScanCommand({ TableName })))).toBe(DENIED);
  });
});

describe('journals', () => {
  it.each([
    'Public',
    'PublicOrganisation',
    'Operator',
    'Intranet',
    'IntranetOrganisation',
    'Repository',
    'RepositoryOrganisation',
    'OnChange',
    'OnUpload',
    'OnMailEvent',
    'SendMail',
    'PrepareDigests',
  ])('are changed by nobody: not by %s', async (name) => {
    const client = new DynamoDBClient(await asFunction(here, name));
    const TableName = tableOf(here.cloud);
    const pk = { S: `jnl#${here.territory.home.siren}` };
    const Key = { pk, sk: { S: 'entry#2026-11-24T09:00:00.000Z#jnl_0' } };
    const update = client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET act = :other',
        ExpressionAttributeValues: { ':other': { S: 'signed-in' } },
      }),
    );
    const outcomes = [await outcome(update), await outcome(client.send(new DeleteItemCommand({ TableName, Key })))];
    if (name !== 'OnChange') {
      const put = new PutItemCommand({ TableName, Item: { pk, sk: { S: 'intrus' } } });
      outcomes.push(await outcome(client.send(put)));
    }
    client.destroy();
    expect(new Set(outcomes)).toEqual(new Set([DENIED]));
  });
});

describe('the bucket of documents', () => {
  const objectOfHome = () =>
    `org/${here.territory.home.siren}/${here.territory.documents.private}/jacinthe-note-confidentielle.pdf`;

  it.each([
    ['Public', 'AccessDenied'],
    ['Operator', 'AccessDenied'],
    ['Intranet', 'allowed'],
  ])('lets %s read a private document: %s', async (name, expected) => {
    const { endpoint: _aws, ...configuration } = await asFunction(here, name);
    const client = new S3Client({ ...configuration, endpoint: here.cloud.filesOrigin, forcePathStyle: true });
    const Bucket = resourceNamed(here.cloud, 'AWS::S3::Bucket', 'Documents');
    expect(await outcome(client.send(new GetObjectCommand({ Bucket, Key: objectOfHome() })))).toBe(expected);
  });
});
