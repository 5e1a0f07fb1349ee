/** What is found in segments, the best first. Pure. */
import { facetsOf } from './building.ts';
import { termsMeant, type Typed, typedWords } from './nearby.ts';
import { eachPosting, type Facets, type Segment } from './segment.ts';

/** A segment of somebody's, with what newer ones take away from it. */
export interface Layer<Scope extends string = string> {
  scope: Scope;
  segment: Segment;
  /** 1 for an entry that is replaced or removed. */
  replaced: Uint8Array;
}

/** What to keep of what is found. Days are included. */
export interface Filters {
  categories?: readonly string[] | undefined;
  /** Whether entries of that organisation are kept. */
  isOf?: ((organisation: string) => boolean) | undefined;
  audience?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** What has the words in its title, and nothing else. */
  inTitle?: boolean | undefined;
}

export interface Hit<Scope extends string = string> extends Facets {
  scope: Scope;
  ref: string;
  score: number;
}

export interface Ranked<Scope extends string = string> {
  /** With the filters, the best first. */
  hits: Hit<Scope>[];
  /** How many there are in each category, whatever category is asked for. */
  counts: ReadonlyMap<string, number>;
  /** `all`: with every word; `close`: with a word much like one that was typed; `some`: with some of the words only. */
  manner: 'all' | 'close' | 'some';
  /** The terms that were found, to be marked. */
  terms: ReadonlySet<string>;
}

/** Okapi BM25: how fast a repeated word stops to count, and how much longer texts count less. */
const SATURATION = 1.2;
const LENGTH = 0.6;
/** A word in a title counts as so many in the text. */
const TITLE = 6;
/** What is of this year counts more, by at most so much; half of that after a year. */
const RECENT = 0.3;
const YEAR = 365;

/** What has the words typed, in these layers. `today`: in days since 1970. */
export function rank<Scope extends string>(
  layers: readonly Layer<Scope>[],
  text: string,
  filters: Filters,
  today: number,
): Ranked<Scope> {
  const words = typedWords(text);
  const terms = new Set<string>();
  if (words.length === 0) return { hits: [], counts: new Map(), manner: 'all', terms };
  for (const manner of ['all', 'close', 'some'] as const) {
    const ranked = withWords(layers, words, { manner, today, inTitle: filters.inTitle ?? false });
    const inPlace = ranked.hits.filter((hit) => isWithin(hit, { ...filters, categories: undefined }));
    if (inPlace.length === 0 && manner !== 'some') continue;
    const counts = new Map<string, number>();
    for (const { category } of inPlace) counts.set(category, (counts.get(category) ?? 0) + 1);
    const hits = inPlace.filter((hit) => isWithin(hit, filters));
    return { hits: hits.sort(bestFirst), counts, manner, terms: ranked.terms };
  }
  throw new Error('The last manner answers.');
}

const bestFirst = (one: Hit, other: Hit): number =>
  other.score - one.score || other.day - one.day || (one.ref < other.ref ? -1 : 1);

const isWithin = ({ category, organisation, audience, day }: Facets, filters: Filters): boolean =>
  (filters.categories === undefined || filters.categories.includes(category)) &&
  (filters.isOf === undefined || filters.isOf(organisation)) &&
  (filters.audience === undefined || filters.audience === audience) &&
  (filters.from === undefined || day >= filters.from) &&
  (filters.to === undefined || (day > 0 && day <= filters.to));

/** Entries of one layer that have a word, and how well. */
interface Found {
  scores: Float32Array;
  words: Uint8Array;
}

function withWords<Scope extends string>(
  layers: readonly Layer<Scope>[],
  words: readonly Typed[],
  { manner, today, inTitle }: { manner: Ranked['manner']; today: number; inTitle: boolean },
): { hits: Hit<Scope>[]; terms: Set<string> } {
  const terms = new Set<string>();
  const entries = layers.reduce((sum, { segment }) => sum + segment.refs.length, 0);
  const lengths = layers.reduce((sum, { segment }) => sum + segment.lengths.reduce((all, one) => all + one, 0), 0);
  const usual = Math.max(lengths / Math.max(entries, 1), 1);
  const found: Found[] = layers.map(({ segment }) => ({
    scores: new Float32Array(segment.refs.length),
    words: new Uint8Array(segment.refs.length),
  }));
  for (const word of words) {
    addWord(layers, found, word, { isClose: manner !== 'all', inTitle, entries, usual, terms });
  }
  const least = manner === 'some' ? 1 : words.length;
  const hits = layers.flatMap((layer, at) => hitsOf(layer, found[at], least, today));
  return { hits, terms };
}

function hitsOf<Scope extends string>(
  { scope, segment, replaced }: Layer<Scope>,
  found: Found | undefined,
  least: number,
  today: number,
): Hit<Scope>[] {
  const hits: Hit<Scope>[] = [];
  for (const [entry, ref] of segment.refs.entries()) {
    const words = found?.words[entry] ?? 0;
    if (words < least || replaced[entry]) continue;
    const facets = facetsOf(segment, entry);
    const age = facets.day === 0 ? Infinity : Math.max(today - facets.day, 0);
    // With some of the words only, more of them count before all else.
    const score = (found?.scores[entry] ?? 0) * (1 + RECENT * 2 ** (-age / YEAR)) * words ** 2;
    hits.push({ scope, ref, score, ...facets });
  }
  return hits;
}

interface WordOptions {
  isClose: boolean;
  inTitle: boolean;
  /** How many there are in all layers. */
  entries: number;
  /** Words of a usual entry. */
  usual: number;
  /** The terms that are found, added here. */
  terms: Set<string>;
}

/** Adds what one word says to what is found in all layers, so that its rarity is one in all of them. */
function addWord(
  layers: readonly Layer[],
  found: readonly Found[],
  word: Typed,
  { isClose, inTitle: inTitleOnly, entries, usual, terms }: WordOptions,
): void {
  const best = layers.map(({ segment }) => new Float32Array(segment.refs.length));
  let have = 0;
  for (const [at, { segment, replaced }] of layers.entries()) {
    const scores = best[at];
    if (!scores) continue;
    for (const [term, weight] of termsMeant(segment, word, { isClose })) {
      terms.add(segment.terms[term] ?? '');
      eachPosting(segment, term, (entry, inTitle, inText) => {
        if (replaced[entry] || (inTitleOnly && inTitle === 0)) return;
        const often = inTitle * TITLE + inText;
        const long = 1 - LENGTH + (LENGTH * (segment.lengths[entry] ?? 0)) / usual;
        const score = weight * ((often * (SATURATION + 1)) / (often + SATURATION * long));
        if ((scores[entry] ?? 0) === 0) have += 1;
        if (score > (scores[entry] ?? 0)) scores[entry] = score;
      });
    }
  }
  const rarity = Math.log(1 + (entries - have + 0.5) / (have + 0.5));
  for (const [at, scores] of best.entries()) {
    const all = found[at];
    if (!all) continue;
    for (const [entry, score] of scores.entries()) {
      if (score === 0) continue;
      all.scores[entry] = (all.scores[entry] ?? 0) + score * rarity;
      all.words[entry] = (all.words[entry] ?? 0) + 1;
    }
  }
}
