/** Lists as their organisation and the public see them, and the organisation's view of its readers. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { organisationScope, publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, type Table, TransactionRefused } from '../../../platform/table.ts';

const listModel = {
  model: entityNamed('list'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    name: { type: 'string', required: true },
    /** Readers who confirmed and have not left. */
    readers: { type: 'number', required: true },
    createdAt: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['id'], 'list#${id}') },
} as const;

const publicListModel = {
  model: entityNamed('public-list'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    name: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['id'], 'list#${id}') },
} as const;

/** A reader as the organisation knows her: without her address. */
const readerModel = {
  model: entityNamed('reader'),
  attributes: {
    scope: scopeAttribute,
    list: { type: 'string', required: true },
    key: { type: 'string', required: true },
    masked: { type: 'string', required: true },
    since: { type: 'string', required: true },
    /** The référent removes her: what follows is done in the reader's own partition (events.ts). */
    removedAt: { type: 'string' },
  },
  indexes: { primary: inScope(['list', 'key'], 'subscriber#${list}#${key}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    list: new Entity(listModel, options),
    publicList: new Entity(publicListModel, options),
    reader: new Entity(readerModel, options),
    act: actEntity(table),
  };
});

export interface List {
  id: string;
  name: string;
  readers: number;
}

/** Makes a list, for the organisation and for the public. Made twice, the first stays. */
export async function createList(
  table: Table,
  siren: string,
  list: { id: string; name: string; createdAt: string },
  act: ActItem,
): Promise<void> {
  const { id, name, createdAt } = list;
  await unlessDone(
    createWriteTransaction(entities(table), (e) => [
      e.list.create({ scope: organisationScope(siren), id, name, readers: 0, createdAt }).commit(),
      e.publicList.put({ scope: publicScope(siren), id, name }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

export async function listsOf(table: Table, scope: Scope<'org'>): Promise<List[]> {
  const { data } = await entities(table).list.query.primary({ scope }).go({ limit: 50 });
  return data.map(({ id, name, readers }) => ({ id, name, readers }));
}

export async function listOf(table: Table, scope: Scope<'org'>, id: string): Promise<List | undefined> {
  const { data } = await entities(table).list.get({ scope, id }).go();
  return data ? { id: data.id, name: data.name, readers: data.readers } : undefined;
}

export async function publicListOf(
  table: Table,
  siren: string,
  id: string,
): Promise<{ id: string; name: string } | undefined> {
  const { data } = await entities(table)
    .publicList.get({ scope: publicScope(siren), id })
    .go();
  return data ? { id: data.id, name: data.name } : undefined;
}

/** Readers of the main list of each of these organisations together: for the operator, who sees no reader. */
export async function readersOfLists(table: Table, organisations: readonly string[], id: string): Promise<number> {
  if (organisations.length === 0) return 0;
  const wanted = organisations.map((siren) => ({ scope: organisationScope(siren), id }));
  const { data } = await entities(table).list.get(wanted).go();
  return data.reduce((sum, { readers }) => sum + readers, 0);
}

export interface Reader {
  key: string;
  masked: string;
  since: string;
}

/** A reader comes: counted once, however often it is told. @returns false when she was there already. */
export function addReader(table: Table, siren: string, list: string, reader: Reader): Promise<boolean> {
  const scope = organisationScope(siren);
  return unlessDone(
    createWriteTransaction(entities(table), (e) => [
      e.reader.create({ scope, list, ...reader }).commit(),
      e.list.patch({ scope, id: list }).add({ readers: 1 }).commit(),
    ]).go(),
  );
}

/** A reader goes. @returns false when she was not there. */
export function removeReader(table: Table, siren: string, list: string, key: string): Promise<boolean> {
  const scope = organisationScope(siren);
  return unlessDone(
    createWriteTransaction(entities(table), (e) => [
      e.reader.remove({ scope, list, key }).commit(),
      e.list.patch({ scope, id: list }).add({ readers: -1 }).commit(),
    ]).go(),
  );
}

/** `false` when the first item, which tells whether it was done before, is what refuses. */
async function unlessDone(transaction: Parameters<typeof committed>[0]): Promise<boolean> {
  try {
    await committed(transaction);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && error.codes[0] === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

/** Readers of a list, a page at a time; those being removed are left out. */
export async function readersOf(
  table: Table,
  scope: Scope<'org'>,
  list: string,
  options: { limit: number; cursor: string | null },
): Promise<{ readers: Reader[]; next: string | null }> {
  const { data, cursor } = await entities(table)
    .reader.query.primary({ scope, list })
    .go({ limit: options.limit, cursor: options.cursor });
  const staying = data.filter(({ removedAt }) => removedAt === undefined);
  return { readers: staying.map(({ key, masked, since }) => ({ key, masked, since })), next: cursor };
}

/** Readers of every list of an organisation, in the order of their keys. `after`: where a page before ended. */
export async function readersAfter(
  table: Table,
  scope: Scope<'org'>,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ readers: { list: string; key: string }[]; next: string | undefined }> {
  const { data, cursor } = await entities(table)
    .reader.query.primary({ scope })
    .go({ limit, cursor: after ?? null, consistent: true });
  return { readers: data.map(({ list, key }) => ({ list, key })), next: cursor ?? undefined };
}

export async function readerOf(
  table: Table,
  scope: Scope<'org'>,
  list: string,
  key: string,
): Promise<Reader | undefined> {
  const { data } = await entities(table).reader.get({ scope, list, key }).go();
  return data && data.removedAt === undefined ? { key, masked: data.masked, since: data.since } : undefined;
}

/** The référent removes a reader; the rest follows from the stream. Refused when she has left or is leaving. */
export async function markRemoved(
  table: Table,
  scope: Scope<'org'>,
  list: string,
  key: string,
  { at, act }: { at: string; act: ActItem },
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.reader
        .patch({ scope, list, key })
        .set({ removedAt: at })
        .where(({ removedAt }, { notExists }) => notExists(removedAt))
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
