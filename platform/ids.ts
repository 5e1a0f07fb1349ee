import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** What an id names: the prefix lets a person reading a log know it. */
export type IdPrefix = 'pub' | 'doc' | 'lst' | 'sgn' | 'inv' | 'mel' | 'run' | 'ssn' | 'unt';

/** A new id, ordered by time within its prefix: `pub_01K…` (26 characters after the prefix). */
export const newId = (prefix: IdPrefix, now: Date = new Date()): string => `${prefix}_${next(now.getTime())}`;

/** True when the text has the form of an id of that prefix: nothing else may reach a key. */
export const isId = (prefix: IdPrefix, text: string): boolean =>
  text.startsWith(`${prefix}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text.slice(prefix.length + 1));
