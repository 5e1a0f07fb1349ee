/** A group opened, described anew, archived, reopened: the truth and the network's line in one transaction. */
import { createWriteTransaction } from 'electrodb';
import type { ActItem } from '../../../platform/journal.ts';
import { groupScope, networkScope, personScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { isListed } from '../rules.ts';
import type { Group, GroupCard, GroupMember } from '../schema.ts';
import { groupEntities, personOf } from './entities.ts';

/** What a list shows of a group. */
export const cardOf = (group: Group): GroupCard => {
  const { id, name, purpose, kind, access, memberCount, organisationName, createdAt } = group;
  return { id, name, purpose, kind, access, memberCount, organisationName, createdAt };
};

/** The group with its first facilitator. Refused when the id was used already. */
export async function createGroup(table: Table, group: Group, facilitator: GroupMember, act: ActItem): Promise<void> {
  const scope = groupScope(group.id);
  const { person, organisation, standing, since } = facilitator;
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group.create({ scope, ...group }).commit(),
      e.member.create({ scope, ...facilitator }).commit(),
      e.facilitator.create({ scope, ...personOf(facilitator) }).commit(),
      // An update, which makes the line: members' pages put nothing into a person's partition.
      e.groupMembership
        .upsert({ scope: personScope(person), group: group.id, name: group.name, organisation, standing, since })
        .commit(),
      ...(isListed(group) ? [e.card.create({ scope: networkScope, ...cardOf(group) }).commit()] : []),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/**
 * The group as it becomes. Refused when it was described anew since `before`, or when somebody came or left at the
 * same moment: its line in the list carries their number.
 */
export async function changeGroup(table: Table, before: Group, after: Group, act?: ActItem): Promise<void> {
  const scope = groupScope(after.id);
  const { id: _id, ...changed } = after;
  const { archivedAt, ...kept } = changed;
  await committed(
    createWriteTransaction(groupEntities(table), (e) => {
      const patch = e.group.patch({ scope }).set({ ...kept, ...(archivedAt ? { archivedAt } : {}) });
      return [
        (archivedAt ? patch : patch.remove(['archivedAt']))
          .where(
            ({ version, memberCount, facilitatorCount, requestCount }, { eq }) =>
              `${eq(version, before.version)} AND ${eq(memberCount, before.memberCount)} AND ${eq(facilitatorCount, before.facilitatorCount)} AND ${eq(requestCount, before.requestCount)}`,
          )
          .commit(),
        isListed(after)
          ? e.card.put({ scope: networkScope, ...cardOf(after) }).commit()
          : e.card.delete({ scope: networkScope, id: after.id }).commit(),
        ...(act ? [e.act.create(act).commit()] : []),
      ];
    }).go(),
  );
}
