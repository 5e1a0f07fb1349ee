/** The words of a text around what was looked for. Pure; escaped where it is shown. */
import { termOf, type Word, wordsOf } from './french.ts';

/** A piece of text; `isFound`: it was looked for. */
export interface Piece {
  text: string;
  isFound: boolean;
}

/** Of a long text, this much is looked through. In characters. */
const LOOKED_THROUGH = 200_000;

const isTerm = ({ text }: Word, terms: ReadonlySet<string>): boolean => {
  const term = termOf(text);
  return term !== undefined && terms.has(term);
};

const asPieces = (text: string, found: readonly Word[], from: number, to: number): Piece[] => {
  const pieces: Piece[] = [];
  let at = from;
  for (const { start, end } of found.filter((word) => word.start >= from && word.end <= to)) {
    if (start > at) pieces.push({ text: text.slice(at, start), isFound: false });
    pieces.push({ text: text.slice(start, end), isFound: true });
    at = end;
  }
  if (at < to) pieces.push({ text: text.slice(at, to), isFound: false });
  return pieces;
};

/** The whole of a short text, what was looked for apart. */
export const marked = (text: string, terms: ReadonlySet<string>): Piece[] =>
  asPieces(
    text,
    wordsOf(text).filter((word) => isTerm(word, terms)),
    0,
    text.length,
  );

/** Where most of what was looked for stands together, within `length` characters. */
function densest(found: readonly Word[], length: number): number {
  let [best, most] = [0, 0];
  for (const [at, { start }] of found.entries()) {
    const terms = new Set<string | undefined>();
    for (let next = at; next < found.length && (found[next]?.end ?? 0) <= start + length; next += 1) {
      terms.add(termOf(found[next]?.text ?? ''));
    }
    if (terms.size > most) [best, most] = [start, terms.size];
  }
  return best;
}

/**
 * About `length` characters around what was looked for, from one word to another; the beginning of the text when it is
 * not in it.
 */
export function excerptOf(whole: string, terms: ReadonlySet<string>, length = 220): Piece[] {
  const text = whole.slice(0, LOOKED_THROUGH).replace(/\s+/g, ' ').trim();
  const words = wordsOf(text);
  const found = words.filter((word) => isTerm(word, terms));
  const near = Math.max(densest(found, length * 0.7) - length * 0.3, 0);
  const from = near === 0 ? 0 : (words.find(({ start }) => start >= near)?.start ?? 0);
  const to = text.length <= from + length ? text.length : (words.findLast(({ end }) => end <= from + length)?.end ?? 0);
  const pieces = asPieces(text, found, from, Math.max(to, from));
  return [
    ...(from > 0 ? [{ text: '… ', isFound: false }] : []),
    ...pieces,
    ...(to < text.length ? [{ text: ' …', isFound: false }] : []),
  ];
}
