/** Lines of the directory: one for each key that leads to somebody, or to an organisation. */
import { createConversions, CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { networkScope, type Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { FUNCTIONS } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const optional = { type: 'string' } as const;

const person = {
  person: text,
  siren: text,
  firstName: text,
  lastName: text,
  function: { type: FUNCTIONS },
  title: optional,
  organisation: text,
  slug: text,
} as const;

const lineModel = {
  model: entityNamed('line'),
  attributes: { scope: scopeAttribute, key: text, ...person },
  indexes: { primary: inScope(['key', 'person', 'siren'], 'directory#find#${key}#${person}#${siren}') },
} as const;

/** Under which keys somebody's lines are, so that those which no longer lead to her go. */
const keysModel = {
  model: entityNamed('line-keys'),
  attributes: {
    scope: scopeAttribute,
    person: text,
    siren: text,
    keys: { type: CustomAttributeType<readonly string[]>('any'), required: true },
    /** Of the organisation: who changes the lines of a member cannot read the register. */
    epci: optional,
  },
  indexes: { primary: inScope(['person', 'siren'], 'directory#keys#${person}#${siren}') },
} as const;

const organisationModel = {
  model: entityNamed('organisation-line'),
  attributes: { scope: scopeAttribute, key: text, slug: text, name: text, kind: text, epci: optional },
  indexes: { primary: inScope(['key', 'slug'], 'directory#organisation#${key}#${slug}') },
} as const;

export const lineEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    line: new Entity(lineModel, options),
    keys: new Entity(keysModel, options),
    organisation: new Entity(organisationModel, options),
  };
});

/** What a list shows of somebody in one organisation, and no more. */
export interface PersonLine {
  person: string;
  siren: string;
  firstName: string;
  lastName: string;
  function?: (typeof FUNCTIONS)[number] | undefined;
  title?: string | undefined;
  organisation: string;
  slug: string;
}

export interface OrganisationLine {
  slug: string;
  name: string;
  kind: string;
  epci?: string | undefined;
}

/** A batch that was cut short is done again by who asked for it. @throws {Error} */
function whole({ unprocessed }: { unprocessed: readonly unknown[] }): void {
  if (unprocessed.length > 0) throw new Error(`${unprocessed.length} lines were not written.`);
}

/** The intercommunality under which somebody's lines stand. Half a read unit. */
export async function epciKept(
  table: Table,
  scope: Scope<'net'>,
  about: Pick<PersonLine, 'person' | 'siren'>,
): Promise<string | undefined> {
  const { data } = await lineEntities(table)
    .keys.get({ scope, ...about })
    .go();
  return data?.epci;
}

/** Batches written or removed at the same time. */
const TOGETHER = { concurrency: 2 } as const;

/**
 * Puts somebody's lines under these keys and no other; none: she is in no list. May run twice: what is to be removed is
 * noted before anything is written.
 */
export async function keepLines(
  table: Table,
  about: Pick<PersonLine, 'person' | 'siren'>,
  line: PersonLine | undefined,
  keys: readonly string[],
  epci?: string | undefined,
): Promise<void> {
  const { person, siren } = about;
  const e = lineEntities(table);
  const { data: kept } = await e.keys.get({ scope: networkScope, person, siren }).go({ consistent: true });
  const present = new Set(keys);
  const gone = (kept?.keys ?? []).filter((key) => !present.has(key));
  const noted = { scope: networkScope, person, siren };
  const note = { ...noted, epci };
  if (keys.length > 0) await e.keys.put({ ...note, keys: [...keys, ...gone] }).go();
  if (gone.length > 0) whole(await e.line.delete(gone.map((key) => ({ ...noted, key }))).go(TOGETHER));
  if (line && keys.length > 0) {
    whole(await e.line.put(keys.map((key) => ({ ...line, scope: networkScope, key }))).go(TOGETHER));
  }
  if (keys.length === 0) await e.keys.delete(noted).go();
  else if (gone.length > 0) await e.keys.put({ ...note, keys: [...keys] }).go();
}

/** Lines whose keys begin so, in their order. One read unit and a half for twenty. */
export async function linesBeginning(
  table: Table,
  scope: Scope<'net'>,
  beginning: string,
  options: { limit: number; cursor?: string | null | undefined },
): Promise<{ lines: PersonLine[]; next: string | null }> {
  const { line } = lineEntities(table);
  const { data } = await line.query
    .primary({ scope })
    .begins({ key: beginning })
    .go({ limit: options.limit + 1, cursor: options.cursor ?? null });
  const shown = data.slice(0, options.limit);
  const last = data.length > options.limit ? shown.at(-1) : undefined;
  const { toCursor } = createConversions(line).byAccessPattern.primary.fromComposite;
  // Two words of one name may both begin so.
  const once = new Map(shown.map(({ scope: _scope, key: _key, ...one }) => [`${one.person}#${one.siren}`, one]));
  const next = last ? toCursor({ scope, key: last.key, person: last.person, siren: last.siren }) : null;
  return { lines: [...once.values()], next };
}

export async function keepOrganisationLines(
  table: Table,
  organisation: OrganisationLine,
  keys: readonly string[],
): Promise<void> {
  const { organisation: entity } = lineEntities(table);
  whole(await entity.put(keys.map((key) => ({ ...organisation, scope: networkScope, key }))).go(TOGETHER));
}

/** It is no longer found by these. */
export async function forgetOrganisationLines(table: Table, slug: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const { organisation: entity } = lineEntities(table);
  whole(await entity.delete(keys.map((key) => ({ scope: networkScope, key, slug }))).go(TOGETHER));
}

/** Organisations with a word that begins so. Half a read unit. */
export async function organisationsBeginning(
  table: Table,
  scope: Scope<'net'>,
  key: string,
  limit: number,
): Promise<OrganisationLine[]> {
  const { data } = await lineEntities(table)
    .organisation.query.primary({ scope })
    .begins({ key })
    .go({ limit: limit * 2 });
  const found = new Map(data.map(({ scope: _scope, key: _key, ...one }) => [one.slug, one]));
  return [...found.values()].slice(0, limit);
}
