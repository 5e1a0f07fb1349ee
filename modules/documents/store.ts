/** Documents in the table: `doc#<id>` in their organisation's partition. */
import { createConversions, Entity, type EntityItem } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { Scope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { TRANSITIONS } from './rules.ts';
import {
  DOCUMENT_STATES,
  type DocumentCard,
  type Reading,
  READING_STATES,
  type ReadingState,
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
    /** Set while the file is awaited, and once it is refused. */
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['id'], 'doc#${id}') },
} as const;

export const documentEntity = perTable(
  (table) => new Entity(documentModel, { client: table.client, table: table.name }),
);

type StoredDocument = EntityItem<ReturnType<typeof documentEntity>>;

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
    ...(stored.thumbnail ? { thumbnail: true } : {}),
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

function readyOf(stored: StoredDocument): ReadyDocument | undefined {
  const { state, size, type, key, sha256, objectVersion } = stored;
  if (state !== 'ready' || size === undefined || !type || !key || !sha256) return undefined;
  return { ...cardOf(stored), state, size, type, key, sha256, ...(objectVersion ? { version: objectVersion } : {}) };
}

/** A place kept for a file. */
export interface AwaitedDocument {
  id: string;
  name: string;
  size?: number | undefined;
  depositor: { id: string; name: string };
  createdAt: string;
  ttl: number;
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

/** One page of the organisation's documents, newest first. `next`: where it goes on, if it does. */
export async function documentsOf(
  table: Table,
  scope: Scope<'org'>,
  { limit, position }: { limit: number; position: string | null },
): Promise<{ documents: DocumentCard[]; next: string | null }> {
  const entity = documentEntity(table);
  const { data } = await entity.query.primary({ scope }).go({ order: 'desc', limit: limit + 1, cursor: position });
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

/** What is known of a document when its file comes; read consistently, as the event may follow the place at once. */
export async function documentForCheck(
  table: Table,
  scope: Scope<'org'>,
  id: string,
): Promise<{ name: string; state: DocumentCard['state']; objectVersion: string | undefined } | undefined> {
  const { data } = await documentEntity(table).get({ scope, id }).go({ consistent: true });
  return data ? { name: data.name, state: data.state, objectVersion: data.objectVersion } : undefined;
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
