/** Somebody leaves all her groups at once: her account is being closed. */
import { type Member, personScopeOf } from '../../../platform/actor.ts';
import { groupScope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import { forgetMembership, goOut, groupOf, groupsOfPerson, memberOf } from '../store/index.ts';
import type { Stored } from './groups.ts';

/** She may be the last facilitator of one: another member may then take it over. */
export async function leaveGroups({ table }: Pick<Stored, 'table'>, member: Member): Promise<void> {
  const own = personScopeOf(member);
  for (const id of await groupsOfPerson(table, own)) {
    await settled(async () => {
      const [group, line] = await Promise.all([
        groupOf(table, groupScope(id), { consistent: true }),
        memberOf(table, groupScope(id), member.person.id),
      ]);
      if (group && line) return goOut(table, group, { member: line, evenLast: true });
      return forgetMembership(table, own, id);
    });
  }
}
