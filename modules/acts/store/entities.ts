/** How registers lie in the table: see docs/access-patterns/acts.md. */
import { CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { actEntity } from '../../../platform/journal.ts';
import { ACT_NAMES, type Particulars } from '../../content/index.ts';
import { type Happening, type OnlineFile, PUBLICITY_MODES } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const number = { type: 'number', required: true } as const;
const particulars = { type: CustomAttributeType<Particulars>('any'), required: true } as const;
const shown = {
  key: text,
  number: text,
  address: text,
  kind: { type: ACT_NAMES, required: true },
  title: text,
  particulars,
  date: text,
  state: { type: ['online', 'withdrawn'] as const, required: true },
  onlineAt: text,
} as const;

/** An entry of the register: written once, never changed. `rank`: its `seq` on eight digits. */
const entryModel = {
  model: entityNamed('register-entry'),
  attributes: { scope: scopeAttribute, rank: text, seq: number, entry: text, hash: text, signature: text, key: text },
  indexes: { primary: inScope(['rank'], 'register#${rank}') },
} as const;

/** Where the register ends. */
const headModel = {
  model: entityNamed('register-head'),
  attributes: { scope: scopeAttribute, seq: number, hash: text, at: text },
  indexes: { primary: inScope([], 'register-head') },
} as const;

/** An act by its number. */
const lineModel = {
  model: entityNamed('register-line'),
  attributes: {
    scope: scopeAttribute,
    ...shown,
    content: text,
    withdrawnAt: { type: 'string' },
    seq: number,
    files: { type: CustomAttributeType<readonly OnlineFile[]>('any'), required: true },
    history: { type: CustomAttributeType<readonly Happening[]>('any'), required: true },
  },
  indexes: { primary: inScope(['key'], 'act#${key}') },
} as const;

export const LINE_ENTITY = lineModel.model.entity;

/** The number under which a publication is in the register now. */
const pointerModel = {
  model: entityNamed('register-pointer'),
  attributes: { scope: scopeAttribute, content: text, key: text },
  indexes: { primary: inScope(['content'], 'act-of#${content}') },
} as const;

/** A line of a list: of all acts, of one nature, of one theme. */
const cardModel = {
  model: entityNamed('register-card'),
  attributes: {
    scope: scopeAttribute,
    list: text,
    ...shown,
    file: { type: 'map', properties: { size: number, type: text } },
  },
  indexes: { primary: inScope(['list', 'date', 'key'], 'acts#${list}#${date}#${key}') },
} as const;

/** Bytes that were put online, by their hash. */
const fileModel = {
  model: entityNamed('register-file'),
  attributes: { scope: scopeAttribute, sha256: text, key: text, seq: number },
  indexes: { primary: inScope(['sha256'], 'act-file#${sha256}') },
} as const;

/** A key that signs registers, in `pub#territoire`. */
const keyModel = {
  model: entityNamed('register-key'),
  attributes: { scope: scopeAttribute, key: text, spki: text },
  indexes: { primary: inScope(['key'], 'register-key#${key}') },
} as const;

/** The list of the délibérations of a session. */
const sessionListModel = {
  model: entityNamed('session-list'),
  attributes: {
    scope: scopeAttribute,
    date: text,
    others: { type: 'list', items: { type: 'string' }, required: true },
    isOnline: { type: 'boolean', required: true },
    onlineAt: text,
    updatedAt: text,
    version: number,
  },
  indexes: { primary: inScope(['date'], 'session-list#${date}') },
} as const;

/** How an organisation publishes its acts. */
const settingsModel = {
  model: entityNamed('acts-settings'),
  attributes: {
    scope: scopeAttribute,
    publicity: { type: PUBLICITY_MODES, required: true },
    decidedBy: { type: 'string' },
    siret: { type: 'string' },
    version: number,
  },
  indexes: { primary: inScope([], 'acts-settings') },
} as const;

export const actsEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    entry: new Entity(entryModel, options),
    head: new Entity(headModel, options),
    line: new Entity(lineModel, options),
    pointer: new Entity(pointerModel, options),
    card: new Entity(cardModel, options),
    file: new Entity(fileModel, options),
    key: new Entity(keyModel, options),
    sessionList: new Entity(sessionListModel, options),
    settings: new Entity(settingsModel, options),
    act: actEntity(table),
  };
});
