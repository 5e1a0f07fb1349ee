/** Decisions of sign-in: when an address is locked, which passwords and return addresses are accepted. */

/** After five failures in a row an address waits a quarter of an hour. */
export const MOST_FAILURES = 5;
export const LOCK_MINUTES = 15;
const LOCK = LOCK_MINUTES * 60 * 1000;

/** Failures in a row for one address. Times in ISO 8601. */
export interface Attempts {
  failures: number;
  lastAt: string;
}

/** Milliseconds before another try; 0 when one may try now. */
export function waitBeforeTrying(attempts: Attempts | undefined, now: Date): number {
  if (!attempts || attempts.failures < MOST_FAILURES) return 0;
  return Math.max(0, Date.parse(attempts.lastAt) + LOCK - now.getTime());
}

/** True when earlier failures no longer count: the lock they led to, or could have led to, is over. */
export const isForgotten = (attempts: Attempts, now: Date): boolean =>
  Date.parse(attempts.lastAt) + LOCK <= now.getTime();

/** Shortest password. The pool's policy says the same (`lib/constructs/users.ts`); a test compares them. */
export const SHORTEST_PASSWORD = 12;

/** Fewer different characters are a repetition, whatever the length. */
const FEWEST_CHARACTERS = 5;

/** Long, and no mere repetition; at most 256 characters, Cognito's limit. Length protects better than signs. */
export const isStrongPassword = (password: string): boolean =>
  password.length >= SHORTEST_PASSWORD &&
  password.length <= 256 &&
  new Set(password.toLowerCase()).size >= FEWEST_CHARACTERS;

/** Where to go after sign-in: a path of this site, or nothing. `//host` and `/\host` leave the site. */
export const isLocalPath = (path: string): boolean => /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= 2000;
