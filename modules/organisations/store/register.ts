/** The register of the territory: communes and EPCI as the State lists them, and their official mailboxes. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { registerScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { searchKeys } from '../rules.ts';

export const OFFICIAL_KINDS = ['commune', 'epci'] as const;
export type OfficialKind = (typeof OFFICIAL_KINDS)[number];

/** An organisation as the register knows it. Population in inhabitants. */
export interface RegisterEntry {
  siren: string;
  kind: OfficialKind;
  name: string;
  slug: string;
  /** INSEE code of a commune; the SIREN of an EPCI. */
  code: string;
  postalCodes: string[];
  population: number;
  /** The EPCI that a commune belongs to. */
  epciName?: string | undefined;
}

const ENTRY = {
  siren: { type: 'string', required: true },
  kind: { type: OFFICIAL_KINDS, required: true },
  name: { type: 'string', required: true },
  slug: { type: 'string', required: true },
  code: { type: 'string', required: true },
  postalCodes: { type: 'list', items: { type: 'string' }, required: true },
  population: { type: 'number', required: true },
  epciName: { type: 'string' },
} as const;

/** Found by its address: `/c/nerac`. */
const placeModel = {
  model: entityNamed('place'),
  attributes: { scope: scopeAttribute, ...ENTRY },
  indexes: { primary: inScope(['slug'], 'slug#${slug}') },
} as const;

/** Found by the beginning of one of the words of its name: one line for each. */
const wordModel = {
  model: entityNamed('place-word'),
  attributes: {
    scope: scopeAttribute,
    word: { type: 'string', required: true },
    siren: { type: 'string', required: true },
    kind: { type: OFFICIAL_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    hint: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['word', 'siren'], 'word#${word}#${siren}') },
} as const;

const mailboxModel = {
  model: entityNamed('mailbox'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    address: { type: 'string', required: true },
    importedAt: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['siren'], 'mailbox#${siren}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    place: new Entity(placeModel, options),
    word: new Entity(wordModel, options),
    mailbox: new Entity(mailboxModel, options),
  };
});

/** What a search proposes. */
export interface Suggestion {
  siren: string;
  kind: OfficialKind;
  name: string;
  slug: string;
  /** « 47600 · Albret Communauté »: tells apart those of the same name. */
  hint: string;
}

const hintOf = (entry: RegisterEntry): string =>
  [entry.postalCodes[0], entry.kind === 'epci' ? 'Intercommunalité' : entry.epciName].filter(Boolean).join(' · ');

/** Writes or refreshes entries. Idempotent. */
export async function saveRegister(
  table: Table,
  departement: string,
  entries: readonly RegisterEntry[],
): Promise<void> {
  const scope = registerScope(departement);
  const { place, word } = entities(table);
  await place.put(entries.map((entry) => ({ scope, ...entry }))).go({ concurrency: 4 });
  const words = entries.flatMap((entry) => {
    const { siren, kind, name, slug } = entry;
    const keys = [...new Set([...searchKeys(name), ...entry.postalCodes])];
    return keys.map((key) => ({ scope, word: key, siren, kind, name, slug, hint: hintOf(entry) }));
  });
  await word.put(words).go({ concurrency: 4 });
}

/** Those with a word that begins so, without repeats: at most `limit`. One query, at most one read unit. */
export async function placesBeginning(
  table: Table,
  departement: string,
  key: string,
  limit: number,
): Promise<Suggestion[]> {
  const { data } = await entities(table)
    .word.query.primary({ scope: registerScope(departement) })
    .begins({ word: key })
    .go({ limit: limit * 2 });
  const found = new Map<string, Suggestion>();
  for (const { siren, kind, name, slug, hint } of data) found.set(siren, { siren, kind, name, slug, hint });
  return [...found.values()].slice(0, limit);
}

export async function placeBySlug(table: Table, departement: string, slug: string): Promise<RegisterEntry | undefined> {
  const { data } = await entities(table)
    .place.get({ scope: registerScope(departement), slug })
    .go();
  if (!data) return undefined;
  const { scope: _scope, ...entry } = data;
  return entry;
}

/** Every place of the territory: for the operator's import, not for pages. */
export async function everyPlace(table: Table, departement: string): Promise<RegisterEntry[]> {
  const { data } = await entities(table)
    .place.query.primary({ scope: registerScope(departement) })
    .go({ pages: 'all' });
  return data.map(({ scope: _scope, ...entry }) => entry);
}

export async function mailboxOf(table: Table, departement: string, siren: string): Promise<string | undefined> {
  const { data } = await entities(table)
    .mailbox.get({ scope: registerScope(departement), siren })
    .go();
  return data?.address;
}

export interface OfficialMailbox {
  siren: string;
  name: string;
  address: string;
}

export async function saveMailboxes(
  table: Table,
  departement: string,
  mailboxes: readonly OfficialMailbox[],
  importedAt: string,
): Promise<void> {
  const scope = registerScope(departement);
  await entities(table)
    .mailbox.put(mailboxes.map((mailbox) => ({ scope, ...mailbox, importedAt })))
    .go({ concurrency: 4 });
}

/** The mailboxes known, by name of their sort key (SIREN). One page: a département has at most 900 communes. */
export async function mailboxesKnown(table: Table, departement: string): Promise<OfficialMailbox[]> {
  const { data } = await entities(table)
    .mailbox.query.primary({ scope: registerScope(departement) })
    .go({ pages: 'all' });
  return data.map(({ siren, name, address }) => ({ siren, name, address }));
}

/** How many places the register has. */
export async function registerSize(table: Table, departement: string): Promise<number> {
  return (await everyPlace(table, departement)).length;
}
