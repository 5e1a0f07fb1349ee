/** Who belongs to an organisation: its line there, and her membership in her own partition, written together. */
import { createWriteTransaction } from 'electrodb';
import type { Role } from '../../../platform/actor.ts';
import type { ActItem } from '../../../platform/journal.ts';
import { organisationScope, personScope, type Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { organisationEntities, TERRITORY } from './entities.ts';

export interface NewMember {
  person: string;
  firstName: string;
  lastName: string;
  email: string;
  position?: string | undefined;
}

/** What a membership says of its organisation. */
interface Joined {
  siren: string;
  name: string;
  slug: string;
}

export const membershipOf = (organisation: Joined, role: Role) => ({
  organisation: organisation.siren,
  name: organisation.name,
  slug: organisation.slug,
  role,
});

/** An invitation is accepted: member on both sides, counted, invitation and link closed, all or nothing. */
export async function addMember(
  table: Table,
  input: {
    organisation: Joined;
    member: NewMember;
    role: Role;
    invitation: string;
    link: Scope<'tok'>;
    now: string;
    act: ActItem;
  },
): Promise<void> {
  const { organisation, member, role, now } = input;
  const scope = organisationScope(organisation.siren);
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.member.create({ scope, ...member, role, since: now, version: 1 }).commit(),
      e.membership
        .create({ scope: personScope(member.person), ...membershipOf(organisation, role), since: now })
        .commit(),
      e.profile
        .patch({ scope })
        .add({ memberCount: 1, referentCount: role === 'referent' ? 1 : 0 })
        .where(({ state }, { notExists, eq }) => `${notExists(state)} OR ${eq(state, 'active')}`)
        .commit(),
      e.counts.upsert({ scope: TERRITORY }).add({ people: 1, organisations: 0 }).commit(),
      e.invitation
        .patch({ scope, id: input.invitation })
        .set({ state: 'accepted', answeredAt: now })
        .where(({ state }, { eq }) => eq(state, 'pending'))
        .commit(),
      e.link
        .delete({ scope: input.link })
        .where(({ purpose }, { exists }) => exists(purpose))
        .commit(),
      e.act.create(input.act).commit(),
    ]).go(),
  );
}

/** The territory's operator: a membership like another, of the whole territory. */
export async function addOperator(
  table: Table,
  input: { person: string; name: string; link: Scope<'tok'>; now: string; act: ActItem },
): Promise<void> {
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.membership
        .put({
          scope: personScope(input.person),
          organisation: 'territoire',
          name: input.name,
          slug: 'territoire',
          role: 'operator',
          since: input.now,
        })
        .commit(),
      e.link
        .delete({ scope: input.link })
        .where(({ purpose }, { exists }) => exists(purpose))
        .commit(),
      e.act.create(input.act).commit(),
    ]).go(),
  );
}

export interface MemberLine extends NewMember {
  role: Role;
  since: string;
  secondFactor?: boolean | undefined;
  version: number;
}

export async function membersOf(
  table: Table,
  scope: Scope<'org'>,
  options: { limit: number; cursor?: string | null },
): Promise<{ members: MemberLine[]; next: string | null }> {
  const { data, cursor } = await organisationEntities(table)
    .member.query.primary({ scope })
    .go({ limit: options.limit, cursor: options.cursor ?? null });
  return { members: data.map(({ scope: _scope, ...member }) => member), next: cursor };
}

/** Those who look after the organisation. Reads all its members: for workers, not for pages. */
export async function referentsOf(table: Table, scope: Scope<'org'>): Promise<MemberLine[]> {
  const { data } = await organisationEntities(table).member.query.primary({ scope }).go({ pages: 'all' });
  return data.filter(({ role }) => role === 'referent').map(({ scope: _scope, ...member }) => member);
}

/** Addresses of everybody who belongs to it. */
export async function memberAddresses(table: Table, scope: Scope<'org'>): Promise<Set<string>> {
  const { data } = await organisationEntities(table)
    .member.query.primary({ scope })
    .go({ pages: 'all', attributes: ['person', 'email'] });
  return new Set(data.map(({ email }) => email.toLowerCase()));
}

export async function memberOf(table: Table, scope: Scope<'org'>, person: string): Promise<MemberLine | undefined> {
  const { data } = await organisationEntities(table).member.get({ scope, person }).go({ consistent: true });
  if (!data) return undefined;
  const { scope: _scope, ...member } = data;
  return member;
}

