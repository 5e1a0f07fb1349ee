/** Decisions about diffusion: who is due, what a digest covers, when an address stops. Pure. */
import { DAY, HOUR } from '../../platform/clock.ts';
import { inParis } from '../../platform/paris.ts';

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

/** What a digest covers: from `from` on, before `to`, both ISO 8601. Nothing is sent twice, nothing falls between two. */
export interface Period {
  from: string;
  to: string;
}

/** Another run may have moved the cut after `now` was looked at: then nothing is left to cover. */
export function periodOf(lastCut: string | undefined, now: Date): Period {
  const earliest = new Date(now.getTime() - LOOK_BACK).toISOString();
  const from = lastCut && lastCut > earliest ? lastCut : earliest;
  const present = now.toISOString();
  return { from, to: present > from ? present : from };
}

/** A confirmation mail again to the same address for the same list: not before ten minutes. */
export const CONFIRMATION_INTERVAL = 10 * 60 * 1000;
/** Subscriptions asked for from one address of the network, within an hour: a room in training shares one. */
export const MOST_REQUESTS_AN_HOUR = 60;
/** A request not confirmed is forgotten after seven days. */
export const CONFIRMATION_LIFE = 7 * DAY;

/** How long a mark of delivery is kept: it keeps a repeated message from leaving twice. */
export const DELIVERY_LIFE = 60 * DAY;
/** How long the runs are shown to the operator. */
export const RUN_LIFE = 400 * DAY;
/**
 * What is published now is dated some milliseconds before it can be read: a run reads that long after its end. In
 * milliseconds.
 */
export const SETTLING = 3_000;

/** Publications of one organisation in one letter; the rest is a link to its page. */
export const MOST_PUBLICATIONS = 30;

export const SUBSCRIBER_STATES = ['active', 'suspended', 'stopped'] as const;
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number];

/** Why an address no longer receives. */
export const STOP_REASONS = ['bounce', 'complaint', 'soft-bounces'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Transient failures of an address. Times in ISO 8601. */
export interface Bounces {
  softBounces: number;
  lastSoftBounceAt?: string | undefined;
  /** Messages sent since the last failure. */
  sentSinceBounce?: number | undefined;
}

export const MOST_SOFT_BOUNCES = 5;
/** An address that took messages this long, and this many, after a failure starts at zero again. */
const FORGOTTEN_AFTER = 7 * DAY;
const FORGOTTEN_AFTER_SENDS = 3;

const areForgotten = ({ lastSoftBounceAt: last, sentSinceBounce: sent = 0 }: Bounces, at: Date): boolean =>
  last !== undefined && at.getTime() - Date.parse(last) >= FORGOTTEN_AFTER && sent >= FORGOTTEN_AFTER_SENDS;

/** One more transient failure: counted at most once a day; five suspend the address. The same told twice counts once. */
export function afterSoftBounce(bounces: Bounces, at: Date): Required<Bounces> & { suspended: boolean } {
  const before = areForgotten(bounces, at) ? { softBounces: 0 } : bounces;
  const { softBounces, lastSoftBounceAt: last, sentSinceBounce = 0 }: Bounces = before;
  if (last !== undefined && at.getTime() - Date.parse(last) < DAY) {
    return { softBounces, lastSoftBounceAt: last, sentSinceBounce, suspended: softBounces >= MOST_SOFT_BOUNCES };
  }
  const counted = softBounces + 1;
  return {
    softBounces: counted,
    lastSoftBounceAt: at.toISOString(),
    sentSinceBounce: 0,
    suspended: counted >= MOST_SOFT_BOUNCES,
  };
}

/** Hour of the day in Paris at which the morning's digest leaves. */
export const DIGEST_HOUR = 7;

const parisHour = inParis('fr-FR', { hour: 'numeric', hourCycle: 'h23' });

/** Paris is one hour ahead of UTC in winter, two in summer: no other hour needs to be looked at there. */
const mayBeDigestHour = (at: Date): boolean => [DIGEST_HOUR - 2, DIGEST_HOUR - 1].includes(at.getUTCHours());

/** When the next morning's digest leaves: on the day the clocks change too. */
export function nextDigestAt(now: Date): Date {
  const next = new Date(now.getTime());
  next.setUTCMinutes(0, 0, 0);
  do next.setTime(next.getTime() + HOUR);
  while (!mayBeDigestHour(next) || Number(parisHour().format(next).replace(/\D/g, '')) !== DIGEST_HOUR);
  return next;
}

const parisDay = inParis('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** The run of the morning is named by its day in Paris, so that a repeated message is one run. */
export const dailyRun = (at: Date): string => `daily-${parisDay().format(at)}`;
