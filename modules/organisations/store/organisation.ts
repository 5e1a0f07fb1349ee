/** Organisations that have joined, and how many people each audience reaches. */
import { createWriteTransaction } from 'electrodb';
import { AS_REFUSED } from '../../../platform/entities.ts';
import type { ActItem } from '../../../platform/journal.ts';
import { organisationScope, personScope, publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { organisationEntities, TERRITORY } from './entities.ts';
import { membershipOf, type NewMember } from './member.ts';
import type { Presented } from './presentation.ts';
import type { OrganisationKind } from '../kinds.ts';
import type { ListedState } from '../rules.ts';
import { signUpIndexOf } from './sign-up.ts';

export interface PublicProfile extends Presented {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
  joinedAt: string;
  contact: string;
  logo?: { document: string; type: string } | undefined;
  /** True when it has no public page. */
  isClosed?: boolean | undefined;
  /** True while the operator has suspended it. */
  isSuspended?: boolean | undefined;
  /** It has left the territory. In ISO 8601. */
  left?: { at: string; until: string } | undefined;
}

export async function publicProfile(table: Table, siren: string): Promise<PublicProfile | undefined> {
  const { data } = await organisationEntities(table)
    .publicProfile.get({ scope: publicScope(siren) })
    .go();
  if (!data) return undefined;
  const { scope: _scope, ...profile } = data;
  return profile;
}

export interface ListedOrganisation {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
  joinedAt: string;
  state: ListedState;
}

/** Organisations that have joined, by name; a page of `limit`. */
export async function organisationsListed(
  table: Table,
  options: { limit: number; cursor?: string | null },
): Promise<{ organisations: ListedOrganisation[]; next: string | null }> {
  const { data, cursor } = await organisationEntities(table)
    .listed.query.primary({ scope: TERRITORY })
    .go({ limit: options.limit, cursor: options.cursor ?? null });
  return {
    organisations: data.map(listedOf),
    next: cursor,
  };
}

/** Organisations whose name begins so, for whoever looks for one of them. `beginning`: plain letters. */
export async function organisationsBeginning(
  table: Table,
  beginning: string,
  limit: number,
): Promise<ListedOrganisation[]> {
  const { data } = await organisationEntities(table)
    .listed.query.primary({ scope: TERRITORY })
    .begins({ slug: beginning })
    .go({ limit });
  return data.map(listedOf);
}

const listedOf = ({
  siren,
  kind,
  name,
  slug,
  joinedAt,
  state = 'active',
}: Omit<ListedOrganisation, 'state'> & {
  state?: ListedState | undefined;
}): ListedOrganisation => ({ siren, kind, name, slug, joinedAt, state });

/** All of them: for the operator's filters, not for pages of members. About 5 read units for 450. */
export async function everyOrganisation(table: Table): Promise<ListedOrganisation[]> {
  const { data } = await organisationEntities(table).listed.query.primary({ scope: TERRITORY }).go({ pages: 'all' });
  return data.map(listedOf);
}

interface Joining {
  siren: string;
  kind: OrganisationKind;
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
    act: ActItem;
  },
): Promise<void> {
  const { organisation, referent, now } = input;
  const scope = organisationScope(organisation.siren);
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
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
      e.act.create(input.act).commit(),
    ]).go(),
  );
}

export interface Reach {
  people: number;
  organisations: number;
}

/** Several organisations that have joined, by their addresses. Half a read unit for each, twice when `consistent`. */
export async function listedTogether(
  table: Table,
  slugs: readonly string[],
  { consistent }: { consistent: boolean },
): Promise<ListedOrganisation[]> {
  if (slugs.length === 0) return [];
  const { data } = await organisationEntities(table)
    .listed.get(slugs.map((slug) => ({ scope: TERRITORY, slug })))
    .go({ consistent, concurrency: 2 });
  return data.map(listedOf);
}

