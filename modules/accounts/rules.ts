/** Decisions about somebody's account: its address, and who may help her. Pure. */
import type { Membership } from '../../platform/actor.ts';
import { DAY, HOUR } from '../../platform/clock.ts';

/** Both mailboxes answer within a day. */
export const CHANGE_HOURS = 24;
export const CHANGE_LIFE = CHANGE_HOURS * HOUR;
/** Shown a while once it is over, so that she sees what became of it. */
export const CHANGE_KEPT_FOR = 60 * DAY;

/** Asked for within a day: enough for slips of the hand, too few to fill somebody's mailbox. */
export const MOST_CHANGES = { byPerson: 6, toAddress: 4 } as const;

/** `refused`: the address was taken by another account before both mailboxes had answered. */
export const CHANGE_STATES = ['asked', 'done', 'refused', 'cancelled'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** The mailbox that a link was sent to: that of the new address, or of the one that she signs in with. */
export const SIDES = ['new', 'old'] as const;
export type Side = (typeof SIDES)[number];

export interface Answers {
  state: ChangeState;
  /** When the holder of the new address said that it is hers. ISO 8601, as below. */
  newAt?: string | undefined;
  /** When the holder of the old address agreed. */
  oldAt?: string | undefined;
  /** Who vouched for her in place of the old address. */
  vouchedBy?: string | undefined;
  expiresAt: string;
}

/** Both mailboxes have answered, or somebody vouched in place of the old one. */
export const isAgreed = ({ newAt, oldAt, vouchedBy }: Omit<Answers, 'state' | 'expiresAt'>): boolean =>
  newAt !== undefined && (oldAt !== undefined || vouchedBy !== undefined);

/** Where a change stands: `applying` once agreed, until the login has it. */
export type Standing = 'waiting' | 'applying' | 'over' | Exclude<ChangeState, 'asked'>;

export function standingOf(change: Answers, now: Date): Standing {
  if (change.state !== 'asked') return change.state;
  if (isAgreed(change)) return 'applying';
  return Date.parse(change.expiresAt) > now.getTime() ? 'waiting' : 'over';
}

/** Whether her old mailbox is still to answer, so that somebody may vouch in its place. */
export const isToVouch = (change: Answers, now: Date): boolean =>
  standingOf(change, now) === 'waiting' && change.oldAt === undefined && change.vouchedBy === undefined;

/** Somebody, as far as helping goes. */
interface Somebody {
  id: string;
  isOperator: boolean;
  memberships: readonly Pick<Membership, 'organisation' | 'role'>[];
}

/**
 * Why somebody may not help with an account, undefined when she may: nobody does so for herself, whoever looks after
 * the territory is helped by nobody less, and an account that opens another organisation too is not weakened by the
 * référent of one.
 */
export function mayNotHelp(helper: Somebody, helped: Somebody): 'herself' | 'operator' | 'elsewhere' | undefined {
  if (helper.id === helped.id) return 'herself';
  if (helper.isOperator) return undefined;
  if (helped.isOperator) return 'operator';
  const looksAfter = helper.memberships.filter(({ role }) => role === 'referent');
  const known = new Set(looksAfter.map(({ organisation }) => organisation));
  return helped.memberships.every(({ organisation }) => known.has(organisation)) ? undefined : 'elsewhere';
}
