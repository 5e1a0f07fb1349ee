/** Somebody leaves all her organisations at once: her account is being closed. */
import { type Member, type Membership, workingFor } from '../../../platform/actor.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { memberOf, removeMember } from '../store/member.ts';
import { referentCountOf } from '../store/organisation.ts';
import type { MembersDeps } from './members.ts';

/** Organisations that would be left without référent: she must hand these over first. One read for each. */
export async function organisationsToHandOver(table: Table, member: Member): Promise<Membership[]> {
  const hers = member.memberships.filter(({ role }) => role === 'referent');
  const counts = await Promise.all(
    hers.map(({ organisation }) =>
      workingFor(member, organisation, () => referentCountOf(table, organisationScope(organisation))),
    ),
  );
  return hers.filter((_, at) => (counts[at] ?? 0) <= 1);
}

/** @throws {Problem} `conflict` when she has become the last référent of one: she is still in that one. */
export async function leaveOrganisations(deps: MembersDeps, member: Member): Promise<void> {
  for (const membership of member.memberships) {
    await workingFor(member, membership.organisation, () => leave(deps, member, membership));
  }
}

async function leave(deps: MembersDeps, member: Member, { organisation, role, name }: Membership): Promise<void> {
  const scope = organisationScope(organisation);
  const line = await memberOf(deps.table, scope, member.person.id);
  if (!line) return;
  const act = actFor(member, deps.clock, organisation, { name: 'member-left' }, { territory: role === 'referent' });
  try {
    await removeMember(deps.table, scope, organisation, line, act);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const detail = `Vous êtes maintenant le dernier référent de ${name} : nommez-en d’abord un autre.`;
    throw new Problem('conflict', { detail, cause: error });
  }
}
