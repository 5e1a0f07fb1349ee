/** The register of the territory: communes and EPCI as the State lists them, and their official mailboxes. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { registerScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '../kinds.ts';
import { searchKey, searchKeys } from '../rules.ts';
import { KIND_TEXTS } from '../texts.ts';

/** An organisation as the register knows it. Population in inhabitants. */
export interface RegisterEntry {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
  /** INSEE code of a commune; the SIREN of an EPCI. */
  code: string;
  postalCodes: string[];
  population: number;
  /** The EPCI that a commune belongs to. */
  epciName?: string | undefined;
  /** Added by the operator, as the State's register lacks it: no edition of the register touches it. */
  isAdded?: boolean | undefined;
  /** Edition of the register that no longer has it: it may stay joined, not sign up. */
  goneIn?: string | undefined;
}

const ENTRY = {
  siren: { type: 'string', required: true },
  kind: { type: ORGANISATION_KINDS, required: true },
  name: { type: 'string', required: true },
  slug: { type: 'string', required: true },
  code: { type: 'string', required: true },
  postalCodes: { type: 'list', items: { type: 'string' }, required: true },
  population: { type: 'number', required: true },
  epciName: { type: 'string' },
  isAdded: { type: 'boolean' },
  goneIn: { type: 'string' },
} as const;

/** Found by its address: `/c/nerac`. */
const placeModel = {
  model: entityNamed('place'),
  attributes: { scope: scopeAttribute, ...ENTRY },
  indexes: { primary: inScope(['slug'], 'slug#${slug}') },
} as const;

/** Found by its SIREN, which no two have. */
const sirenModel = {
  model: entityNamed('place-siren'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    slug: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['siren'], 'siren#${siren}') },
} as const;

/** Found by the beginning of one of the words of its name: one line for each. */
const wordModel = {
  model: entityNamed('place-word'),
  attributes: {
    scope: scopeAttribute,
    word: { type: 'string', required: true },
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    hint: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['word', 'siren'], 'word#${word}#${siren}') },
} as const;

/** Found by the intercommunal body that the State's register ties it to. */
const ofBodyModel = {
  model: entityNamed('place-of-body'),
  attributes: {
    scope: scopeAttribute,
    /** Plain letters of the body's name. */
    body: { type: 'string', required: true },
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['body', 'slug'], 'of#${body}#${slug}') },
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

export const registerEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    place: new Entity(placeModel, options),
    siren: new Entity(sirenModel, options),
    word: new Entity(wordModel, options),
    ofBody: new Entity(ofBodyModel, options),
    mailbox: new Entity(mailboxModel, options),
  };
});

/** What a search proposes. */
export interface Suggestion {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
  /** « 47600 · Albret Communauté »: tells apart those of the same name. */
  hint: string;
}

const hintOf = (entry: RegisterEntry): string =>
  [entry.postalCodes[0], entry.kind === 'commune' ? entry.epciName : KIND_TEXTS[entry.kind]]
    .filter(Boolean)
    .join(' · ');

/** A place that enters the register of a département. */
export interface NewPlace {
  departement: string;
  entry: RegisterEntry;
}

/** Its item, as an address: none for no place, so that a transaction may carry a place or not. */
export const placeItems = (place: NewPlace | undefined) =>
  place ? [{ scope: registerScope(place.departement), ...place.entry }] : [];

export const sirenItems = (place: NewPlace | undefined) =>
  place ? [{ scope: registerScope(place.departement), siren: place.entry.siren, slug: place.entry.slug }] : [];

/** Each word and postal code that it is found by; none when the register no longer has it. */
export const wordItems = (place: NewPlace | undefined) => {
  if (!place || place.entry.goneIn) return [];
  const { siren, kind, name, slug, postalCodes } = place.entry;
  const keys = [...new Set([...searchKeys(name), ...postalCodes])];
  const scope = registerScope(place.departement);
  return keys.map((word) => ({ scope, word, siren, kind, name, slug, hint: hintOf(place.entry) }));
};

/** Whether it is a commune that the State's register ties to this body. */
export const isCommuneOf = (place: RegisterEntry, body: string): boolean =>
  place.kind === 'commune' && place.goneIn === undefined && place.isAdded !== true && place.epciName === body;

const ofBodyItems = ({ departement, entry }: NewPlace) => {
  const { siren, name, slug, epciName } = entry;
  if (!epciName || !isCommuneOf(entry, epciName)) return [];
  return [{ scope: registerScope(departement), body: searchKey(epciName), siren, name, slug }];
};

