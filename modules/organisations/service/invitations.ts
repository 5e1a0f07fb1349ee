/** Inviting many people at once: what would happen, then doing it. */
import { type Member, mustMay, organisationScopeOf, type Role } from '../../../platform/actor.ts';
import { refuseField } from '../../../platform/problems.ts';
import { readTable } from '../pasted-table.ts';
import { MOST_INVITED, type PlannedLine, planInvitations, titleLineOf } from '../rules-invitations.ts';
import { pendingAddresses } from '../store/invitation.ts';
import { memberAddresses } from '../store/member.ts';
import { TEXTS } from '../texts.ts';
import { invite, type MembersDeps } from './members.ts';

/** Written side by side: a list of 500 ends well before the function's twenty seconds. */
const AT_ONCE = 10;

export interface InvitationList {
  id: string;
  lines: string;
  role: Role;
}

export type Invited = Extract<PlannedLine, { outcome: 'invite' | 'sent' }>;
export const isToInvite = (line: PlannedLine): line is Invited => line.outcome === 'invite';
const isOfBatch = (line: PlannedLine): line is Invited => line.outcome === 'invite' || line.outcome === 'sent';

/** What each line would do; nothing is written. @throws {Problem} `invalid` when there are too many. */
export async function planOf(deps: MembersDeps, member: Member, list: InvitationList): Promise<PlannedLine[]> {
  mustMay(member, 'manage-members');
  const scope = organisationScopeOf(member);
  const rows = readTable(list.lines);
  // One line more: that of titles.
  if (rows.length > MOST_INVITED + 1) throw refuseField('lines', TEXTS.tooManyInvited);
  const [members, invited] = await Promise.all([
    memberAddresses(deps.table, scope),
    pendingAddresses(deps.table, scope, deps.clock()),
  ]);
  return planInvitations(rows, { members, invited }, { batch: list.id, usual: list.role });
}

/**
 * Invites whoever may be. Confirmed twice, or again after it was cut in the middle, each receives one mail.
 * @returns the plan that was carried out, how many people this list has invited in all, and its line of titles.
 */
export async function inviteEverybody(
  deps: MembersDeps,
  member: Member,
  list: InvitationList,
): Promise<{ plan: PlannedLine[]; invited: number; titles: string | undefined }> {
  const plan = await planOf(deps, member, list);
  const waiting = plan.filter(isToInvite);
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    await Promise.all(
      waiting
        .slice(at, at + AT_ONCE)
        .map(({ id, email, firstName, lastName, position, role }) =>
          invite(deps, member, { id, email, firstName, lastName, position, role }),
        ),
    );
  }
  return { plan, invited: plan.filter(isOfBatch).length, titles: titleLineOf(readTable(list.lines)) };
}
