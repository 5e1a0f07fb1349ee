/** Which terms of an index a typed word may stand for. Pure. */
import { plainWord, termOf, wordsOf } from './french.ts';
import { type Segment, termFrom } from './segment.ts';

/** How many typing errors there may be in a word of that length: letters too many, missing, changed, or two that changed places. */
const errorsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * How many such errors lie between two words; more than `most` when it is more.
 * Optimal string alignment: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance
 */
export function errorsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [new Array<number>(), Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, last] = [last, line];
  }
  return last[other.length] ?? 0;
}

/** A word as typed. */
export interface Typed {
  /** Its term: all forms of the word. */
  term: string;
  /** Its letters, without accents. */
  plain: string;
  /** She may be in the middle of it. */
  isLast: boolean;
}

/** The words typed that say something, 8 at most. */
export function typedWords(text: string): Typed[] {
  const words = wordsOf(text).flatMap(({ text: word }) => {
    const term = termOf(word);
    return term === undefined ? [] : [{ term, plain: plainWord(word), isLast: false }];
  });
  const kept = words.slice(0, 8);
  const last = kept.at(-1);
  return last ? [...kept.slice(0, -1), { ...last, isLast: true }] : [];
}

/** How much what is found under a term counts. */
const EXACT = 1;
const BEGUN = 0.5;
const CLOSE = 0.35;
const MOST_BEGUN = 200;
const SHORTEST_BEGINNING = 2;
/** Endings taken off a term are at most so long: « delibérat » leads to « deliber ». */
const LONGEST_ENDING = 5;
const SHORTEST_STEM = 4;

/** Terms of a segment that a word stands for, by their number, and how much each counts. */
export function termsMeant(segment: Segment, word: Typed, { isClose }: { isClose: boolean }): Map<number, number> {
  const meant = new Map<number, number>();
  const add = (term: number, weight: number) => meant.set(term, Math.max(meant.get(term) ?? 0, weight));
  const exact = termFrom(segment, word.term);
  if (segment.terms[exact] === word.term) add(exact, EXACT);
  if (word.isLast && word.plain.length >= SHORTEST_BEGINNING) {
    for (let at = termFrom(segment, word.plain), most = at + MOST_BEGUN; at < most; at += 1) {
      if (!segment.terms[at]?.startsWith(word.plain)) break;
      add(at, segment.terms[at] === word.term ? EXACT : BEGUN);
    }
    const shortest = Math.max(SHORTEST_STEM, word.plain.length - LONGEST_ENDING);
    for (let length = word.plain.length - 1; length >= shortest; length -= 1) {
      const stem = word.plain.slice(0, length);
      const at = termFrom(segment, stem);
      if (segment.terms[at] === stem) add(at, BEGUN);
    }
  }
  if (isClose) for (const [at, errors] of closeTo(segment, word)) add(at, CLOSE / errors);
  return meant;
}

/** Terms that a few errors lead to; numbers have none. They begin with one of the first two letters typed. */
function closeTo({ terms }: Segment, { term, plain }: Typed): [number, number][] {
  const most = errorsAllowed(plain.length);
  if (most === 0 || /\d/.test(term)) return [];
  const begins = new Set([term[0], term[1]]);
  return terms.flatMap((other, at): [number, number][] => {
    if (Math.abs(other.length - term.length) > most || !begins.has(other[0])) return [];
    const errors = errorsBetween(term, other, most);
    return errors > 0 && errors <= most ? [[at, errors]] : [];
  });
}
