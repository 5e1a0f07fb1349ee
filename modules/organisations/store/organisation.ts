/** Organisations that have joined, their members, and how many people each audience reaches. */
import { createWriteTransaction, Entity } from 'electrodb';
import { type Role, ROLES } from '../../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { organisationScope, personScope, publicScope, type Scope } from '../../../platform/scope.ts';
import { personEntities } from '../../../platform/sessions.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { linkEntity } from './link.ts';
import { invitationEntity } from './invitation.ts';
import { OFFICIAL_KINDS, type OfficialKind } from './register.ts';
import { signUpEntity, signUpIndexOf } from './sign-up.ts';

/** Where the public face of the whole territory is written. */
const TERRITORY = publicScope('territoire');

const profileModel = {
  model: entityNamed('organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: OFFICIAL_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    memberCount: { type: 'number', required: true },
    /** Never zero: whoever leaves last must name another first. */
    referentCount: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'profile') },
} as const;

const memberModel = {
  model: entityNamed('member'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    firstName: { type: 'string', required: true },
    lastName: { type: 'string', required: true },
    email: { type: 'string', required: true },
    position: { type: 'string' },
    role: { type: ROLES, required: true },
    since: { type: 'string', required: true },
    version: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['person'], 'member#${person}') },
} as const;

/** What the public page says of an organisation. */
const publicProfileModel = {
  model: entityNamed('public-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: OFFICIAL_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    /** Who may be asked for an invitation: « Claire Martin, secrétaire de mairie ». */
    contact: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'profile') },
} as const;

/** One line of the list of organisations that have joined, ordered by name. */
const listedModel = {
  model: entityNamed('listed-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: OFFICIAL_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['slug'], 'organisation#${slug}') },
} as const;

/** People and organisations of the whole territory: what « les membres du réseau » means in numbers. */
const countsModel = {
  model: entityNamed('counts'),
  attributes: {
    scope: scopeAttribute,
    people: { type: 'number', required: true },
    organisations: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'counts') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    profile: new Entity(profileModel, options),
    member: new Entity(memberModel, options),
    publicProfile: new Entity(publicProfileModel, options),
    listed: new Entity(listedModel, options),
    counts: new Entity(countsModel, options),
    membership: personEntities(table).membership,
    link: linkEntity(table),
    signUp: signUpEntity(table),
    invitation: invitationEntity(table),
  };
});

export interface PublicProfile {
  siren: string;
  kind: OfficialKind;
  name: string;
  slug: string;
  joinedAt: string;
  contact: string;
}

export async function publicProfile(table: Table, siren: string): Promise<PublicProfile | undefined> {
  const { data } = await entities(table)
    .publicProfile.get({ scope: publicScope(siren) })
    .go();
  if (!data) return undefined;
  const { scope: _scope, ...profile } = data;
  return profile;
}

export interface ListedOrganisation {
  siren: string;
  kind: OfficialKind;
  name: string;
  slug: string;
  joinedAt: string;
}

/** Organisations that have joined, by name; a page of `limit`. */
export async function organisationsListed(
  table: Table,
  options: { limit: number; cursor?: string | null },
): Promise<{ organisations: ListedOrganisation[]; next: string | null }> {
  const { data, cursor } = await entities(table)
    .listed.query.primary({ scope: TERRITORY })
    .go({ limit: options.limit, cursor: options.cursor ?? null });
  return {
    organisations: data.map(({ siren, kind, name, slug, joinedAt }) => ({ siren, kind, name, slug, joinedAt })),
    next: cursor,
  };
}

export interface NewMember {
  person: string;
  firstName: string;
  lastName: string;
  email: string;
  position?: string | undefined;
}

interface Joining {
  siren: string;
  kind: OfficialKind;
  name: string;
  slug: string;
}

/**
 * A sign-up comes to its end: the organisation exists, its first référent is in, the case and its link are closed,
 * all or nothing. Refused when somebody else was first.
 */
