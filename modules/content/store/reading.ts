/** What is read of publications, each function named after the question it answers. */
import { createConversions } from 'electrodb';
import { AS_REFUSED } from '../../../platform/entities.ts';
import { publicScope, type Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { cut } from '../rules.ts';
import type { Card, Content, DraftCard, DraftState, KindName, ShownContent } from '../schema.ts';
import { contentEntities } from './entities.ts';

/** Partitions that hold cards. */
export type ReadingScope = Scope<'org'> | Scope<'grp'> | Scope<'net'> | Scope<'pub'>;

const withoutScope = <Item extends { scope: string }>({ scope: _scope, ...item }: Item): Omit<Item, 'scope'> => item;

/** The truth of a publication. Read consistently before it is changed. */
export async function contentById(
  table: Table,
  scope: Scope<'org'>,
  id: string,
  { consistent = false } = {},
): Promise<Content | undefined> {
  const { data } = await contentEntities(table).content.get({ scope, id }).go({ consistent });
  return data ? withoutScope(data) : undefined;
}

/** What a group, the network or the public reads of a publication. */
export async function shownById(
  table: Table,
  scope: Scope<'grp'> | Scope<'net'> | Scope<'pub'>,
  id: string,
): Promise<ShownContent | undefined> {
  const { data } = await contentEntities(table).shown.get({ scope, id }).go();
  return data ? withoutScope(data) : undefined;
}

/** A filtered list looks at this many cards a page for each one that it shows. */
const LOOKED_AT = 3;

export interface ListRequest {
  limit: number;
  /** Where the list goes on, from a page before. */
  cursor?: string | null | undefined;
  kind?: KindName | undefined;
}

export interface ListPage<Item> {
  cards: Item[];
  next: string | null;
}

/** One page of publications of a partition, newest first. */
export async function recentCards(
  table: Table,
  scope: ReadingScope,
  { limit, cursor, kind }: ListRequest,
): Promise<ListPage<Card>> {
  const { card } = contentEntities(table);
  const { data, cursor: more } = await card.query
    .primary({ scope })
    .go({ ...AS_REFUSED, order: 'desc', limit: kind ? limit * LOOKED_AT : limit + 1, cursor: cursor ?? null });
  const { shown, last } = cut(data, limit, (one) => !kind || one.kind === kind, more !== null);
  const { toCursor } = createConversions(card).byAccessPattern.primary.fromComposite;
  const next = last ? toCursor({ scope, publishedAt: last.publishedAt, id: last.id }) : null;
  return { cards: shown.map(withoutScope), next };
}

/**
 * What the organisation has not published yet: what waits to be approved, then drafts, the latest begun first.
 * `state`: one of the two only.
 */
export async function draftsOf(
  table: Table,
  scope: Scope<'org'>,
  { limit, cursor, state }: Omit<ListRequest, 'kind'> & { state?: DraftState | undefined },
): Promise<ListPage<DraftCard>> {
  const { draft } = contentEntities(table);
  const { data, cursor: more } = await draft.query
    .primary({ scope, ...(state ? { state } : {}) })
    .go({ ...AS_REFUSED, order: 'desc', limit: limit + 1, cursor: cursor ?? null });
  const { shown, last } = cut(data, limit, () => true, more !== null);
  const { toCursor } = createConversions(draft).byAccessPattern.primary.fromComposite;
  return { cards: shown.map(withoutScope), next: last ? toCursor({ scope, state: last.state, id: last.id }) : null };
}

/** Public publications of an organisation from a moment on and before another, in order: what a digest holds. */
export async function publicCardsBetween(table: Table, siren: string, from: Date, to: Date): Promise<Card[]> {
  const scope = publicScope(siren);
  const { data } = await contentEntities(table)
    .card.query.primary({ scope })
    .between({ publishedAt: from.toISOString() }, { publishedAt: to.toISOString() })
    .go({ pages: 'all' });
  // The range is that of keys; the moments decide at its ends.
  return data
    .filter(({ publishedAt }) => publishedAt >= from.toISOString() && publishedAt < to.toISOString())
    .map(withoutScope);
}

/** What is read of several publications of a partition, by id. Half a read unit for each 4 kB, twice when `consistent`. */
export async function shownTogether(
  table: Table,
  scope: Scope<'grp'> | Scope<'net'> | Scope<'pub'>,
  ids: readonly string[],
  { consistent }: { consistent: boolean },
): Promise<ShownContent[]> {
  if (ids.length === 0) return [];
  const { data } = await contentEntities(table)
    .shown.get(ids.map((id) => ({ scope, id })))
    .go({ consistent, concurrency: 2 });
  return data.map(withoutScope);
}

/** The truth of several publications of an organisation. Half a read unit for each 4 kB, twice when `consistent`. */
export async function contentsTogether(
  table: Table,
  scope: Scope<'org'>,
  ids: readonly string[],
  { consistent }: { consistent: boolean },
): Promise<Content[]> {
  if (ids.length === 0) return [];
  const { data } = await contentEntities(table)
    .content.get(ids.map((id) => ({ scope, id })))
    .go({ consistent, concurrency: 2 });
  return data.map(withoutScope);
}

/** Cards of a partition page by page, in the order of their keys: for whoever reads all of them. */
export async function cardsFrom(
  table: Table,
  scope: ReadingScope,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<ListPage<Card>> {
  const { data, cursor: next } = await contentEntities(table)
    .card.query.primary({ scope })
    .go({ limit, cursor, consistent: true });
  return { cards: data.map(withoutScope), next };
}
