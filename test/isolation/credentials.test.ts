/**
 * What the cloud itself refuses: with the credentials that a function works with for one organisation, nothing that is
 * private to another is read or written, even by code that asks for it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { documentsOf } from '../../modules/documents/store.ts';
import { listsOf } from '../../modules/lists/store/list.ts';
import { memberOf, membersOf, removeMember } from '../../modules/organisations/store/member.ts';
import { savePresentation } from '../../modules/organisations/store/presentation.ts';
import { assumeRole } from '../../platform/assume-role.ts';
import { systemClock } from '../../platform/clock.ts';
import type { AwsCredentials } from '../../platform/aws-json.ts';
import { confinedCredentials, onBehalfOf } from '../../platform/confinement.ts';
import { newAct } from '../../platform/journal.ts';
import { organisationScope, type Scope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { resourceNamed, type TestCloud } from '../support/cloud.ts';
import { sdkTableOf, tableOf } from '../support/items.ts';
import { scene, type Scene } from '../support/territory.ts';

const DENIED = { name: 'AccessDeniedException' };

let here: Scene;
/** Marmande, whose things are looked for, and Tonneins, for which the credentials are. */
let theirs: string;
let own: string;
type SdkTable = ReturnType<typeof sdkTableOf>;
const tables: SdkTable[] = [];

const roleArn = (cloud: TestCloud, role: string): string =>
  `arn:aws:iam::000000000000:role/${resourceNamed(cloud, 'AWS::IAM::Role', role)}`;

/** Credentials of a role, as the host or who else asks for them. */
function sessionOf(
  role: string,
  tags: Record<string, string> = {},
  credentials: AwsCredentials = here.cloud.hostCredentials,
): Promise<AwsCredentials> {
  const { awsEndpoint: address, region } = here.cloud;
  return assumeRole(
    { roleArn: roleArn(here.cloud, role), name: 'attack', tags, duration: 900 },
    { address, region, credentials: async () => credentials },
  );
}

/** The table through the SDK's own client: what it is asked is not checked on the way. */
function tableWith(credentials: AwsCredentials): SdkTable {
  const table = sdkTableOf(here.cloud, credentials);
  tables.push(table);
  return table;
}

beforeAll(async () => {
  here = await scene();
  theirs = `org#${here.territory.home.siren}`;
  own = `org#${here.territory.other.siren}`;
});

afterAll(() => {
  for (const { client } of tables) client.destroy();
});

type Send = (client: DynamoDBDocumentClient, TableName: string, pk: string) => Promise<unknown>;
const sk = 'attack#1';
const EXPRESSION = {
  UpdateExpression: 'SET seen = :seen',
  ExpressionAttributeValues: { ':seen': 1 },
};
const NONE = 'attribute_not_exists(nothing)';

/** Each way to reach an item that the function of members is granted for its own organisation. */
const REACHES: Readonly<Record<string, Send>> = {
  GetItem: (client, TableName, pk) => client.send(new GetCommand({ TableName, Key: { pk, sk } })),
  Query: (client, TableName, pk) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: 1,
      }),
    ),
  TransactGetItems: (client, TableName, pk) =>
    client.send(new TransactGetCommand({ TransactItems: [{ Get: { TableName, Key: { pk, sk } } }] })),
  PutItem: (client, TableName, pk) => client.send(new PutCommand({ TableName, Item: { pk, sk } })),
  UpdateItem: (client, TableName, pk) => client.send(new UpdateCommand({ TableName, Key: { pk, sk }, ...EXPRESSION })),
  'Put in a transaction': (client, TableName, pk) =>
    client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { pk, sk } } }] })),
  'Update in a transaction': (client, TableName, pk) =>
    client.send(
      new TransactWriteCommand({ TransactItems: [{ Update: { TableName, Key: { pk, sk }, ...EXPRESSION } }] }),
    ),
  'ConditionCheck in a transaction': (client, TableName, pk) =>
    client.send(
      new TransactWriteCommand({
        TransactItems: [{ ConditionCheck: { TableName, Key: { pk, sk }, ConditionExpression: NONE } }],
      }),
    ),
  'Delete in a transaction': (client, TableName, pk) =>
    client.send(new TransactWriteCommand({ TransactItems: [{ Delete: { TableName, Key: { pk, sk } } }] })),
  DeleteItem: (client, TableName, pk) => client.send(new DeleteCommand({ TableName, Key: { pk, sk } })),
};

