/** Requests for copies and closures, and whole partitions as a copy reads them. */
import { DeleteCommand, QueryCommand, UpdateCommand } from '../../platform/dynamodb/commands.ts';
import { createWriteTransaction, CustomAttributeType, Entity, type EntityItem } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { type Scope, tokenScope } from '../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import { type Item, REQUEST_KINDS, REQUEST_STATES } from './rules.ts';

/** A file of a copy, in the bucket. */
export interface Part {
  key: string;
  /** In bytes. */
  size: number;
  /** Of a folder's copy: the files of the repository that are in it. */
  files?: readonly string[] | undefined;
}

const requestModel = {
  model: entityNamed('data-request'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    kind: { type: REQUEST_KINDS, required: true },
    state: { type: REQUEST_STATES, required: true },
    person: { type: 'string', required: true },
    name: { type: 'string', required: true },
    email: { type: 'string', required: true },
    /** Organisations that it is about: one, or all of the person's. */
    organisations: { type: CustomAttributeType<readonly string[]>('any'), required: true },
    /** What the copy is called: an organisation's name, or hers. */
    about: { type: 'string', required: true },
    parts: { type: CustomAttributeType<readonly Part[]>('any'), required: true },
    /** The folder whose files it holds. */
    folder: { type: 'string' },
    /** The last document copied, or the last file: where the next part begins. */
    cursor: { type: 'string' },
    /** Its organisation leaves: nobody can open a page of it, so that each mail carries a link of its own. */
    onLeaving: { type: 'boolean' },
    /** One more at each part: of two workers at the same request, one goes on. */
    version: { type: 'number', required: true },
    createdAt: { type: 'string', required: true },
    expiresAt: { type: 'string' },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'data-request#${id}') },
} as const;

/** A copy that is fetched with the link alone, under the hash of its token. */
const linkModel = {
  model: entityNamed('copy-link'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    about: { type: 'string', required: true },
    parts: { type: CustomAttributeType<readonly Part[]>('any'), required: true },
    madeAt: { type: 'string', required: true },
    expiresAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'copy-link') },
} as const;

const entities = perTable((table) => ({
  request: new Entity(requestModel, { client: table.client, table: table.name }),
  link: new Entity(linkModel, { client: table.client, table: table.name }),
  act: actEntity(table),
  mail: mailEntity(table),
}));

/** How the stream calls a request. */
export const REQUEST_ENTITY = requestModel.model.entity;

export type RequestScope = Scope<'org'> | Scope<'usr'>;
export type DataRequest = EntityItem<ReturnType<typeof entities>['request']>;
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

/** Writes a request, once under its id. `upsert` and a condition: the function of members may put nothing into `usr#`. */
export async function keepRequest(table: Table, request: DataRequest, act?: ActItem): Promise<void> {
  const { scope, id, ...rest } = request;
  try {
    await committed(
      createWriteTransaction(entities(table), (e) => [
        e.request
          .upsert({ scope, id, ...rest })
          .where(({ state }, { notExists }) => notExists(state))
          .commit(),
        ...(act ? [e.act.create(act).commit()] : []),
      ]).go(),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

export async function requestOf(
  table: Table,
  scope: RequestScope | string,
  id: string,
): Promise<DataRequest | undefined> {
  const { data } = await entities(table).request.get({ scope, id }).go({ consistent: true });
  return data ?? undefined;
}

/** Requests of a partition, newest first; those for folders are found by their folder. */
export async function requestsOf(table: Table, scope: RequestScope): Promise<DataRequest[]> {
  const { data } = await entities(table)
    .request.query.primary({ scope })
    .where(({ kind }, { ne }) => ne(kind, 'folder'))
    .go({ order: 'desc', count: 20 });
  return data;
}

/** What somebody asked for of a folder, newest first: requests are kept thirty days. */
export async function requestsOfFolder(
  table: Table,
  scope: Scope<'org'>,
  { folder, person }: { folder: string; person: string },
): Promise<DataRequest[]> {
  const { data } = await entities(table)
    .request.query.primary({ scope })
    .where((request, { eq }) => `${eq(request.folder, folder)} AND ${eq(request.person, person)}`)
    .go({ order: 'desc', count: 5 });
  return data;
}

/** Notes a part that is in the bucket, and where the next begins. Refused when another worker was at it. */
export async function notePart(
  table: Table,
  request: DataRequest,
  { part, cursor }: { part: Part; cursor: string },
): Promise<void> {
  const step = { state: 'making' as const, parts: [...request.parts, part], cursor, version: request.version + 1 };
  await entities(table)
    .request.patch({ scope: request.scope, id: request.id })
    .set(step)
    .where(({ version }, { eq }) => eq(version, request.version))
    .go();
}

export type CopyLink = Omit<EntityItem<ReturnType<typeof entities>['link']>, 'scope'>;
export const copyLinkScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

/** One read unit. */
export async function copyLinkOf(table: Table, token: string, now: Date): Promise<CopyLink | undefined> {
  const { data } = await entities(table)
    .link.get({ scope: copyLinkScope(token) })
    .go({ consistent: true });
  if (!data || Date.parse(data.expiresAt) <= now.getTime()) return undefined;
  const { scope: _scope, ...link } = data;
  return link;
}

/** The copy is whole: its last part, the mails that say so, and the links that these carry, all or nothing. */
export async function noteReady(
  table: Table,
  request: DataRequest,
  {
    part,
    expiresAt,
    mails,
    links,
  }: {
    part: Part;
    expiresAt: string;
    mails: readonly MailItem[];
    links: readonly (CopyLink & { scope: Scope<'tok'> })[];
  },
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.request
        .patch({ scope: request.scope, id: request.id })
        .set({ state: 'ready', parts: [...request.parts, part], expiresAt, version: request.version + 1 })
        .where(({ version }, { eq }) => eq(version, request.version))
        .commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
      ...links.map((link) => e.link.create(link).commit()),
    ]).go(),
  );
}

/** Writes a mail once under its id. */
export async function keepMail(table: Table, mail: MailItem): Promise<void> {
  try {
    await entities(table).mail.create(mail).go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** What somebody did that is not told otherwise: she fetched a copy. */
export const keepAct = (table: Table, act: ActItem): Promise<unknown> => entities(table).act.create(act).go();

/** Every item of a partition whose key begins so, after one of them: a page of the table at a time. */
export async function* itemsOf(
  table: Table,
  scope: Scope,
  { beginning = '', after = '' }: { beginning?: string; after?: string } = {},
): AsyncGenerator<Item> {
  let ExclusiveStartKey: Record<string, unknown> | undefined = after ? { pk: scope, sk: after } : undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: beginning ? 'pk = :pk AND begins_with(sk, :beginning)' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': scope, ...(beginning ? { ':beginning': beginning } : {}) },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    );
    yield* Items;
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** Puts attributes of an item in place of what they were, if it is still there. */
export async function replaceAttributes(table: Table, before: Item, after: Item): Promise<void> {
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: before.pk, sk: before.sk },
        UpdateExpression: `SET ${changed.map((_, at) => `#n${at} = :v${at}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(changed.map((name, at) => [`#n${at}`, name])),
        ExpressionAttributeValues: Object.fromEntries(changed.map((name, at) => [`:v${at}`, after[name]])),
      }),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** Deletes an item of whatever make; nothing when it is gone already. */
export async function forget(table: Table, key: { pk: Scope; sk: string }): Promise<void> {
  await table.client.send(new DeleteCommand({ TableName: table.name, Key: key }));
}