/** Refused when the role changed meanwhile, or when it would leave no référent. */
export async function changeRole(
  table: Table,
  scope: Scope<'org'>,
  organisation: string,
  member: MemberLine,
  role: Role,
  act: ActItem,
): Promise<void> {
  const referents = Number(role === 'referent') - Number(member.role === 'referent');
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.member
        .patch({ scope, person: member.person })
        .set({ role, version: member.version + 1 })
        .where(({ version }, { eq }) => eq(version, member.version))
        .commit(),
      e.membership
        .patch({ scope: personScope(member.person), organisation })
        .set({ role })
        .commit(),
      e.profile
        .patch({ scope })
        .add({ referentCount: referents })
        .where(({ referentCount }, { gt }) => (referents < 0 ? gt(referentCount, 1) : gt(referentCount, 0)))
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** To whom what she had begun goes. */
export interface Successor {
  person: string;
  name: string;
}

/** Read at once when members are looked through. */
const LOOKED_THROUGH = 300;

/** Members of whom `may` is true, at most `limit`: read until there are as many, or no more members. */
export async function membersWho(
  table: Table,
  scope: Scope<'org'>,
  { limit, may }: { limit: number; may: (member: MemberLine) => boolean },
): Promise<MemberLine[]> {
  const found: MemberLine[] = [];
  let cursor: string | null = null;
  do {
    const { members, next }: Awaited<ReturnType<typeof membersOf>> = await membersOf(table, scope, {
      limit: LOOKED_THROUGH,
      cursor,
    });
    found.push(...members.filter(may));
    cursor = next;
  } while (cursor && found.length < limit);
  return found.slice(0, limit);
}

/** Refused when her line changed meanwhile, when she is the last référent, or when her successor has left too. */
export async function removeMember(
  table: Table,
  scope: Scope<'org'>,
  organisation: string,
  member: MemberLine,
  act: ActItem,
  handover?: { to: Successor; at: string; ttl: number },
): Promise<void> {
  const isReferent = member.role === 'referent';
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.member
        .delete({ scope, person: member.person })
        .where(({ version }, { eq }) => eq(version, member.version))
        .commit(),
      e.membership.delete({ scope: personScope(member.person), organisation }).commit(),
      e.profile
        .patch({ scope })
        .add({ memberCount: -1, referentCount: isReferent ? -1 : 0 })
        .where(({ referentCount }, { gt }) => gt(referentCount, isReferent ? 1 : 0))
        .commit(),
      e.counts.upsert({ scope: TERRITORY }).add({ people: -1, organisations: 0 }).commit(),
      e.act.create(act).commit(),
      ...(handover
        ? [
            e.member
              .check({ scope, person: handover.to.person })
              .where(({ role }, { exists }) => exists(role))
              .commit(),
            e.handover
              .put({
                scope,
                person: member.person,
                to: handover.to.person,
                toName: handover.to.name,
                at: handover.at,
                ttl: handover.ttl,
              })
              .commit(),
          ]
        : []),
    ]).go(),
  );
}

/** Who goes on with what somebody who left had begun: the one named then, if she is still a member. Two read units. */
export async function successorOf(table: Table, scope: Scope<'org'>, person: string): Promise<MemberLine | undefined> {
  const { data } = await organisationEntities(table).handover.get({ scope, person }).go({ consistent: true });
  return data ? memberOf(table, scope, data.to) : undefined;
}

/** Her name and the address that she signs in with, as her organisation has them. Nothing when she has left meanwhile. */
export async function keepPerson(
  table: Table,
  scope: Scope<'org'>,
  { person, firstName, lastName, email }: Pick<MemberLine, 'person' | 'firstName' | 'lastName' | 'email'>,
): Promise<void> {
  try {
    await organisationEntities(table).member.patch({ scope, person }).set({ firstName, lastName, email }).go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** Every line of an organisation, as of this moment: for what follows from a decision about it, not for pages. */
export async function everyMember(table: Table, scope: Scope<'org'>): Promise<MemberLine[]> {
  const { data } = await organisationEntities(table)
    .member.query.primary({ scope })
    .go({ pages: 'all', consistent: true });
  return data.map(({ scope: _scope, ...member }) => member);
}
