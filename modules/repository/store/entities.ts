/** How folders and files lie in their organisation's partition: see docs/access-patterns/repository.md. */
import { CustomAttributeType, Entity, type TransactWriteFunction } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { actEntity } from '../../../platform/journal.ts';
import { documentEntity } from '../../documents/index.ts';
import { heldEntity } from './holding.ts';
import { ENTRY_KINDS, type Step } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const number = { type: 'number', required: true } as const;
const person = { type: 'map', properties: { id: text, name: text }, required: true } as const;
/** While it is in the trash: where it lay, since when, and when it is forgotten. */
const thrown = { from: { type: 'string' }, trashedAt: { type: 'string' }, ttl: { type: 'number' } } as const;
/** The folders around where something lay, by id: who read it there reads it in the trash. */
const way = { type: CustomAttributeType<readonly string[]>('any') } as const;
const held = { document: text, size: number, type: text, pages: { type: 'number' } } as const;

const folderModel = {
  model: entityNamed('folder'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    name: text,
    parent: text,
    trail: { type: CustomAttributeType<readonly Step[]>('any'), required: true },
    version: number,
    by: person,
    createdAt: text,
    ...thrown,
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['id'], 'folder#${id}') },
} as const;

const fileModel = {
  model: entityNamed('file'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    name: text,
    folder: text,
    ...held,
    number,
    last: number,
    version: number,
    by: person,
    updatedAt: text,
    createdAt: text,
    lock: { type: 'map', properties: { id: text, name: text, at: text } },
    ...thrown,
    way,
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['id'], 'file#${id}') },
} as const;

const versionModel = {
  model: entityNamed('file-version'),
  attributes: {
    scope: scopeAttribute,
    file: text,
    number: { type: 'number', required: true, padding: { length: 5, char: '0' } },
    ...held,
    by: person,
    at: text,
    note: text,
    restored: { type: 'number' },
  },
  indexes: { primary: inScope(['file', 'number'], 'version#${file}#${number}') },
} as const;

/** A line of a folder's list. Its key is its name's: no two of one name, and a page costs what it shows. */
const cardModel = {
  model: entityNamed('entry'),
  attributes: {
    scope: scopeAttribute,
    place: text,
    order: text,
    kind: { type: ENTRY_KINDS, required: true },
    id: text,
    name: text,
    size: { type: 'number' },
    type: { type: 'string' },
    pages: { type: 'number' },
    by: person,
    updatedAt: text,
    lockedBy: { type: 'map', properties: { id: text, name: text } },
    from: { type: 'string' },
    way,
    until: { type: 'string' },
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['place', 'order'], 'in#${place}#${order}') },
} as const;

const holdingsModel = {
  model: entityNamed('holdings'),
  attributes: {
    scope: scopeAttribute,
    bytes: number,
    files: number,
    awaited: { type: 'number' },
    filed: { type: 'string' },
  },
  indexes: { primary: inScope([], 'holdings') },
} as const;

/** What an organisation holds: changed by links too, in the transaction that keeps a place for a file. */
export const holdingsEntity = perTable(
  (table) => new Entity(holdingsModel, { client: table.client, table: table.name }),
);

export const repositoryEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    folder: new Entity(folderModel, options),
    file: new Entity(fileModel, options),
    version: new Entity(versionModel, options),
    card: new Entity(cardModel, options),
    holdings: holdingsEntity(table),
    held: heldEntity(table),
    document: documentEntity(table),
    act: actEntity(table),
  };
});

/** What a transaction is written with. */
export type Writing = Parameters<TransactWriteFunction<ReturnType<typeof repositoryEntities>, unknown, []>>[0];

/** How the stream calls folders and files. */
export const FOLDER_ENTITY = folderModel.model.entity;
export const FILE_ENTITY = fileModel.model.entity;
