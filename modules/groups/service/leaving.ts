/** Somebody leaves groups that she was in: her account is closed, or her organisation is hers no longer. */
import { type Member, personScopeOf } from '../../../platform/actor.ts';
import { roleMay } from '../../../platform/rules.ts';
import { groupScope, personScope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import type { MemberLine } from '../../organisations/index.ts';
import type { Group, GroupMember } from '../schema.ts';
import { changeStanding, forgetMembership, goOut, groupOf, groupsOfPerson, memberOf } from '../store/index.ts';

/**
 * Takes somebody out of a group, even its last facilitator: `successor` then looks after it, if she is in it and may;
 * else any of its members may take it over. May run twice.
 */
export async function goAway(table: Table, id: string, person: string, successor?: MemberLine): Promise<void> {
  const scope = groupScope(id);
  await settled(async () => {
    const [group, line] = await Promise.all([
      groupOf(table, scope, { consistent: true }),
      memberOf(table, scope, person),
    ]);
    if (!group || !line) return forgetMembership(table, personScope(person), id);
    await goOut(table, group, { member: line, evenLast: true });
    if (successor && isLastFacilitator(group, line)) await follow(table, id, successor);
  });
}

const isLastFacilitator = ({ facilitatorCount }: Group, { standing }: GroupMember): boolean =>
  standing === 'facilitator' && facilitatorCount <= 1;

async function follow(table: Table, id: string, { person, role }: MemberLine): Promise<void> {
  const line = await memberOf(table, groupScope(id), person);
  if (!line || !roleMay(role, 'open-groups')) return;
  try {
    await changeStanding(table, id, line, 'facilitator', 'there-is-none');
  } catch (error) {
    // Somebody took it over at the same moment.
    if (!conditionFailed(error)) throw error;
  }
}

/** All her groups at once: her account is being closed. */
export async function leaveGroups({ table }: { table: Table }, member: Member): Promise<void> {
  for (const id of await groupsOfPerson(table, personScopeOf(member))) await goAway(table, id, member.person.id);
}
