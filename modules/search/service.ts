/** Looking for things: who may find what is decided anew at each search, and each result is read as it is now. */
import type { Member } from '../../platform/actor.ts';
import { type Clock, DAY } from '../../platform/clock.ts';
import { excerptOf, marked, type Piece } from '../../platform/search/excerpt.ts';
import { typedWords } from '../../platform/search/nearby.ts';
import type { Filters, Hit, Ranked } from '../../platform/search/ranking.ts';
import type { ReadObject, SearchIndex } from '../../platform/search/search-index.ts';
import type { Reader, Searched, SearchedScope } from '../../platform/search/source.ts';
import { excerptKey } from '../../platform/search/texts.ts';
import type { Table } from '../../platform/table.ts';
import { closedOrganisations, listedBySlug } from '../organisations/index.ts';
import { closedFolders } from '../repository/index.ts';
import {
  dayNumber,
  LAST_PAGE,
  memberScopes,
  organisationOf,
  PAGE_SIZE,
  PROPOSALS,
  publicScopes,
  roomsOf,
} from './rules.ts';
import type { SearchQuery } from './schema.ts';
import { partsOf, sourceNamed } from './sources.ts';

export interface SearchDependencies {
  table: Table;
  clock: Clock;
  index: SearchIndex;
  readObject: ReadObject;
}

/** One thing found, as it is now. */
export interface Result {
  category: string;
  title: string;
  titlePieces: readonly Piece[];
  detail?: string | undefined;
  /** Empty among proposals. */
  excerpt: readonly Piece[];
  organisation?: { slug: string; name: string } | undefined;
  audience: Searched['audience'];
  groupName?: string | undefined;
  date?: string | undefined;
  url: string;
}

/** An organisation that the results are of, and how many of them. */
export interface OfOrganisation {
  slug: string;
  name: string;
  count: number;
}

export interface Results {
  results: readonly Result[];
  /** With the filters. */
  total: number;
  counts: ReadonlyMap<string, number>;
  organisations: readonly OfOrganisation[];
  manner: Ranked['manner'];
  isBehind: boolean;
  /** The number of the next page. */
  next: number | undefined;
  /** Too short or too common: nothing was looked for. */
  isEmpty: boolean;
}

const NOTHING: Results = {
  results: [],
  total: 0,
  counts: new Map(),
  organisations: [],
  manner: 'all',
  isBehind: false,
  next: undefined,
  isEmpty: true,
};

/** Whose indexes are searched, and what of them. */
interface Where {
  scopes: readonly SearchedScope[];
  isOf: Filters['isOf'];
  reader: Reader;
  /** Folders that are not for her. */
  closed: ReadonlySet<string>;
}

const NOT_CLOSED: ReadonlySet<string> = new Set();

async function whereFor(
  { table }: SearchDependencies,
  member: Member | undefined,
  slug: string | undefined,
): Promise<Where> {
  const isNamed = (key: string): boolean => slug === undefined || organisationOf(key)?.slug === slug;
  if (member?.current) {
    const closed = await closedFolders(table, member);
    const isOpen = (key: string): boolean => closed.size === 0 || !roomsOf(key).some((room) => closed.has(room));
    return {
      scopes: memberScopes(member),
      isOf: (key) => isNamed(key) && isOpen(key),
      reader: { organisation: member.current.organisation },
      closed,
    };
  }
  // Of an organisation that has no public page any more, nothing is shown to everybody.
  const [closed, only] = await Promise.all([
    closedOrganisations(table),
    slug === undefined ? undefined : listedBySlug(table, slug),
  ]);
  return {
    scopes: publicScopes(only?.siren),
    isOf: (key) => isNamed(key) && !closed.has(organisationOf(key)?.siren ?? ''),
    reader: { organisation: undefined },
    closed: NOT_CLOSED,
  };
}

