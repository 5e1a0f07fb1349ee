/** How each type of document is read, and what may follow what. */
import type { ReadingState } from '../documents/index.ts';

/** How the text of a type is got. `picture`: it has none of its own, what is seen on it is recognised. */
export type Reader = 'pdf' | 'word' | 'excel' | 'powerpoint' | 'opendocument' | 'html' | 'plain' | 'picture';

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^application\/pdf$/, 'pdf'],
  [/^image\//, 'picture'],
  [/wordprocessingml|ms-word/, 'word'],
  [/spreadsheetml|ms-excel/, 'excel'],
  [/presentationml|ms-powerpoint/, 'powerpoint'],
  [/opendocument/, 'opendocument'],
  [/^text\/html$/, 'html'],
  [/^text\//, 'plain'],
];

/** Undefined for a type whose text cannot be read. */
export const readerOf = (type: string): Reader | undefined => READERS.find(([pattern]) => pattern.test(type))?.[1];

/** PDFs above this are not opened: they take several times their size in memory. In bytes: 64 MiB. */
export const LARGEST_READ_PDF = 64 * 1024 * 1024;

/** Pages of one document that are read as pictures: each takes seconds. The number of the others is said. */
export const MOST_RECOGNISED = 60;

/** A document that ended its reader that often at the same point is not tried again by itself. */
export const MOST_READINGS = 3;

interface Transition {
  from: readonly ReadingState[];
  to: ReadingState;
}

/** Each step of a reading and the states it may start from. */
export const STEPS: Readonly<Record<'begin' | 'finish' | 'findNothing' | 'recognise' | 'fail', Transition>> = {
  /** Again from `reading` when the reader was cut short. */
  begin: { from: ['awaited', 'reading'], to: 'reading' },
  finish: { from: ['reading', 'recognising'], to: 'done' },
  findNothing: { from: ['reading', 'recognising'], to: 'none' },
  recognise: { from: ['reading'], to: 'recognising' },
  fail: { from: ['awaited', 'reading', 'recognising'], to: 'failed' },
};

/** A text with nothing but signs is none. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
