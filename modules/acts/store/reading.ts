/** What is read of registers, each function named after the question it answers. */
import { createConversions } from 'electrodb';
import type { EntryRow, PublicKey } from '../../../platform/register-chain.ts';
import { publicScope, type Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import type { ActCard, ActLine, ActsSettings, Head, SessionList } from '../schema.ts';
import { actsEntities } from './entities.ts';

const withoutScope = <Item extends { scope: string }>({ scope: _scope, ...item }: Item): Omit<Item, 'scope'> => item;

/** `seq` as a sort key: on eight digits, in its order. */
export const rankOf = (seq: number): string => String(seq).padStart(8, '0');

/** An act by the key of its number. Half a read unit. */
export async function lineOf(
  table: Table,
  scope: Scope<'pub'>,
  key: string,
  { consistent = false } = {},
): Promise<ActLine | undefined> {
  const { data } = await actsEntities(table).line.get({ scope, key }).go({ consistent });
  return data ? withoutScope(data) : undefined;
}

/** The key of the number under which a publication is in the register. */
export async function keyOfContent(
  table: Table,
  scope: Scope<'pub'>,
  content: string,
  { consistent = false } = {},
): Promise<string | undefined> {
  const { data } = await actsEntities(table).pointer.get({ scope, content }).go({ consistent });
  return data?.key;
}

/** Where the register ends; undefined while it is empty. */
export async function headOf(
  table: Table,
  scope: Scope<'pub'>,
  { consistent = false } = {},
): Promise<Head | undefined> {
  const { data } = await actsEntities(table).head.get({ scope }).go({ consistent });
  return data ? { seq: data.seq, hash: data.hash, at: data.at } : undefined;
}

/** One entry. Half a read unit. */
export async function entryOf(table: Table, scope: Scope<'pub'>, seq: number): Promise<EntryRow | undefined> {
  const { data } = await actsEntities(table)
    .entry.get({ scope, rank: rankOf(seq) })
    .go();
  return data ? rowOf(data) : undefined;
}

const rowOf = ({ seq, entry, hash, signature, key }: EntryRow): EntryRow => ({ seq, entry, hash, signature, key });

/** At most `limit` entries after one, in their order. Half a read unit for three or four. */
export async function entriesAfter(table: Table, scope: Scope<'pub'>, seq: number, limit: number): Promise<EntryRow[]> {
  const { data } = await actsEntities(table)
    .entry.query.primary({ scope })
    .gt({ rank: rankOf(seq) })
    .go({ limit });
  return data.map(rowOf);
}

/** Every key that has signed: few, for the life of the territory. Half a read unit. */
export async function publicKeys(table: Table): Promise<PublicKey[]> {
  const { data } = await actsEntities(table)
    .key.query.primary({ scope: publicScope('territoire') })
    .go();
  return data.map(({ key, spki }) => ({ key, spki }));
}

/** The act whose file has that hash. */
export async function keyOfFile(table: Table, scope: Scope<'pub'>, sha256: string): Promise<string | undefined> {
  const { data } = await actsEntities(table).file.get({ scope, sha256 }).go();
  return data?.key;
}

/** A filtered list looks at this many lines a page for each one that it shows. */
const LOOKED_AT = 3;

export interface RegisterFilter {
  /** `all`, `n-<nature>` or `t-<theme>`. */
  list: string;
  /** A year, or a whole day: what dates begin with. */
  date?: string | undefined;
  /** What is looked at besides, in the lines that were read. */
  matches?: ((card: ActCard) => boolean) | undefined;
}

/** One page of the register, latest first. Its cost does not depend on how many acts there are. */
export async function cardsOf(
  table: Table,
  scope: Scope<'pub'>,
  { list, date = '', matches }: RegisterFilter,
  { limit, cursor }: { limit: number; cursor?: string | null },
): Promise<{ cards: ActCard[]; next: string | null }> {
  const { card } = actsEntities(table);
  const looked = matches ? limit * LOOKED_AT : limit + 1;
  const { data, cursor: more } = await card.query
    .primary({ scope, list })
    .begins({ date })
    .go({ order: 'desc', limit: looked, cursor: cursor ?? null });
  const shown: typeof data = [];
  let last: (typeof data)[number] | undefined;
  for (const one of data) {
    if (shown.length === limit) break;
    last = one;
    if (!matches || matches(cardIn(one))) shown.push(one);
  }
  const isEnd = more === null && last === data.at(-1);
  const { toCursor } = createConversions(card).byAccessPattern.primary.fromComposite;
  const next = isEnd || !last ? null : toCursor({ scope, list, date: last.date, key: last.key });
  return { cards: shown.map(cardIn), next };
}

const cardIn = ({ list: _list, ...card }: ActCard & { scope: string; list: string }): ActCard => withoutScope(card);

/** How an organisation publishes its acts: electronically until it says otherwise. Half a read unit. */
export async function settingsOf(
  table: Table,
  scope: Scope<'pub'>,
  { consistent = false } = {},
): Promise<ActsSettings> {
  const { data } = await actsEntities(table).settings.get({ scope }).go({ consistent });
  return data ? withoutScope(data) : { publicity: 'electronic', version: 0 };
}

/** The list of a session, online or taken away. Half a read unit. */
export async function listOf(
  table: Table,
  scope: Scope<'pub'>,
  date: string,
  { consistent = false } = {},
): Promise<SessionList | undefined> {
  const { data } = await actsEntities(table).sessionList.get({ scope, date }).go({ consistent });
  return data ? withoutScope(data) : undefined;
}

/** The lists of the latest sessions. Half a read unit for a dozen. */
export async function listsOf(table: Table, scope: Scope<'pub'>, limit: number): Promise<SessionList[]> {
  const { data } = await actsEntities(table).sessionList.query.primary({ scope }).go({ order: 'desc', limit });
  return data.map(withoutScope);
}