/** One page of what somebody finds. */
export async function find(deps: SearchDependencies, member: Member | undefined, query: SearchQuery): Promise<Results> {
  if (typedWords(query.q).length === 0) return NOTHING;
  const { scopes, isOf, reader, closed } = await whereFor(deps, member, query.organisation);
  const filters: Filters = {
    isOf,
    categories: query.quoi === undefined ? undefined : [query.quoi],
    audience: query.pour,
    from: query.du === undefined ? undefined : dayNumber(query.du),
    to: query.au === undefined ? undefined : dayNumber(query.au),
  };
  const answered = await deps.index.search(scopes, { text: query.q, filters, today: today(deps) });
  const from = (query.page - 1) * PAGE_SIZE;
  const hits = answered.hits.slice(from, from + PAGE_SIZE);
  const present = await presentOf(deps, hits, closed);
  const results = await Promise.all(
    present.map(async (one) => ({
      ...resultOf(one.searched, reader, answered.terms),
      excerpt: await excerptIn(deps, one, answered.terms),
    })),
  );
  const goesOn = answered.hits.length > from + PAGE_SIZE && query.page < LAST_PAGE;
  return {
    results,
    // What is gone since, and not yet out of the index, is not counted as if it were there.
    total: answered.hits.length - (hits.length - present.length),
    counts: answered.counts,
    organisations: organisationsIn(answered.hits),
    manner: answered.manner,
    isBehind: answered.isBehind,
    next: goesOn ? query.page + 1 : undefined,
    isEmpty: false,
  };
}

/** What somebody may be about to type: things that have the words in their title. */
export async function propose(
  deps: SearchDependencies,
  member: Member | undefined,
  { q, organisation }: Pick<SearchQuery, 'q' | 'organisation'>,
): Promise<Result[]> {
  if (typedWords(q).length === 0) return [];
  const { scopes, isOf, reader, closed } = await whereFor(deps, member, organisation);
  const answered = await deps.index.search(scopes, { text: q, filters: { isOf, inTitle: true }, today: today(deps) });
  const present = await presentOf(deps, answered.hits.slice(0, PROPOSALS), closed);
  return present.map(({ searched }) => resultOf(searched, reader, answered.terms));
}

const today = ({ clock }: SearchDependencies): number => Math.floor(clock().getTime() / DAY);

const MOST_ORGANISATIONS = 12;

function organisationsIn(hits: readonly Hit[]): OfOrganisation[] {
  const found = new Map<string, OfOrganisation>();
  for (const { organisation: key } of hits) {
    const { slug, name } = organisationOf(key) ?? {};
    if (slug === undefined || name === undefined) continue;
    found.set(slug, { slug, name, count: (found.get(slug)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((one, other) => other.count - one.count).slice(0, MOST_ORGANISATIONS);
}

interface Present {
  hit: Hit<SearchedScope>;
  searched: Searched;
}

/**
 * What is found and is still there, in its order: read from where its readers read it, and not from the index. What lies
 * in folders that are closed to her by now is not shown, whatever the index knew.
 */
async function presentOf(
  { table }: SearchDependencies,
  hits: readonly Hit<SearchedScope>[],
  closed: ReadonlySet<string>,
): Promise<Present[]> {
  const places = Map.groupBy(hits, ({ scope, ref }) => `${scope} ${partsOf(ref).source}`);
  const read = await Promise.all(
    [...places].map(async ([place, together]) => {
      const { scope } = together[0] ?? {};
      if (scope === undefined) return [];
      const source = sourceNamed(place.slice(scope.length + 1));
      const ids = together.map(({ ref }) => partsOf(ref).id);
      const found = await source.read(table, scope, ids, { consistent: false });
      return together.flatMap((hit): Present[] => {
        const searched = found.get(partsOf(hit.ref).id);
        return searched && !searched.within?.some((id) => closed.has(id)) ? [{ hit, searched }] : [];
      });
    }),
  );
  const byHit = new Map(read.flat().map((present) => [present.hit, present]));
  return hits.flatMap((hit) => byHit.get(hit) ?? []);
}

/** Around the words: in its own text, else in that of its documents, which is read only then. */
async function excerptIn(
  { readObject }: SearchDependencies,
  { hit, searched }: Present,
  terms: ReadonlySet<string>,
): Promise<readonly Piece[]> {
  const own = excerptOf(searched.text, terms);
  if (own.some(({ isFound }) => isFound) || !searched.documents?.length) return own;
  const file = await readObject(excerptKey(hit.scope, hit.ref));
  const inside = file ? excerptOf(new TextDecoder().decode(file), terms) : [];
  return inside.some(({ isFound }) => isFound) ? inside : own;
}

function resultOf(searched: Searched, reader: Reader, terms: ReadonlySet<string>): Result {
  const { category, title, detail, organisation, audience, groupName, date, address } = searched;
  return {
    category,
    title,
    titlePieces: marked(title, terms),
    detail,
    excerpt: [],
    organisation: organisation && { slug: organisation.slug, name: organisation.name },
    audience,
    groupName,
    date,
    url: address(reader),
  };
}
