/**
 * A part of an index as it is kept: one file, read without being parsed. Once made it never changes; what is newer
 * stands in a newer segment, whose entries take the place of older ones of the same reference.
 */

/** What an index knows of an entry besides its words. */
export interface Facets {
  /** A word of addresses: `actes`, `personnes`. */
  category: string;
  /** Which organisation it is of, as its source names it; empty when of none. */
  organisation: string;
  audience: string;
  /** Days since 1970; 0 when it has no date. */
  day: number;
}

export interface Segment {
  /** References of its entries, by their number. */
  refs: readonly string[];
  /** References that it takes away from older segments. */
  removed: readonly string[];
  /** Facets by the number of the entry: numbers of `names`, and days. */
  categories: Uint8Array;
  audiences: Uint8Array;
  organisations: Uint16Array;
  days: Uint16Array;
  names: { categories: readonly string[]; audiences: readonly string[]; organisations: readonly string[] };
  /** How many words each entry has, 65,535 at most. */
  lengths: Uint16Array;
  /** In the order of their characters. */
  terms: readonly string[];
  /** Where the postings of each term begin; one more, where the last ends. */
  starts: Uint32Array;
  /** For each entry with the term, in order: how far it is from the one before, and how often it is there. */
  postings: Uint8Array;
}

/** Raised when a file is not a segment of this version. */
export class NotASegment extends Error {
  constructor(cause?: unknown) {
    super('The file is no segment of an index.', { cause });
    this.name = 'NotASegment';
  }
}

const MAGIC = 'parvis-index-1';
const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

const lines = (texts: readonly string[]): Uint8Array => utf8.encoder.encode(texts.join('\n'));
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The segment as one file: the sizes of its parts on a first line, then the parts. */
export function encodeSegment(segment: Segment): Uint8Array {
  const { names } = segment;
  const parts = [
    lines(segment.refs),
    lines(segment.removed),
    segment.categories,
    segment.audiences,
    bytesOf(segment.organisations),
    bytesOf(segment.days),
    lines(names.categories),
    lines(names.audiences),
    lines(names.organisations),
    bytesOf(segment.lengths),
    lines(segment.terms),
    bytesOf(segment.starts),
    segment.postings,
  ];
  const head = utf8.encoder.encode(`${[MAGIC, ...parts.map(({ length }) => length)].join(' ')}\n`);
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, head.length));
  whole.set(head);
  let at = head.length;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const PARTS = 13;

/** @throws {NotASegment} */
export function decodeSegment(file: Uint8Array): Segment {
  const end = file.subarray(0, 400).indexOf(10);
  const [magic, ...sizes] = utf8.decoder.decode(file.subarray(0, Math.max(end, 0))).split(' ');
  const lengths = sizes.map(Number);
  const size = lengths.reduce((sum, length) => sum + length, end + 1);
  if (magic !== MAGIC || lengths.length !== PARTS || size !== file.length) throw new NotASegment();
  let at = end + 1;
  const next = (): Uint8Array => {
    const from = at;
    at += lengths.shift() ?? 0;
    return file.subarray(from, at);
  };
  const texts = (): string[] => {
    const part = next();
    return part.length === 0 ? [] : utf8.decoder.decode(part).split('\n');
  };
  // Copied: numbers of several bytes begin at multiples of their size.
  const numbers = (): ArrayBuffer => Uint8Array.from(next()).buffer;
  return {
    refs: texts(),
    removed: texts(),
    categories: next(),
    audiences: next(),
    organisations: new Uint16Array(numbers()),
    days: new Uint16Array(numbers()),
    names: { categories: texts(), audiences: texts(), organisations: texts() },
    lengths: new Uint16Array(numbers()),
    terms: texts(),
    starts: new Uint32Array(numbers()),
    postings: next(),
  };
}

/** The number of the first term that is not before `term`. */
export function termFrom({ terms }: Pick<Segment, 'terms'>, term: string): number {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] ?? '') < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls back for each entry with a term: its number, how often the term is in the title (3 at most) and in the text. */
export function eachPosting(
  { starts, postings }: Pick<Segment, 'starts' | 'postings'>,
  term: number,
  told: (entry: number, inTitle: number, inText: number) => void,
): void {
  let at = starts[term] ?? 0;
  const end = starts[term + 1] ?? at;
  let entry = -1;
  const number = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = postings[at] ?? 0;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
  };
  while (at < end) {
    entry += number() + 1;
    const often = number();
    told(entry, often & 3, often >>> 2);
  }
}
