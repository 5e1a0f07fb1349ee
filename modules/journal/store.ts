/** Journals: entries by date, and copies by kind and by person. Only ever added to: docs/access-patterns/journal.md. */
import { createWriteTransaction, Entity } from 'electrodb';
import { timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { ACT_KINDS, type Named, saidAttributes } from '../../platform/journal.ts';
import type { Scope } from '../../platform/scope.ts';
import { committed, conditionFailed, type Table, TransactionRefused } from '../../platform/table.ts';
import { type JournalFilter, KEPT_FOR, kindOf, periodOf } from './rules.ts';

const said = { scope: scopeAttribute, ...saidAttributes } as const;

const entryModel = {
  model: entityNamed('journal-entry'),
  attributes: said,
  indexes: { primary: inScope(['at', 'id'], 'entry#${at}#${id}') },
} as const;

const byKindModel = {
  model: entityNamed('journal-entry-by-kind'),
  attributes: { ...said, kind: { type: ACT_KINDS, required: true } },
  indexes: { primary: inScope(['kind', 'at', 'id'], 'kind#${kind}#${at}#${id}') },
} as const;

/** Of who acted, and of whom it was done to. */
const byPersonModel = {
  model: entityNamed('journal-entry-by-person'),
  attributes: { ...said, person: { type: 'string', required: true } },
  indexes: { primary: inScope(['person', 'at', 'id'], 'person#${person}#${at}#${id}') },
} as const;

/** Somebody whom the journal names: what one may filter by. */
const namedModel = {
  model: entityNamed('journal-person'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    name: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['person'], 'who#${person}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    entry: new Entity(entryModel, options),
    byKind: new Entity(byKindModel, options),
    byPerson: new Entity(byPersonModel, options),
    named: new Entity(namedModel, options),
  };
});

/** An entry as it is read. `at` in ISO 8601; `from` is a shortened address. */
export interface Entry {
  id: string;
  at: string;
  act: string;
  actor?: Named | undefined;
  about?: Named | undefined;
  details: Readonly<Record<string, string>>;
  from?: string | undefined;
}

/** People whom an entry names and who have an account, each once. */
function peopleOf({ actor, about }: Pick<Entry, 'actor' | 'about'>): { person: string; name: string }[] {
  const people = new Map<string, string>();
  for (const one of [actor, about]) if (one?.id) people.set(one.id, one.name);
  return [...people].map(([person, name]) => ({ person, name }));
}

/** Adds an entry, once however often it is told: its keys come from the act's own id and date. */
export async function addEntry(table: Table, scope: Scope<'jnl'>, entry: Entry): Promise<void> {
  const ttl = timeToLive(new Date(entry.at), KEPT_FOR);
  const item = { scope, ...entry, ttl };
  const kind = kindOf(entry.act);
  const people = peopleOf(entry);
  try {
    await committed(
      createWriteTransaction(entities(table), (e) => [
        e.entry.create(item).commit(),
        ...(kind ? [e.byKind.create({ ...item, kind }).commit()] : []),
        ...people.map(({ person }) => e.byPerson.create({ ...item, person }).commit()),
      ]).go(),
    );
  } catch (error) {
    if (!(error instanceof TransactionRefused && error.codes[0] === 'ConditionalCheckFailed')) throw error;
  }
  for (const one of people) await addNamed(table, { scope, ...one, ttl });
}

async function addNamed(
  table: Table,
  named: { scope: Scope<'jnl'>; person: string; name: string; ttl: number },
): Promise<void> {
  try {
    await entities(table).named.create(named).go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** With two filters at once, one is looked for by key and the other among this many entries a page. */
const LOOKED_AT = 200;

export interface JournalPage {
  entries: Entry[];
  next: string | null;
}

/** One page of a journal, newest first. With both filters a page may hold fewer entries than asked for. */
export async function entriesOf(
  table: Table,
  scope: Scope<'jnl'>,
  filter: JournalFilter,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<JournalPage> {
  const { person, kind } = filter;
  const { from, to } = periodOf(filter);
  const order = { order: 'desc', cursor } as const;
  const { entry, byKind, byPerson } = entities(table);
  if (person) {
    const { data, cursor: next } = await byPerson.query
      .primary({ scope, person })
      .between({ at: from }, { at: to })
      .go({ ...order, limit: kind ? Math.max(limit, LOOKED_AT) : limit });
    return { entries: data.map(entryOf).filter(({ act }) => !kind || kindOf(act) === kind), next };
  }
  const { data, cursor: next } = kind
    ? await byKind.query
        .primary({ scope, kind })
        .between({ at: from }, { at: to })
        .go({ ...order, limit })
    : await entry.query
        .primary({ scope })
        .between({ at: from }, { at: to })
        .go({ ...order, limit });
  return { entries: data.map(entryOf), next };
}

type Stored = Omit<Entry, 'details'> & { details?: unknown };

const entryOf = ({ id, at, act, actor, about, details, from }: Stored): Entry => ({
  id,
  at,
  act,
  actor,
  about,
  details: textsOf(details),
  from,
});

function textsOf(details: unknown): Record<string, string> {
  if (typeof details !== 'object' || details === null) return {};
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]));
}

/** Entries in one file: a spreadsheet opens it, and the function's memory holds it. */
export const MOST_EXPORTED = 5000;
const READ_AT_ONCE = 1000;

/** All that is looked for, newest first, up to {@link MOST_EXPORTED}. */
export async function everyEntry(table: Table, scope: Scope<'jnl'>, filter: JournalFilter): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page: JournalPage = await entriesOf(table, scope, filter, { limit: READ_AT_ONCE, cursor });
    found.push(...page.entries);
    cursor = page.next;
  } while (cursor !== null && found.length < MOST_EXPORTED);
  return found.slice(0, MOST_EXPORTED);
}

/** Everybody whom a journal names, by name: what it may be filtered by. */
export async function peopleNamed(table: Table, scope: Scope<'jnl'>): Promise<{ person: string; name: string }[]> {
  const { data } = await entities(table).named.query.primary({ scope }).go({ limit: 500 });
  return data
    .map(({ person, name }) => ({ person, name }))
    .sort((left, right) => left.name.localeCompare(right.name, 'fr'));
}
