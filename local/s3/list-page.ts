/** One page of a listing, apart from where the keys come from. */

export interface ListQuery {
  prefix: string;
  /** Keys that hold it beyond the prefix are rolled up; empty for none. */
  delimiter: string;
  /** Everything up to it has been listed. */
  after: ListPosition | undefined;
  maxKeys: number;
}

/** Where a page ended: at a key, or at a rolled-up prefix with all the keys under it. */
export interface ListPosition {
  at: string;
  rolledUp: boolean;
}

export interface ListPage<T> {
  items: T[];
  commonPrefixes: string[];
  /** Where the next page begins, if there is more. */
  next: ListPosition | undefined;
}

/**
 * @param keys in the order of {@link compareKeys}.
 * @param itemOf what a key lists as, undefined for a key that is not to be seen.
 */
export function listPage<T>(
  keys: readonly string[],
  query: ListQuery,
  compare: (left: string, right: string) => number,
  itemOf: (key: string) => T | undefined,
): ListPage<T> {
  const page: ListPage<T> = { items: [], commonPrefixes: [], next: undefined };
  const { prefix, delimiter, after, maxKeys } = query;
  let last: ListPosition | undefined = after;
  for (let position = firstAtOrAfter(keys, startOf(query), compare); position < keys.length; position += 1) {
    const key = keys[position] ?? '';
    if (!key.startsWith(prefix)) break;
    if (after && (compare(key, after.at) <= 0 || (after.rolledUp && key.startsWith(after.at)))) continue;
    const rolled = rolledUpPrefix(key, prefix, delimiter);
    if (rolled !== undefined && rolled === page.commonPrefixes.at(-1)) continue;
    // S3 leaves out a rolled-up prefix that does not come after `start-after`.
    if (rolled !== undefined && after && compare(rolled, after.at) <= 0) continue;
    const item = itemOf(key);
    if (item === undefined) continue;
    if (page.items.length + page.commonPrefixes.length >= maxKeys)
      return { ...page, next: maxKeys > 0 ? last : undefined };
    if (rolled === undefined) page.items.push(item);
    else page.commonPrefixes.push(rolled);
    last = { at: rolled ?? key, rolledUp: rolled !== undefined };
  }
  return page;
}

const startOf = ({ prefix, after }: ListQuery): string =>
  after && after.at > prefix && after.at.startsWith(prefix) ? after.at : prefix;

function rolledUpPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const found = key.indexOf(delimiter, prefix.length);
  return found < 0 ? undefined : key.slice(0, found + delimiter.length);
}

function firstAtOrAfter(
  keys: readonly string[],
  wanted: string,
  compare: (left: string, right: string) => number,
): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(keys[middle] ?? '', wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The position as clients carry it, opaque to them. */
export const tokenOf = (position: ListPosition): string =>
  Buffer.from(`${position.rolledUp ? 'p' : 'k'}${position.at}`).toString('base64url');

/** Undefined for what is no token of ours. */
export function positionOf(token: string): ListPosition | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^[pk]/.test(text) || tokenOf({ at: text.slice(1), rolledUp: text.startsWith('p') }) !== token) return undefined;
  return { at: text.slice(1), rolledUp: text.startsWith('p') };
}
