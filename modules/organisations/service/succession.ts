/** To whom what somebody has begun goes when she leaves an organisation. */
import { type Clock, DAY, timeToLive } from '../../../platform/clock.ts';
import { roleMay } from '../../../platform/rules.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { HANDOVER_DAYS } from '../rules.ts';
import { type MemberLine, membersWho } from '../store/member.ts';

/** Offered on the page; among more, the référents are enough. */
const MOST_SUCCESSORS = 100;

export const nameOfLine = ({ firstName, lastName }: Pick<MemberLine, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();

/**
 * Who may go on with what she has begun: those who write, the référents first, `preferred` before all. Empty for a
 * reader, who has begun nothing.
 */
export async function successorsOf(
  table: Table,
  scope: Scope<'org'>,
  leaving: MemberLine,
  preferred?: string,
): Promise<MemberLine[]> {
  if (!roleMay(leaving.role, 'write-drafts')) return [];
  const writers = await membersWho(table, scope, {
    limit: MOST_SUCCESSORS,
    may: (one) => one.person !== leaving.person && roleMay(one.role, 'write-drafts'),
  });
  const rank = ({ person, role }: MemberLine): number =>
    person === preferred ? 0 : roleMay(role, 'manage-members') ? 1 : 2;
  return writers.sort((a, b) => rank(a) - rank(b));
}

/** What is noted of it beside the departure; the stream does the rest. */
export const handoverTo = (clock: Clock, successor: MemberLine) => ({
  to: { person: successor.person, name: nameOfLine(successor) },
  at: clock().toISOString(),
  ttl: timeToLive(clock(), HANDOVER_DAYS * DAY),
});