/** Ways that nobody is granted: no control passes. */
const NEVER: Readonly<Record<string, Send>> = {
  BatchGetItem: (client, TableName, pk) =>
    client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ pk, sk }] } } })),
  BatchWriteItem: (client, TableName, pk) =>
    client.send(new BatchWriteCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { pk, sk } } }] } })),
  Scan: (client, TableName) => client.send(new ScanCommand({ TableName, Limit: 1 })),
  'Query of the index': (client, TableName, pk) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'GSI1',
        KeyConditionExpression: 'gsi1pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    ),
};

const outcome = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

/** What comes of each way in turn: later ones undo what earlier ones wrote. */
async function outcomes(ways: Readonly<Record<string, Send>>, { client, name }: SdkTable, pk: string) {
  const seen: Record<string, string> = {};
  for (const [way, send] of Object.entries(ways)) seen[way] = await outcome(send(client, name, pk));
  return seen;
}

const all = (ways: Readonly<Record<string, Send>>, result: string) =>
  Object.fromEntries(Object.keys(ways).map((way) => [way, result]));

describe('the credentials of one organisation', () => {
  let table: SdkTable;
  beforeAll(async () => {
    table = tableWith(await sessionOf('IntranetOrganisationRole', { organisation: here.territory.other.siren }));
  });

  it('reach its own partition', async () => {
    expect(await outcomes(REACHES, table, own)).toEqual(all(REACHES, 'done'));
  });

  it('reach nothing in the partition of another, in any way', async () => {
    expect(await outcomes(REACHES, table, theirs)).toEqual(all(REACHES, DENIED.name));
    expect(await outcomes(NEVER, table, theirs)).toEqual(all(NEVER, DENIED.name));
    expect(await outcomes(NEVER, table, own)).toEqual(all(NEVER, DENIED.name));
  });

  it('do not carry another along in a transaction', async () => {
    const { client, name: TableName } = table;
    const put = (pk: string) => ({ Put: { TableName, Item: { pk, sk } } });
    const check = { ConditionCheck: { TableName, Key: { pk: theirs, sk: 'organisation' }, ConditionExpression: NONE } };
    for (const TransactItems of [
      [put(own), put(theirs)],
      [put('net'), put(theirs)],
      [put(own), check],
    ]) {
      await expect(client.send(new TransactWriteCommand({ TransactItems }))).rejects.toMatchObject(DENIED);
    }
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk: own, sk }, ConsistentRead: true }));
    expect(Item).toBeUndefined();
  });

  it('write on no page of another, and read no journal of another', async () => {
    const { client, name: TableName } = table;
    const { siren } = here.territory.home;
    const write = new PutCommand({ TableName, Item: { pk: `pub#${siren}`, sk } });
    await expect(client.send(write)).rejects.toMatchObject(DENIED);
    expect(await outcome(REACHES.Query?.(client, TableName, `pub#${siren}`) ?? Promise.reject())).toBe('done');
    expect(await outcomes(REACHES, table, `jnl#${siren}`)).toEqual(all(REACHES, DENIED.name));
  });
});

describe('code that asks for another organisation', () => {
  let table: Table;
  beforeAll(() => {
    const assume = (organisation: string | undefined) =>
      sessionOf('IntranetOrganisationRole', organisation === undefined ? {} : { organisation });
    table = tableOf(
      here.cloud,
      confinedCredentials(assume, async () => here.cloud.hostCredentials),
    );
  });

  const reads: Readonly<Record<string, (scope: Scope<'org'>) => Promise<unknown>>> = {
    'its members': (scope) => membersOf(table, scope, { limit: 5 }),
    'its documents': (scope) => documentsOf(table, scope, { limit: 5, position: null }),
    'its lists': (scope) => listsOf(table, scope),
  };
  it.each(Object.entries(reads))('is refused %s, which it is given for its own', async (_what, read) => {
    const { home, other } = here.territory;
    const scope = organisationScope(home.siren);
    await expect(onBehalfOf(home.siren, () => read(scope))).resolves.toBeDefined();
    await expect(onBehalfOf(other.siren, () => read(scope))).rejects.toThrow(/not authorized/);
    await expect(onBehalfOf(undefined, () => read(scope))).rejects.toThrow(/not authorized/);
  });

  it('changes nothing there', async () => {
    const { home, other, reader } = here.territory;
    const scope = organisationScope(home.siren);
    const line = await onBehalfOf(home.siren, () => memberOf(table, scope, reader.person));
    if (!line) throw new Error('The reader is a member.');
    const act = newAct(organisationScope(other.siren), systemClock, { actor: undefined, from: undefined }, [], {
      name: 'member-removed',
    });
    await expect(onBehalfOf(other.siren, () => removeMember(table, scope, home.siren, line, act))).rejects.toThrow(
      /not authorized/,
    );
    await expect(
      onBehalfOf(other.siren, () =>
        savePresentation(table, scope, home.siren, { isPublic: false, version: 1 }, { person: 'x', now: '2026', act }),
      ),
    ).rejects.toThrow(/not authorized/);
  });

  it('serves two organisations at the same moment, each its own', async () => {
    const { home, other } = here.territory;
    const profile = (siren: string) =>
      onBehalfOf(siren, async () => {
        const found = await documentsOf(table, organisationScope(siren), { limit: 1, position: null });
        return found.documents.length;
      });
    const both = Array.from({ length: 10 }, (_, at) => profile(at % 2 === 0 ? home.siren : other.siren));
    await expect(Promise.all(both)).resolves.toHaveLength(10);
  });
});