export async function createOrganisation(
  table: Table,
  input: {
    organisation: Joining;
    referent: NewMember;
    contact: string;
    signUp: { scope: Scope<'case'>; id: string; createdAt: string };
    link: Scope<'tok'>;
    now: string;
  },
): Promise<void> {
  const { organisation, referent, now } = input;
  const scope = organisationScope(organisation.siren);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.profile.create({ scope, ...organisation, joinedAt: now, memberCount: 1, referentCount: 1 }).commit(),
      e.member.create({ scope, ...referent, role: 'referent', since: now, version: 1 }).commit(),
      e.membership
        .put({ scope: personScope(referent.person), ...membershipOf(organisation, 'referent'), since: now })
        .commit(),
      e.publicProfile
        .create({ scope: publicScope(organisation.siren), ...organisation, joinedAt: now, contact: input.contact })
        .commit(),
      e.listed.put({ scope: TERRITORY, ...organisation, joinedAt: now }).commit(),
      e.counts.upsert({ scope: TERRITORY }).add({ people: 1, organisations: 1 }).commit(),
      e.signUp
        .patch({ scope: input.signUp.scope })
        .set({ state: 'completed', updatedAt: now, ...signUpIndexOf('completed', input.signUp) })
        .where(({ state }, { eq }) => eq(state, 'link-sent'))
        .commit(),
      e.link
        .delete({ scope: input.link })
        .where(({ purpose }, { exists }) => exists(purpose))
        .commit(),
    ]).go(),
  );
}

const membershipOf = (organisation: Omit<Joining, 'kind'>, role: Role) => ({
  organisation: organisation.siren,
  name: organisation.name,
  slug: organisation.slug,
  role,
});

/** An invitation is accepted: member on both sides, counted, invitation and link closed, all or nothing. */
export async function addMember(
  table: Table,
  input: {
    organisation: Omit<Joining, 'kind'>;
    member: NewMember;
    role: Role;
    invitation: string;
    link: Scope<'tok'>;
    now: string;
  },
): Promise<void> {
  const { organisation, member, role, now } = input;
  const scope = organisationScope(organisation.siren);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.member.create({ scope, ...member, role, since: now, version: 1 }).commit(),
      e.membership
        .create({ scope: personScope(member.person), ...membershipOf(organisation, role), since: now })
        .commit(),
      e.profile
        .patch({ scope })
        .add({ memberCount: 1, referentCount: role === 'referent' ? 1 : 0 })
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
    ]).go(),
  );
}

/** The territory's operator: a membership like another, of the whole territory. */
export async function addOperator(
  table: Table,
  input: { person: string; name: string; link: Scope<'tok'>; now: string },
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
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
    ]).go(),
  );
}

export interface MemberLine extends NewMember {
  role: Role;
  since: string;
  version: number;
}

export async function membersOf(
  table: Table,
  scope: Scope<'org'>,
  options: { limit: number; cursor?: string | null },
): Promise<{ members: MemberLine[]; next: string | null }> {
  const { data, cursor } = await entities(table)
    .member.query.primary({ scope })
    .go({ limit: options.limit, cursor: options.cursor ?? null });
  return { members: data.map(({ scope: _scope, ...member }) => member), next: cursor };
}

export async function memberOf(table: Table, scope: Scope<'org'>, person: string): Promise<MemberLine | undefined> {
  const { data } = await entities(table).member.get({ scope, person }).go({ consistent: true });
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
): Promise<void> {
  const referents = Number(role === 'referent') - Number(member.role === 'referent');
  await committed(
    createWriteTransaction(entities(table), (e) => [
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
    ]).go(),
  );
}

/** Refused when her line changed meanwhile, or when she is the last référent. */
export async function removeMember(
  table: Table,
  scope: Scope<'org'>,
  organisation: string,
  member: MemberLine,
): Promise<void> {
  const isReferent = member.role === 'referent';
  await committed(
    createWriteTransaction(entities(table), (e) => [
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
    ]).go(),
  );
}

export interface Reach {
  people: number;
  organisations: number;
}

/** How many people belong to the network. Half a read unit. */
export async function networkReach(table: Table): Promise<Reach> {
  const { data } = await entities(table).counts.get({ scope: TERRITORY }).go();
  return { people: data?.people ?? 0, organisations: data?.organisations ?? 0 };
}

/** How many people an organisation has. Half a read unit. */
export async function organisationReach(table: Table, scope: Scope<'org'>): Promise<Reach> {
  const { data } = await entities(table).profile.get({ scope }).go();
  return { people: data?.memberCount ?? 0, organisations: 1 };
}
