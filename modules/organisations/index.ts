import { currentOf, type Member, organisationScopeOf } from '../../platform/actor.ts';
import type { Table } from '../../platform/table.ts';
import { networkReach, organisationReach, publicProfile, type Reach } from './store/organisation.ts';
import { type OfficialKind, placeBySlug } from './store/register.ts';

export { mails } from './mails.ts';
export { registerOf } from './register-source.ts';
export { memberRoutes } from './routes/members.tsx';
export { operatorRoutes } from './routes/operator.tsx';
export { signUpRoutes } from './routes/sign-up.tsx';
export { welcomeRoutes } from './routes/welcome.tsx';
export { prepareTerritory } from './service/prepare-territory.ts';
export {
  networkReach,
  organisationNamed,
  organisationsListed,
  publicProfile,
  type PublicProfile,
  type Reach,
} from './store/organisation.ts';
export { memberEntity } from './store/entities.ts';
export { type MemberLine, memberOf } from './store/member.ts';
export { memberToManage } from './service/members.ts';
export { placesBeginning, type OfficialKind, type Suggestion } from './store/register.ts';
export { slug as slugSchema } from './schema.ts';
export { searchKey } from './rules.ts';

/** A commune or EPCI of the register, whether or not it has joined. */
export interface NamedOrganisation {
  siren: string;
  name: string;
  slug: string;
  kind: OfficialKind;
  /** True once it has joined. */
  active: boolean;
}

/** Who lives at `/c/<slug>`: one read of the register, one of the public profile. One read unit. */
export async function organisationBySlug(
  table: Table,
  departement: string,
  slug: string,
): Promise<NamedOrganisation | undefined> {
  const place = await placeBySlug(table, departement, slug);
  if (!place) return undefined;
  const { siren, name, kind } = place;
  return { siren, name, kind, slug: place.slug, active: (await publicProfile(table, siren)) !== undefined };
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