/** An organisation that has joined, by its address. Half a read unit. */
export async function listedBySlug(table: Table, slug: string): Promise<ListedOrganisation | undefined> {
  const { data } = await organisationEntities(table).listed.get({ scope: TERRITORY, slug }).go();
  return data ? listedOf(data) : undefined;
}

/** An organisation that has left, until it is erased. */
export interface LeftOrganisation {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
  joinedAt: string;
  leftAt: string;
  /** When it is erased, in ISO 8601. */
  until: string;
}

const leftOf = ({ siren, kind, name, slug, joinedAt, leftAt, until }: LeftOrganisation): LeftOrganisation => ({
  ...{ siren, kind, name, slug, joinedAt, leftAt, until },
});

/** One that has left, by its address. Half a read unit. */
export async function leftBySlug(table: Table, slug: string): Promise<LeftOrganisation | undefined> {
  const { data } = await organisationEntities(table).left.get({ scope: TERRITORY, slug }).go();
  return data ? leftOf(data) : undefined;
}

/** All those that have left and are not erased yet. Half a read unit for about fifteen. */
export async function organisationsLeft(table: Table): Promise<LeftOrganisation[]> {
  const { data } = await organisationEntities(table).left.query.primary({ scope: TERRITORY }).go({ pages: 'all' });
  return data.map(leftOf);
}

/** Whether it has left, as its own partition says. One read unit. */
export async function hasLeft(table: Table, scope: Scope<'org'>): Promise<boolean> {
  const { data } = await organisationEntities(table).profile.get({ scope }).go({ consistent: true });
  return data?.state === 'left';
}

/** What an organisation that has joined is called. Half a read unit. */
export async function organisationNamed(
  table: Table,
  scope: Scope<'org'>,
): Promise<{ siren: string; name: string; slug: string; hasLeft: boolean; isSuspended: boolean } | undefined> {
  const { data } = await organisationEntities(table).profile.get({ scope }).go();
  if (!data) return undefined;
  const { siren, name, slug, state } = data;
  return { siren, name, slug, hasLeft: state === 'left', isSuspended: state === 'suspended' };
}

/** How many people belong to the network. Half a read unit. */
export async function networkReach(table: Table): Promise<Reach> {
  const { data } = await organisationEntities(table).counts.get({ scope: TERRITORY }).go(AS_REFUSED);
  return { people: data?.people ?? 0, organisations: data?.organisations ?? 0 };
}

/** What an organisation knows of what may await its people. */
export interface Awaiting {
  people: number;
  /** Until when somebody may wait to join it; empty when nobody ever asked. */
  askedUntil: string;
  /** Days of sessions whose list may have to be put online. */
  listsAwaited: readonly string[];
}

/** How many people an organisation has, and what may await them. Half a read unit. */
export async function awaitingOf(table: Table, scope: Scope<'org'>): Promise<Awaiting> {
  const { data } = await organisationEntities(table).profile.get({ scope }).go(AS_REFUSED);
  return {
    people: data?.memberCount ?? 0,
    askedUntil: data?.askedUntil ?? '',
    listsAwaited: data?.listsAwaited ?? [],
  };
}

/**
 * Notes that the list of a session is to be put online, or no longer. May be done twice; nothing is noted of an
 * organisation that has been erased. One write unit.
 */
export async function noteList(table: Table, scope: Scope<'org'>, day: string, isAwaited: boolean): Promise<void> {
  const profile = organisationEntities(table).profile.patch({ scope });
  try {
    await (isAwaited ? profile.add({ listsAwaited: [day] }) : profile.delete({ listsAwaited: [day] })).go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** How many people an organisation has. Half a read unit. */
export async function organisationReach(table: Table, scope: Scope<'org'>): Promise<Reach> {
  return { people: (await awaitingOf(table, scope)).people, organisations: 1 };
}

/** How many of its members are référents. One read unit. */
export async function referentCountOf(table: Table, scope: Scope<'org'>): Promise<number> {
  const { data } = await organisationEntities(table).profile.get({ scope }).go({ consistent: true });
  return data?.referentCount ?? 0;
}
