/**
 * The text of documents that an entry is found by, kept for its excerpts beside the index of each scope that finds it:
 * whoever reads the one may read the other, and the index stays small.
 */
import type { Files } from '../files.ts';
import { segmentKey } from './shelf.ts';
import type { SearchedScope } from './source.ts';

/** An excerpt is taken from so much of a text. In characters: a hundred pages. */
const KEPT = 400_000;

/** Where the text of an entry is: `search/net/text/publication/214701682/pub_01K…`. */
export const excerptKey = (scope: SearchedScope, ref: string): string =>
  segmentKey(scope, `text/${ref.replace(':', '/')}`);

export const keepExcerptText = (files: Pick<Files, 'put'>, scope: SearchedScope, ref: string, text: string) =>
  files.put(
    excerptKey(scope, ref),
    new TextEncoder().encode(text.slice(0, KEPT).replace(/\s+/g, ' ')),
    'text/plain; charset=utf-8',
  );

/** Of an entry that has none, nothing. */
export const forgetExcerptText = (files: Pick<Files, 'remove'>, scope: SearchedScope, ref: string): Promise<void> =>
  files.remove(excerptKey(scope, ref));
