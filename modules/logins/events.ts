/** What follows from a choice of sign-in, from a second factor set up or removed, and from somebody who joins. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import { rightsOf } from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import { everyMember } from '../organisations/index.ts';
import { carryPolicy, noteSecondFactor, policyOf } from './store.ts';

const inOrganisation = z.object({ scope: z.string().transform((scope) => scope.slice('org#'.length)) });
const member = inOrganisation.extend({ person: z.string() });
const profile = z.object({ scope: z.string().transform((scope) => scope.slice('usr#'.length)) });

/** Everything here may be told twice, and late: what is carried is what is true now. */
export async function onLoginsChange({ kind, entity, before, after }: Change, deps: { table: Table }): Promise<void> {
  const { table } = deps;
  if (entity === 'sign-in-policy' && kind !== 'remove') {
    const { scope: siren } = inOrganisation.parse(after);
    const policy = await policyOf(table, organisationScope(siren));
    for (const { person } of await everyMember(table, organisationScope(siren))) {
      await carryPolicy(table, siren, person, policy);
    }
  }
  if (entity === 'member' && kind === 'insert') {
    const { scope: siren, person } = member.parse(after);
    const policy = await policyOf(table, organisationScope(siren));
    if (policy.version > 0) await carryPolicy(table, siren, person, policy);
    if ((await rightsOf(table, person))?.person.secondFactor) await noteSecondFactor(table, siren, person, true);
  }
  if (entity === 'profile' && kind !== 'remove' && after?.secondFactor !== before?.secondFactor) {
    const { scope: person } = profile.parse(after);
    const rights = await rightsOf(table, person);
    for (const { organisation } of rights?.memberships ?? []) {
      await noteSecondFactor(table, organisation, person, rights?.person.secondFactor === true);
    }
  }
}
