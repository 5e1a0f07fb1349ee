/** Making segments: of entries, and of an older segment with a newer one. Pure. */
import { termsOf } from './french.ts';
import { eachPosting, type Facets, type Segment } from './segment.ts';

/** An entry to be found by the words of its title and of its text. */
export interface Indexed extends Facets {
  ref: string;
  title: string;
  text: string;
}

/** Of a text, this much is found: three hundred pages. In characters. */
const LONGEST_TEXT = 1_000_000;
const MOST_TIMES_IN_TITLE = 3;
const MOST_TIMES_IN_TEXT = 255;
const LONGEST_LENGTH = 65_535;

/** Bytes that grow. */
class Bytes {
  private bytes = new Uint8Array(1 << 16);
  length = 0;

  /** A whole number, seven bits a byte. */
  number(value: number): void {
    if (this.length + 5 > this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length] = (rest & 0x7f) | 0x80;
      this.length += 1;
      rest >>>= 7;
    }
    this.bytes[this.length] = rest;
    this.length += 1;
  }

  get whole(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Postings written term after term, in the order of terms. */
class Postings {
  readonly terms: string[] = [];
  private readonly starts: number[] = [];
  private readonly bytes = new Bytes();
  private last = -1;

  begin(term: string): void {
    this.terms.push(term);
    this.starts.push(this.bytes.length);
    this.last = -1;
  }

  add(entry: number, inTitle: number, inText: number): void {
    this.bytes.number(entry - this.last - 1);
    this.bytes.number((inText << 2) | inTitle);
    this.last = entry;
  }

  /** Takes back a term that no entry has any more. */
  endUnlessEmpty(): void {
    if (this.starts.at(-1) !== this.bytes.length) return;
    this.terms.pop();
    this.starts.pop();
  }

  get parts(): Pick<Segment, 'terms' | 'starts' | 'postings'> {
    return {
      terms: this.terms,
      starts: Uint32Array.from([...this.starts, this.bytes.length]),
      postings: this.bytes.whole,
    };
  }
}

/** Numbers of names, given as they come. */
class Names {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }
}

type Described = Pick<Segment, 'refs' | 'categories' | 'audiences' | 'organisations' | 'days' | 'names' | 'lengths'>;

function described(entries: readonly (Facets & { ref: string; length: number })[]): Described {
  const [categories, audiences, organisations] = [new Names(), new Names(), new Names()];
  return {
    refs: entries.map(({ ref }) => ref),
    categories: Uint8Array.from(entries, ({ category }) => categories.numberOf(category)),
    audiences: Uint8Array.from(entries, ({ audience }) => audiences.numberOf(audience)),
    organisations: Uint16Array.from(entries, ({ organisation }) => organisations.numberOf(organisation)),
    days: Uint16Array.from(entries, ({ day }) => day),
    lengths: Uint16Array.from(entries, ({ length }) => Math.min(length, LONGEST_LENGTH)),
    names: { categories: categories.names, audiences: audiences.names, organisations: organisations.names },
  };
}

const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A segment of these entries, each reference once, that takes `removed` away from older ones. */
export function buildSegment(entries: readonly Indexed[], removed: readonly string[] = []): Segment {
  const found = new Map<string, number[]>();
  const lengths = entries.map(({ title, text }, entry) => {
    const [inTitle, inText] = [termsOf(title), termsOf(text.slice(0, LONGEST_TEXT))];
    let length = 0;
    for (const term of new Set([...inTitle.keys(), ...inText.keys()])) {
      const [titles, texts] = [inTitle.get(term) ?? 0, inText.get(term) ?? 0];
      const list = found.get(term) ?? [];
      list.push(entry, Math.min(titles, MOST_TIMES_IN_TITLE), Math.min(texts, MOST_TIMES_IN_TEXT));
      found.set(term, list);
      length += titles + texts;
    }
    return length;
  });
  const postings = new Postings();
  for (const term of [...found.keys()].sort(inOrder)) {
    postings.begin(term);
    const list = found.get(term) ?? [];
    for (let at = 0; at < list.length; at += 3) postings.add(list[at] ?? 0, list[at + 1] ?? 0, list[at + 2] ?? 0);
  }
  const present = new Set(entries.map(({ ref }) => ref));
  return {
    ...described(entries.map((entry, at) => ({ ...entry, length: lengths[at] ?? 0 }))),
    removed: removed.filter((ref) => !present.has(ref)),
    ...postings.parts,
  };
}

/** What an index knows of an entry of a segment. */
export const facetsOf = (segment: Segment, entry: number): Facets => ({
  category: segment.names.categories[segment.categories[entry] ?? 0] ?? '',
  organisation: segment.names.organisations[segment.organisations[entry] ?? 0] ?? '',
  audience: segment.names.audiences[segment.audiences[entry] ?? 0] ?? '',
  day: segment.days[entry] ?? 0,
});

/** Entries of an older segment that a newer one replaces or removes, by their number. */
export function replacedIn(older: Pick<Segment, 'refs'>, newer: Pick<Segment, 'refs' | 'removed'>): Uint8Array {
  const gone = new Set([...newer.refs, ...newer.removed]);
  return Uint8Array.from(older.refs, (ref) => (gone.has(ref) ? 1 : 0));
}

/**
 * One segment of two. `isOldest`: nothing is older than `older`, so that nobody needs to be told what is removed.
 */
export function mergeSegments(older: Segment, newer: Segment, { isOldest }: { isOldest: boolean }): Segment {
  const replaced = replacedIn(older, newer);
  const entries: (Facets & { ref: string; length: number })[] = [];
  const numbers = new Int32Array(older.refs.length).fill(-1);
  for (const [from, ref] of older.refs.entries()) {
    if (replaced[from]) continue;
    numbers[from] = entries.length;
    entries.push({ ref, length: older.lengths[from] ?? 0, ...facetsOf(older, from) });
  }
  const shift = entries.length;
  for (const [from, ref] of newer.refs.entries()) {
    entries.push({ ref, length: newer.lengths[from] ?? 0, ...facetsOf(newer, from) });
  }
  const postings = new Postings();
  const [one, other] = [older.terms, newer.terms];
  for (let at = 0, beside = 0; at < one.length || beside < other.length;) {
    const order = at === one.length ? 1 : beside === other.length ? -1 : inOrder(one[at] ?? '', other[beside] ?? '');
    postings.begin((order <= 0 ? one[at] : other[beside]) ?? '');
    if (order <= 0) {
      eachPosting(older, at, (entry, inTitle, inText) => {
        const number = numbers[entry] ?? -1;
        if (number >= 0) postings.add(number, inTitle, inText);
      });
      at += 1;
    }
    if (order >= 0) {
      eachPosting(newer, beside, (entry, inTitle, inText) => postings.add(shift + entry, inTitle, inText));
      beside += 1;
    }
    postings.endUnlessEmpty();
  }
  const present = new Set(newer.refs);
  const removed = isOldest ? [] : [...new Set([...older.removed, ...newer.removed])].filter((ref) => !present.has(ref));
  return { ...described(entries), removed, ...postings.parts };
}
