/** What publishing in a group needs to know of it. */
import { groupScopeOf, type Member } from '../../../platform/actor.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { groupOf, groupsOffered, memberOf } from '../store/index.ts';

/** A group that one may publish in, and how many people read it. */
export interface GroupReached {
  id: string;
  name: string;
  people: number;
}

/** Her groups, the archived ones left out. Half a read unit for each. */
export async function groupsReached(table: Table, member: Member): Promise<GroupReached[]> {
  const found = await Promise.all(member.groups.map(({ group }) => groupOf(table, groupScopeOf(member, group))));
  return found
    .flatMap((group) =>
      group?.state === 'active' ? [{ id: group.id, name: group.name, people: group.memberCount }] : [],
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

/** How many people read what is published in a group. Half a read unit. */
export const groupReach = async (table: Table, scope: Scope<'grp'>): Promise<number> =>
  (await groupOf(table, scope))?.memberCount ?? 0;

/** Whether somebody may publish something new in a group: it goes on, and she is in it. Two read units. */
export async function takesPublications(table: Table, scope: Scope<'grp'>, person: string): Promise<boolean> {
  const [group, member] = await Promise.all([
    groupOf(table, scope, { consistent: true }),
    memberOf(table, scope, person),
  ]);
  return group?.state === 'active' && member !== undefined;
}

/** Names of the groups that an organisation has accepted. Half a read unit for each 4 kB. */
export const acceptedBy = async (table: Table, scope: Scope<'org'>): Promise<string[]> =>
  (await groupsOffered(table, scope)).filter(({ state }) => state === 'accepted').map(({ name }) => name);
