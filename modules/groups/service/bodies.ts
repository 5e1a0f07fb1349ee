/**
 * The group of an intercommunal body, which its communes may enter: made as the body joins, and with each preparation of
 * the territory for bodies that had joined before there were groups. Everything here may be done twice.
 */
import type { Clock } from '../../../platform/clock.ts';
import { groupScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { communesJoinedOf, epciOf, everyOrganisation } from '../../organisations/index.ts';
import type { Group } from '../schema.ts';
import { admitOrganisation, createEmptyGroup, groupOf } from '../store/index.ts';
import { EPCI_PURPOSE } from '../texts.ts';

export interface BodyDeps {
  table: Table;
  clock: Clock;
  /** Code of the département, whose register knows the communes of each body. */
  departement: string;
}

interface Joined {
  siren: string;
  name: string;
  slug: string;
  kind: string;
}

/** A body's group is known by its SIREN. Whichever joins last, the commune or the body, brings them together. */
export async function meetBody(deps: BodyDeps, organisation: Joined): Promise<void> {
  const { table, departement } = deps;
  if (organisation.kind === 'epci') {
    const group = await epciGroup(deps, organisation);
    const communes = await communesJoinedOf(table, departement, organisation.name);
    for (const member of [organisation, ...communes]) await admit(deps, group, member);
    return;
  }
  if (organisation.kind !== 'commune') return;
  const epci = await epciOf(table, departement, organisation.slug);
  const group = epci && (await groupOf(table, groupScope(epci.siren), { consistent: true }));
  if (group) await admit(deps, group, organisation);
}

/** Closed to others, and empty: the first of the body who may open groups animates it as she comes in. */
async function epciGroup({ table, clock }: BodyDeps, { siren, name }: Joined): Promise<Group> {
  const group: Group = {
    id: siren,
    name,
    purpose: EPCI_PURPOSE,
    kind: 'working',
    access: 'closed',
    state: 'active',
    memberCount: 0,
    facilitatorCount: 0,
    requestCount: 0,
    version: 1,
    organisation: siren,
    organisationName: name,
    createdBy: siren,
    createdAt: clock().toISOString(),
  };
  await createEmptyGroup(table, group);
  return group;
}

/** Its members may come in, without being asked to. */
async function admit(
  { table, clock }: BodyDeps,
  group: Group,
  { siren, name }: Pick<Joined, 'siren' | 'name'>,
): Promise<void> {
  const invitedBy = group.organisationName;
  await admitOrganisation(table, group, {
    siren,
    name,
    state: 'accepted',
    invitedBy,
    invitedAt: clock().toISOString(),
  });
}

/** Nobody has come in yet, nor described it: what its communes answer from then on is theirs. */
const isUntouched = ({ memberCount, version }: Group): boolean => memberCount === 0 && version === 1;

/**
 * Bodies that have joined have their group, which their communes may enter. A group in which somebody is stays as it
 * is: a commune may have declined it. @returns how many were brought together.
 */
export async function meetBodies(deps: BodyDeps): Promise<number> {
  const bodies = (await everyOrganisation(deps.table)).filter(({ kind }) => kind === 'epci');
  let met = 0;
  for (const body of bodies) {
    const group = await groupOf(deps.table, groupScope(body.siren), { consistent: true });
    if (group && !isUntouched(group)) continue;
    await meetBody(deps, body);
    met += 1;
  }
  return met;
}
