/** Somebody leaves all her organisations at once: her account is being closed. */
import { type Member, type Membership, workingFor } from '../../../platform/actor.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import type { Table } from '../../../platform/table.ts';
import { memberOf, removeMember } from '../store/member.ts';
import { referentCountOf } from '../store/organisation.ts';
import type { MembersDeps } from './members.ts';
import { handoverTo, nameOfLine, successorsOf } from './succession.ts';

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

/** An organisation that she leaves, and who goes on there with what she has begun; nobody for a reader. */
export interface Departing {
  organisation: string;
  successor: string | undefined;
}

/** What closing her account will do to each of her organisations. One page of members for each. */
export const departuresOf = (table: Table, member: Member): Promise<Departing[]> =>
  Promise.all(
    member.memberships.map(({ organisation, name }) =>
      workingFor(member, organisation, async () => {
        const scope = organisationScope(organisation);
        const line = await memberOf(table, scope, member.person.id);
        const [successor] = line ? await successorsOf(table, scope, line) : [];
        return { organisation: name, successor: successor && nameOfLine(successor) };
      }),
    ),
  );

/**
 * What she has begun goes to a référent of each, else to somebody who writes.
 * @throws {Problem} `conflict` when she has become the last référent of one: she is still in that one.
 */
export async function leaveOrganisations(deps: MembersDeps, member: Member): Promise<void> {
  for (const membership of member.memberships) {
    await workingFor(member, membership.organisation, () => settled(() => leave(deps, member, membership)));
  }
}

async function leave(
  { table, clock }: MembersDeps,
  member: Member,
  { organisation, role, name }: Membership,
): Promise<void> {
  const scope = organisationScope(organisation);
  const line = await memberOf(table, scope, member.person.id);
  if (!line) return;
  if (line.role === 'referent' && (await referentCountOf(table, scope)) <= 1) {
    const detail = `Vous êtes maintenant le dernier référent de ${name} : nommez-en d’abord un autre.`;
    throw new Problem('conflict', { detail });
  }
  const [successor] = await successorsOf(table, scope, line);
  const act = actFor(member, clock, organisation, { name: 'member-left' }, { territory: role === 'referent' });
  await removeMember(table, scope, organisation, line, act, successor && handoverTo(clock, successor));
}
