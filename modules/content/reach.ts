/** How many people a publication reaches. */
import type { Member } from '../../platform/actor.ts';
import { groupScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { groupReach } from '../groups/index.ts';
import { membersReached, type Reach } from '../organisations/index.ts';
import type { Audience, Content } from './schema.ts';

/** Of those who may read it, for « Qui le verra ? ». Half a read unit. */
export async function readersReached(
  table: Table,
  member: Member,
  { audience, group }: Pick<Content, 'group'> & { audience: Audience },
): Promise<Reach> {
  if (audience !== 'group') return membersReached(table, member, audience);
  return { people: group ? await groupReach(table, groupScope(group.id)) : 0, organisations: 1 };
}
