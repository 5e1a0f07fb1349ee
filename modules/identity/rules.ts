/** Decisions of sign-in: when an address is locked, which passwords and return addresses are accepted. */
import { MINUTE } from '../../platform/clock.ts';
import type { SignInPolicy } from '../../platform/sign-in-policy.ts';

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

/** What is tried first: runs of the keyboard and of the alphabet, from four signs on, and words that everybody takes. */
const RUNS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertyuiop'];
const SHORTEST_RUN = 4;
const COMMON = ['motdepasse', 'mot de passe', 'password', 'bonjour', 'mairie', 'secret', 'admin', 'parvis'];

/** Of a password that has some of these, this much has to be its own. In characters. */
const FEWEST_OWN = 6;

/** What is left of a password without what is tried first. */
function ownPart(password: string): string {
  let left = COMMON.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase());
  for (const run of RUNS) {
    for (let length = run.length; length >= SHORTEST_RUN; length -= 1) {
      for (let at = 0; at + length <= run.length; at += 1) left = left.replaceAll(run.slice(at, at + length), '');
    }
  }
  return left;
}

/** Long, no mere repetition nor run; at most 256 characters, Cognito's limit. Length protects better than signs. */
export const isStrongPassword = (password: string): boolean =>
  password.length >= SHORTEST_PASSWORD &&
  password.length <= 256 &&
  new Set(password.toLowerCase()).size >= FEWEST_CHARACTERS &&
  ownPart(password).length >= FEWEST_OWN;

/** Where to go after sign-in: a path of this site, or nothing. `//host` and `/\host` leave the site. */
export const isLocalPath = (path: string): boolean => /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= 2000;

/** A code sent to a mailbox serves once, ten minutes, in five tries. */
export const CODE_MINUTES = 10;
export const CODE_LIFE = CODE_MINUTES * MINUTE;
export const MOST_CODE_TRIES = 5;

/** Codes asked for within an hour. A whole town hall may come from one place; nobody may fill a mailbox. */
export const MOST_CODES = { fromOnePlace: 60, forOneFromOnePlace: 5, forOne: 15 } as const;

/** Whether a code from the mailbox lets her in: one of her organisations signs in so. Else she is told how. */
export const wayInByMail = (memberships: readonly { signIn?: SignInPolicy }[]): 'code' | 'elsewhere' =>
  memberships.some(({ signIn }) => signIn?.method === 'code') ? 'code' : 'elsewhere';

/** Times at which somebody opened a session, in ISO 8601. */
export interface SignIns {
  lastSignInAt?: string | undefined;
  previousSignInAt?: string | undefined;
}

/** The last time that a session was opened, other than the one that asks. */
export const lastOther = ({ lastSignInAt, previousSignInAt }: SignIns, openedAt: string): string | undefined =>
  lastSignInAt && lastSignInAt > openedAt ? lastSignInAt : previousSignInAt;
