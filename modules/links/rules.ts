/** Decisions about links for people without account: how long they last, how much they take. Pure. */
import { DAY, HOUR } from '../../platform/clock.ts';

/** `read`: opens a file or a folder; `deposit`: takes files into a folder, and shows nothing of it. */
export const LINK_KINDS = ['read', 'deposit'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** How long a link may last. In days. */
export const LIFETIMES = [1, 7, 30, 90, 365] as const;
export const USUAL_LIFETIME = 30;

/** How many files a link may take, and of which size at most. In bytes. */
export const FILES_TAKEN = [1, 5, 20, 100] as const;
export const USUAL_FILES = 20;
const MEBIBYTE = 1024 * 1024;
export const SIZES_TAKEN = [10 * MEBIBYTE, 50 * MEBIBYTE, 150 * MEBIBYTE] as const;
export const USUAL_SIZE = 50 * MEBIBYTE;

/** A link that is over is listed for so long, with what went through it. */
export const LISTED_AFTER = 60 * DAY;

/** Shortest password. In characters. */
export const SHORTEST_PASSWORD = 8;

/** Wrong passwords: as many from one place in an hour, and as many of one link in a day. */
export const TRIES_FROM_PLACE = { most: 10, keptFor: HOUR } as const;
export const TRIES_OF_LINK = { most: 100, keptFor: DAY } as const;

/** Deposits begun by a link from one place in an hour: each keeps a name and a message. */
export const DEPOSITS_FROM_PLACE = { most: 20, keptFor: HOUR } as const;
/** And by a link in a day, wherever they are from: as many as it may take files, one each. */
export const DEPOSITS_OF_LINK = { most: 100, keptFor: DAY } as const;

/** How long whoever gave the password is not asked again. */
export const ENTERED_FOR = 2 * HOUR;

export type LinkState = 'open' | 'expired' | 'withdrawn';

export function stateOf(link: { expiresAt: string; withdrawn?: unknown }, now: Date): LinkState {
  if (link.withdrawn !== undefined) return 'withdrawn';
  return Date.parse(link.expiresAt) <= now.getTime() ? 'expired' : 'open';
}
