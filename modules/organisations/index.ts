import { currentOf, type Member, organisationScopeOf } from '../../platform/actor.ts';
import type { Table } from '../../platform/table.ts';
import type { Presented } from './store/presentation.ts';
import {
  networkReach,
  organisationReach,
  publicProfile,
  type PublicProfile,
  type Reach,
} from './store/organisation.ts';
import { publicLogoAddress } from './rules-logo.ts';
import { placeBySlug, type RegisterEntry } from './store/register.ts';

export { mails } from './mails.ts';
export { onOrganisationChange, type OrganisationChangeDeps, tellReferents } from './events.ts';
export { registerOf } from './register-source.ts';
export { invitationListRoutes } from './routes/invitations.tsx';
export { communeRoutes } from './routes/communes.tsx';
export { invitedRoutes } from './routes/invited.tsx';
export { joinRequestRoutes } from './routes/join-requests.tsx';
export { joiningRoutes } from './routes/joining.tsx';
export { logoRoutes, publicLogoRoutes } from './routes/logo.tsx';
export { memberRoutes } from './routes/members.tsx';
export { presentationRoutes } from './routes/presentation.tsx';
export { operatorChrome } from './views/operator-chrome.ts';
export { operatorRoutes } from './routes/operator.tsx';
export { signUpRoutes } from './routes/sign-up.tsx';
export { organisationsRoutes } from './routes/organisations.tsx';
export { unlistedRoutes } from './routes/unlisted.tsx';
export { organisationOfSiret, type ProposedOrganisation } from './service/proposing.ts';
export { acceptVouched } from './service/welcome.ts';
export { linkToken as linkTokenSchema } from './schema.ts';
export { welcomeRoutes } from './routes/welcome.tsx';
export { communesJoinedOf, epciOf } from './service/epci.ts';
export { prepareTerritory } from './service/prepare-territory.ts';
export {
  everyOrganisation,
  hasLeft,
  leftBySlug,
  type LeftOrganisation,
  listedBySlug,
  networkReach,
  noteList,
  organisationNamed,
  organisationReach,
  organisationsBeginning,
  organisationsLeft,
  organisationsListed,
  publicProfile,
  type PublicProfile,
  type Reach,
} from './store/organisation.ts';
export { memberEntity, organisationEntities } from './store/entities.ts';
export { type Life, lifeEntities, lifeOf } from './store/life.ts';
export { closeMemberships } from './store/carrying.ts';
export { voidInvitations } from './service/voiding.ts';
export { organisationParams } from './schema.ts';
export {
  everyMember,
  keepPerson,
  type MemberLine,
  memberOf,
  membersOf,
  referentsOf,
  successorOf,
} from './store/member.ts';
export { membersAndRequests } from './service/join-requests.ts';
export { type Departing, departuresOf, leaveOrganisations, organisationsToHandOver } from './service/leaving.ts';
export { memberToManage } from './service/members.ts';
export { closedOrganisations, type Presented } from './store/presentation.ts';
export { epciNameOf, placesBeginning, type Suggestion } from './store/register.ts';
export { bodiesKept, type Body } from './store/territory-bodies.ts';
export { slug as slugSchema } from './schema.ts';
export { organisationSource } from './search.ts';
export { isSiretOf, type OrganisationKind } from './kinds.ts';
export { HANDOVER_ENTITY, MEMBER_ENTITY } from './store/entities.ts';
export { searchKey } from './rules.ts';
export { ROLE_TEXTS } from './texts.ts';

/** A commune or EPCI of the register, whether or not it has joined. */
export interface NamedOrganisation {
  siren: string;
  name: string;
  slug: string;
  kind: RegisterEntry['kind'];
  /** True once it has joined, as long as it has a public page. */
  active: boolean;
  /** True when it has joined and has no public page. */
  isClosed: boolean;
  /** True while the operator has suspended it: it is read, nobody subscribes. */
  isSuspended: boolean;
  /** It has left the territory: since when, and until when it may come back. */
  left?: PublicProfile['left'];
  /** What it says of itself; absent when there is no public page. */
  presented?: Presented | undefined;
  /** The address of its logo, when it shows one to everybody. */
  logo: string | undefined;
  /** What the register says of it. */
  facts: Pick<RegisterEntry, 'population' | 'epciName'>;
}

/** The address of the logo that an organisation shows to everybody; none without public page. */
export const logoAddressOf = ({ slug, logo, isClosed, left }: PublicProfile): string | undefined =>
  logo && !isClosed && !left ? publicLogoAddress(slug, logo.document) : undefined;

/** Who lives at `/c/<slug>`: one read of the register, one of the public profile. One read unit. */
export async function organisationBySlug(
  table: Table,
  departement: string,
  slug: string,
): Promise<NamedOrganisation | undefined> {
  const place = await placeBySlug(table, departement, slug);
  if (!place) return undefined;
  const { siren, name, kind, population, epciName } = place;
  const profile = await publicProfile(table, siren);
  const isClosed = profile?.isClosed === true;
  return {
    siren,
    name,
    kind,
    slug: place.slug,
    active: profile !== undefined && !isClosed && !profile.left,
    isClosed,
    isSuspended: profile?.isSuspended === true,
    ...(profile?.left ? { left: profile.left } : {}),
    logo: profile && logoAddressOf(profile),
    presented: profile && !isClosed && !profile.left ? presentedOf(profile) : undefined,
    facts: { population, ...(epciName ? { epciName } : {}) },
  };
}

const presentedOf = ({ address, telephone, hours, website, email, accent }: PublicProfile): Presented => ({
  address,
  telephone,
  hours,
  website,
  email,
  accent,
});

/** Whether an organisation that has joined may publish for everybody: it has a public page. Half a read unit. */
export async function hasPublicPage(table: Table, siren: string): Promise<boolean> {
  return (await publicProfile(table, siren))?.isClosed !== true;
}

/** How many people and organisations an audience reaches, for « Qui le verra ? ». */
export function membersReached(
  table: Table,
  member: Member,
  audience: 'organisation' | 'network' | 'public',
): Promise<Reach> {
  currentOf(member);
  return audience === 'organisation' ? organisationReach(table, organisationScopeOf(member)) : networkReach(table);
}