/** Writes or refreshes entries, and forgets what they are no longer found by. Idempotent. */
export async function saveRegister(
  table: Table,
  departement: string,
  entries: readonly RegisterEntry[],
  before: readonly RegisterEntry[] = [],
): Promise<void> {
  const { place, siren, word, ofBody } = registerEntities(table);
  const many = { concurrency: 4 };
  const wordsOf = (some: readonly RegisterEntry[]) => some.flatMap((entry) => wordItems({ departement, entry }));
  await place.put(entries.flatMap((entry) => placeItems({ departement, entry }))).go(many);
  await siren.put(entries.flatMap((entry) => sirenItems({ departement, entry }))).go(many);
  const words = wordsOf(entries);
  await word.put(words).go(many);
  const kept = new Set(words.map(({ word: key, siren: its }) => `${key}#${its}`));
  const written = new Set(entries.map((entry) => entry.siren));
  const past = wordsOf(before.filter((entry) => written.has(entry.siren))).filter(
    ({ word: key, siren: its }) => !kept.has(`${key}#${its}`),
  );
  if (past.length > 0) {
    await word.delete(past.map(({ scope, word: key, siren: its }) => ({ scope, word: key, siren: its }))).go(many);
  }
  const tied = entries.flatMap((entry) => ofBodyItems({ departement, entry }));
  if (tied.length > 0) await ofBody.put(tied).go(many);
  const stillTied = new Set(tied.map(({ body, slug }) => `${body}#${slug}`));
  const untied = before
    .filter((entry) => written.has(entry.siren))
    .flatMap((entry) => ofBodyItems({ departement, entry }))
    .filter(({ body, slug }) => !stillTied.has(`${body}#${slug}`));
  if (untied.length > 0) await ofBody.delete(untied.map(({ scope, body, slug }) => ({ scope, body, slug }))).go(many);
}

/** The communes of a body, by address. Half a read unit for fifteen. */
export async function communesTiedTo(
  table: Table,
  departement: string,
  body: string,
): Promise<{ siren: string; name: string; slug: string }[]> {
  const { data } = await registerEntities(table)
    .ofBody.query.primary({ scope: registerScope(departement), body: searchKey(body) })
    .go({ pages: 'all' });
  return data.map(({ siren, name, slug }) => ({ siren, name, slug }));
}

/** Those with a word that begins so, without repeats: at most `limit`. One query, at most one read unit. */
export async function placesBeginning(
  table: Table,
  departement: string,
  key: string,
  limit: number,
): Promise<Suggestion[]> {
  const { data } = await registerEntities(table)
    .word.query.primary({ scope: registerScope(departement) })
    .begins({ word: key })
    .go({ limit: limit * 2 });
  const found = new Map<string, Suggestion>();
  for (const { siren, kind, name, slug, hint } of data) found.set(siren, { siren, kind, name, slug, hint });
  return [...found.values()].slice(0, limit);
}

export async function placeBySlug(table: Table, departement: string, slug: string): Promise<RegisterEntry | undefined> {
  const { data } = await registerEntities(table)
    .place.get({ scope: registerScope(departement), slug })
    .go();
  if (!data) return undefined;
  const { scope: _scope, ...entry } = data;
  return entry;
}

/** The place that has a SIREN, if the territory knows it. One read unit. */
export async function placeBySiren(
  table: Table,
  departement: string,
  siren: string,
): Promise<RegisterEntry | undefined> {
  const { data } = await registerEntities(table)
    .siren.get({ scope: registerScope(departement), siren })
    .go();
  return data ? placeBySlug(table, departement, data.slug) : undefined;
}

/** Every place of the territory: for the operator's import, not for pages. */
export async function everyPlace(table: Table, departement: string): Promise<RegisterEntry[]> {
  const { data } = await registerEntities(table)
    .place.query.primary({ scope: registerScope(departement) })
    .go({ pages: 'all' });
  return data.map(({ scope: _scope, ...entry }) => entry);
}

/** The intercommunality of a commune. Half a read unit. */
export const epciNameOf = async (table: Table, departement: string, slug: string): Promise<string | undefined> =>
  (await placeBySlug(table, departement, slug))?.epciName;

export async function mailboxOf(table: Table, departement: string, siren: string): Promise<string | undefined> {
  const { data } = await registerEntities(table)
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
  await registerEntities(table)
    .mailbox.put(mailboxes.map((mailbox) => ({ scope, ...mailbox, importedAt })))
    .go({ concurrency: 4 });
}

/** The mailboxes known, by name of their sort key (SIREN). One page: a département has at most 900 communes. */
export async function mailboxesKnown(table: Table, departement: string): Promise<OfficialMailbox[]> {
  const { data } = await registerEntities(table)
    .mailbox.query.primary({ scope: registerScope(departement) })
    .go({ pages: 'all' });
  return data.map(({ siren, name, address }) => ({ siren, name, address }));
}

/** How many places the register has. */
export async function registerSize(table: Table, departement: string): Promise<number> {
  return (await everyPlace(table, departement)).length;
}
