/** Decisions about diffusion: who is due, what a digest covers, when an address stops. Pure. */
import { DAY, HOUR } from '../../platform/clock.ts';

/** Each organisation's first list: what it publishes for everybody. */
export const MAIN_LIST = 'principale';

/** Readers are spread over ten partitions of the index, so that none grows hot. */
export const SHARDS = 10;

/** The partition of readers that a digest of the morning asks for. */
export const dueQueue = (shard: number): string => `due#daily-07#${shard}`;

/** Where a reader stands: by her key, evenly. */
export const shardOf = (subscriber: string): number =>
  [...subscriber].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7) % SHARDS;

/** The first digest of a territory looks back a week; so does one after a long stop. */
const LOOK_BACK = 7 * DAY;

/** What a digest covers: after `from`, up to `to`, both ISO 8601. Nothing is sent twice, nothing falls between two. */
export interface Period {
  from: string;
  to: string;
}

export function periodOf(lastCut: string | undefined, now: Date): Period {
  const earliest = new Date(now.getTime() - LOOK_BACK).toISOString();
  return { from: lastCut && lastCut > earliest ? lastCut : earliest, to: now.toISOString() };
}

/** A confirmation mail again to the same address for the same list: not before ten minutes. */
export const CONFIRMATION_INTERVAL = 10 * 60 * 1000;
/** Subscriptions asked for from one address of the network, within an hour. */
export const MOST_REQUESTS_AN_HOUR = 20;
/** A request not confirmed is forgotten after seven days. */
export const CONFIRMATION_LIFE = 7 * DAY;

export const SUBSCRIBER_STATES = ['active', 'suspended', 'stopped'] as const;
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number];

/** Why an address no longer receives. */
export const STOP_REASONS = ['bounce', 'complaint', 'soft-bounces'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Transient failures of an address. Times in ISO 8601. */
export interface Bounces {
  softBounces: number;
  lastSoftBounceAt?: string | undefined;
}

export const MOST_SOFT_BOUNCES = 5;

/** One more transient failure: counted at most once a day; five suspend the address. */
export function afterSoftBounce(bounces: Bounces, now: Date): Bounces & { suspended: boolean } {
  const { lastSoftBounceAt: last } = bounces;
  const counted = last === undefined || now.getTime() - Date.parse(last) >= DAY;
  const softBounces = bounces.softBounces + (counted ? 1 : 0);
  return {
    softBounces,
    lastSoftBounceAt: counted ? now.toISOString() : last,
    suspended: softBounces >= MOST_SOFT_BOUNCES,
  };
}

/** Without a failure for a week the count starts again. */
export const bouncesForgotten = ({ lastSoftBounceAt: last }: Bounces, now: Date): boolean =>
  last !== undefined && now.getTime() - Date.parse(last) >= 7 * DAY;

/** Hour of the day in Paris at which the morning's digest leaves. */
export const DIGEST_HOUR = 7;

const PARIS_HOUR = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', hourCycle: 'h23' });

/** When the next morning's digest leaves: on the day the clocks change too. */
export function nextDigestAt(now: Date): Date {
  const next = new Date(now.getTime());
  next.setUTCMinutes(0, 0, 0);
  do next.setTime(next.getTime() + HOUR);
  while (Number(PARIS_HOUR.format(next).replace(/\D/g, '')) !== DIGEST_HOUR);
  return next;
}
