import { createHash } from 'node:crypto';
import { encodeTime, monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** What an id names: the prefix lets a person reading a log know it. */
export type IdPrefix =
  | 'pub'
  | 'doc'
  | 'lst'
  | 'sgn'
  | 'inv'
  | 'grp'
  | 'mel'
  | 'run'
  | 'ssn'
  | 'unt'
  | 'jnl'
  | 'msg'
  | 'exp'
  | 'jrq'
  | 'adr'
  | 'fol'
  | 'fil'
  | 'lnk';

/** A new id, ordered by time within its prefix: `pub_01K…` (26 characters after the prefix). */
export const newId = (prefix: IdPrefix, now: Date = new Date()): string => `${prefix}_${next(now.getTime())}`;

/** Before every id made from that moment on, and after those made before it. */
export const idAt = (prefix: IdPrefix, moment: Date): string => `${prefix}_${encodeTime(moment.getTime())}`;

/** True when the text has the form of an id of that prefix: nothing else may reach a key. */
export const isId = (prefix: IdPrefix, text: string): boolean =>
  text.startsWith(`${prefix}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text.slice(prefix.length + 1));

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id that this text always gives, for what may be told twice and must be done once. Not ordered by time. */
export function idOf(prefix: IdPrefix, text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 26);
  return `${prefix}_${[...bytes].map((byte) => ALPHABET[byte % 32]).join('')}`;
}