describe('the role of an organisation', () => {
  it('assumed for none touches what is private to none', async () => {
    const table = tableWith(await sessionOf('IntranetOrganisationRole'));
    expect(await outcomes(REACHES, table, theirs)).toEqual(all(REACHES, DENIED.name));
    const undefinedTag = 'org#${aws:PrincipalTag/organisation}';
    expect(await outcomes(REACHES, table, undefinedTag)).toEqual(all(REACHES, DENIED.name));
  });

  it('takes a tag for a name, never for a pattern', async () => {
    for (const organisation of ['*********', '?????????', `${here.territory.home.siren.slice(0, 8)}*`]) {
      const table = tableWith(await sessionOf('IntranetOrganisationRole', { organisation }));
      expect(await outcomes(REACHES, table, theirs)).toEqual(all(REACHES, DENIED.name));
    }
  });

  it('is assumed by its own function, with the one tag', async () => {
    const intranet = await sessionOf('IntranetRole');
    const organisation = here.territory.other.siren;
    await expect(sessionOf('IntranetOrganisationRole', { organisation }, intranet)).resolves.toBeDefined();
    const wrong: Record<string, string>[] = [
      { organisation: 'territoire' },
      { organisation, role: 'referent' },
      { siren: organisation },
    ];
    for (const tags of wrong) {
      await expect(sessionOf('IntranetOrganisationRole', tags, intranet)).rejects.toThrow(/AccessDenied/);
    }
    for (const other of ['PublicRole', 'RepositoryRole', 'OperatorRole', 'SendMailRole']) {
      const stranger = await sessionOf(other);
      await expect(sessionOf('IntranetOrganisationRole', { organisation }, stranger)).rejects.toThrow(/AccessDenied/);
    }
  });

  it('of the function of documents writes nothing of another organisation, in public neither', async () => {
    const organisation = here.territory.other.siren;
    const table = tableWith(await sessionOf('RepositoryOrganisationRole', { organisation }));
    expect(await outcomes(REACHES, table, theirs)).toEqual(all(REACHES, DENIED.name));
    const { PutItem: put, 'Put in a transaction': putTogether, UpdateItem: update, DeleteItem: remove } = REACHES;
    const writes = { put, putTogether, update, remove };
    for (const [way, write] of Object.entries(writes)) {
      const sent = write?.(table.client, table.name, `pub#${here.territory.home.siren}`) ?? Promise.resolve();
      expect([way, await outcome(sent)]).toEqual([way, DENIED.name]);
    }
  });

  it('of the public function lets somebody in, and reads nothing', async () => {
    const table = tableWith(await sessionOf('PublicOrganisationRole', { organisation: here.territory.other.siren }));
    const { PutItem: _put, UpdateItem: _update, ...others } = REACHES;
    const { 'Put in a transaction': _inside, 'Update in a transaction': _too, ...reads } = others;
    expect(await outcomes(reads, table, own)).toEqual(all(reads, DENIED.name));
    expect(await outcomes(REACHES, table, theirs)).toEqual(all(REACHES, DENIED.name));
  });
});

describe('the function of members, before it knows who comes in', () => {
  it('touches no organisation, no group, no list', async () => {
    const table = tableWith(await sessionOf('IntranetRole'));
    for (const pk of [theirs, own, 'net', `pub#${here.territory.home.siren}`, 'grp#1', 'tok#1', 'act#1']) {
      expect(await outcomes(REACHES, table, pk)).toEqual(all(REACHES, DENIED.name));
    }
  });
});
