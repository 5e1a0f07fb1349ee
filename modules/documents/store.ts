/** Documents in the table: `doc#<id>` in their organisation's partition. */
import { createConversions, CustomAttributeType, Entity, type EntityItem } from 'electrodb';
import { AS_REFUSED, entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { Scope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import type { FoundGood } from './events.ts';
import { TRANSITIONS } from './rules.ts';
import {
  DOCUMENT_STATES,
  type DocumentCard,
  type Flag,
  isFlag,
  type Namesake,
  type Reading,
  READING_STATES,
  type ReadingState,
  type DocumentPlace,
  type ReadyDocument,
  REFUSALS,
  type Refusal,
} from './schema.ts';

const documentModel = {
  model: entityNamed('document'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    name: { type: 'string', required: true },
    state: { type: DOCUMENT_STATES, required: true },
    refusal: { type: REFUSALS },
    size: { type: 'number' },
    type: { type: 'string' },
    pages: { type: 'number' },
    sha256: { type: 'string' },
    /** Where the object is, once it has come. */
    key: { type: 'string' },
    objectVersion: { type: 'string' },
    depositor: {
      type: 'map',
      properties: { id: { type: 'string', required: true }, name: { type: 'string', required: true } },
      required: true,
    },
    createdAt: { type: 'string', required: true },
    checkedAt: { type: 'string' },
    flags: { type: 'list', items: { type: 'string' } },
    /** Written by modules/reading once the document is ready. */
    reading: { type: READING_STATES },
    /** Readings begun, to give up on a file that ends its reader each time. */
    readings: { type: 'number' },
    textLength: { type: 'number' },
    truncated: { type: 'boolean' },
    scanned: { type: 'list', items: { type: 'number' } },
    recognised: { type: 'number' },
    unread: { type: 'number' },
    thumbnail: { type: 'boolean' },
    /** Where whoever sent it wants it to be kept. */
    place: { type: CustomAttributeType<DocumentPlace>('any') },
    /** Bytes kept for it in the room of its organisation while it is on its way (modules/repository). */
    kept: { type: 'number' },
    /** Written with the file that it becomes: the name was taken there. */
    namesake: { type: CustomAttributeType<Namesake>('any') },
    /** Files of the repository that hold it, and publications that show it: it stays as long as there is one. */
    files: { type: 'set', items: 'string' },
    uses: { type: 'set', items: 'string' },
    /** Set while the file is awaited, and once it is refused. */
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['id'], 'doc#${id}') },
} as const;

export const documentEntity = perTable(
  (table) => new Entity(documentModel, { client: table.client, table: table.name }),
);

export type StoredDocument = EntityItem<ReturnType<typeof documentEntity>>;

function cardOf(stored: StoredDocument): DocumentCard {
  const { id, name, state, refusal, size, type, pages, createdAt, depositor } = stored;
  return {
    id,
    name,
    state,
    createdAt,
    depositor,
    ...(refusal ? { refusal } : {}),
    ...(size === undefined ? {} : { size }),
    ...(type ? { type } : {}),
    ...(pages === undefined ? {} : { pages }),
    ...(stored.flags?.length ? { flags: stored.flags.filter(isFlag) } : {}),
    ...(stored.thumbnail ? { thumbnail: true } : {}),
    ...(stored.namesake ? { namesake: stored.namesake } : {}),
    ...(stored.reading ? { reading: readingOf(stored.reading, stored) } : {}),
  };
}

function readingOf(state: ReadingState, stored: StoredDocument): Reading {
  const { textLength: length, truncated, scanned, recognised, unread } = stored;
  return {
    state,
    ...(length === undefined ? {} : { length }),
    ...(truncated ? { truncated } : {}),
    ...(scanned ? { scanned } : {}),
    ...(recognised === undefined ? {} : { recognised }),
    ...(unread ? { unread } : {}),
  };
}

/** Undefined for one that is not ready. */
export function readyOf(stored: StoredDocument): ReadyDocument | undefined {
  const { state, size, type, key, sha256, objectVersion } = stored;
  if (state !== 'ready' || size === undefined || !type || !key || !sha256) return undefined;
  return {
    ...cardOf(stored),
    ...{ state, size, type, key, sha256 },
    ...(objectVersion ? { version: objectVersion } : {}),
    ...(stored.files ? { files: stored.files } : {}),
  };
}

/** A place kept for a file. */
export interface AwaitedDocument {
  id: string;
  name: string;
  size?: number | undefined;
  place?: DocumentPlace | undefined;
  depositor: { id: string; name: string };
  createdAt: string;
  ttl: number;
  kept?: number | undefined;
}

export async function keepPlace(table: Table, scope: Scope<'org'>, awaited: AwaitedDocument): Promise<void> {
  await documentEntity(table)
    .create({ scope, state: 'awaited', ...awaited })
    .go();
}

/** One document, whatever its state. */
export async function documentById(table: Table, scope: Scope<'org'>, id: string): Promise<DocumentCard | undefined> {
  const { data } = await documentEntity(table).get({ scope, id }).go();
  return data ? cardOf(data) : undefined;
}

/** A document that was checked and found good; undefined when it is not there or not ready. */
export async function readyDocument(table: Table, scope: Scope<'org'>, id: string): Promise<ReadyDocument | undefined> {
  const { data } = await documentEntity(table).get({ scope, id }).go();
  return data ? readyOf(data) : undefined;
}

/** Whether a publication shows a document: it is then not thrown away. */
export async function isShown(table: Table, scope: Scope<'org'>, id: string): Promise<boolean> {
  const { data } = await documentEntity(table).get({ scope, id }).go();
  return data?.uses !== undefined;
}

/** One page of the organisation's documents, newest first. `next`: where it goes on, if it does. */
export async function documentsOf(
  table: Table,
  scope: Scope<'org'>,
  { limit, position }: { limit: number; position: string | null },
): Promise<{ documents: DocumentCard[]; next: string | null }> {
  const entity = documentEntity(table);
  const { data } = await entity.query
    .primary({ scope })
    .go({ ...AS_REFUSED, order: 'desc', limit: limit + 1, cursor: position });
  const shown = data.slice(0, limit);
  const last = shown.at(-1);
  const { toCursor } = createConversions(entity).byAccessPattern.primary.fromComposite;
  const next = last && data.length > limit ? toCursor({ scope, id: last.id }) : null;
  return { documents: shown.map(cardOf), next };
}

/** The latest documents that can be opened. */
export async function recentDocuments(table: Table, scope: Scope<'org'>, limit: number): Promise<DocumentCard[]> {
  // Some places wait for a file that never came: a few more are read than shown.
  const { documents } = await documentsOf(table, scope, { limit: limit + 5, position: null });
  return documents.filter(({ state }) => state === 'ready').slice(0, limit);
}

export interface AwaitedForCheck extends Pick<DocumentCard, 'name' | 'state' | 'depositor' | 'createdAt'> {
  objectVersion: string | undefined;
  place: DocumentPlace | undefined;
}

/** What is known of a document when its file comes; read consistently, as the event may follow the place at once. */
export async function documentForCheck(
  table: Table,
  scope: Scope<'org'>,
  id: string,
): Promise<AwaitedForCheck | undefined> {
  const { data } = await documentEntity(table).get({ scope, id }).go({ consistent: true });
  if (!data) return undefined;
  const { name, state, objectVersion, depositor, createdAt, place } = data;
  return { name, state, objectVersion, depositor, createdAt, place };
}

/** A document found good, and whether a file of the repository holds it. */
export interface EarlierDocument extends FoundGood {
  isFiled: boolean;
}

/** Documents that can be opened, in the order in which they came, after one of them. `next`: the last, when others follow. */
export async function documentsBefore(
  table: Table,
  scope: Scope<'org'>,
  { limit, after = '' }: { limit: number; after?: string | undefined },
): Promise<{ documents: EarlierDocument[]; next: string | undefined }> {
  const { data } = await documentEntity(table).query.primary({ scope }).gt({ id: after }).go({ limit });
  const documents = data.flatMap((stored) => {
    const ready = readyOf(stored);
    if (!ready) return [];
    const { id, name, type, size, sha256, pages, depositor, createdAt } = ready;
    const isFiled = stored.files !== undefined;
    return [{ id, name, type, size, sha256, pages, depositor, createdAt, place: stored.place, isFiled }];
  });
  return { documents, next: data.length === limit ? data.at(-1)?.id : undefined };
}

/** The object that came for a document. */
export interface ReceivedObject {
  key: string;
  version: string | undefined;
  name: string;
}

/** Marks that the file has come. @throws when the document is no longer in a state to receive it. */
export async function receive(table: Table, scope: Scope<'org'>, id: string, object: ReceivedObject): Promise<void> {
  const { from, to } = TRANSITIONS.receive;
  await documentEntity(table)
    .patch({ scope, id })
    .set({
      state: to,
      key: object.key,
      name: object.name,
      ...(object.version ? { objectVersion: object.version } : {}),
    })
    .remove(['ttl'])
    .where(({ state }, { eq }) => from.map((one) => eq(state, one)).join(' OR '))
    .go();
}

/** What the check found. */
export interface Findings {
  name: string;
  type: string;
  size: number;
  sha256: string;
  pages: number | undefined;
  flags: Flag[];
  checkedAt: string;
}

/** @throws when the document was not being checked. */
export async function accept(table: Table, scope: Scope<'org'>, id: string, findings: Findings): Promise<void> {
  const { from, to } = TRANSITIONS.accept;
  const { pages, ...found } = findings;
  await documentEntity(table)
    .patch({ scope, id })
    .set({ state: to, reading: 'awaited', ...found, ...(pages === undefined ? {} : { pages }) })
    .where(({ state }, { eq }) => from.map((one) => eq(state, one)).join(' OR '))
    .go();
}

/** @throws when the document was not being checked. */
export async function refuse(
  table: Table,
  scope: Scope<'org'>,
  id: string,
  found: { refusal: Refusal; size: number; checkedAt: string; ttl: number },
): Promise<void> {
  const { from, to } = TRANSITIONS.refuse;
  await documentEntity(table)
    .patch({ scope, id })
    .set({ state: to, ...found })
    .where(({ state }, { eq }) => from.map((one) => eq(state, one)).join(' OR '))
    .go();
}

/** Asks for a document's text again. @returns false when its reading has not failed: it is under way already. */
export async function askToReadAgain(table: Table, scope: Scope<'org'>, id: string): Promise<boolean> {
  try {
    await documentEntity(table)
      .patch({ scope, id })
      .set({ reading: 'awaited', readings: 0 })
      .where(({ reading }, { eq }) => eq(reading, 'failed'))
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
