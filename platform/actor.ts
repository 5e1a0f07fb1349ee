/** Who makes a request, with what rights, read anew at each request. */
import { onBehalfOf } from './confinement.ts';
import { Problem } from './problems.ts';
import { type Action, may, type Role } from './rules.ts';
import type { Asked, Proof, SignInPolicy } from './sign-in-policy.ts';
import { groupScope, networkScope, organisationScope, personScope, type Scope } from './scope.ts';

export { type Action, may, type Role, ROLES } from './rules.ts';

/** That a person belongs to an organisation, as her own partition says. */
export interface Membership {
  organisation: string;
  name: string;
  slug: string;
  role: Role;
  /** The operator has suspended the organisation: its members read, and make nothing new. */
  isSuspended?: boolean;
  /** How the organisation wants its members to sign in; absent when it has chosen nothing. */
  signIn?: SignInPolicy;
}

/** An organisation of hers that has left the territory: its delay is running. */
export interface LeftOrganisation {
  organisation: string;
  name: string;
}

/** What somebody is in a group: facilitators look after it. */
export const STANDINGS = ['member', 'facilitator'] as const;
export type Standing = (typeof STANDINGS)[number];

/** That a person is in a group, as her own partition says; `organisation`: the one through which she is. */
export interface GroupMembership {
  group: string;
  name: string;
  organisation: string;
  standing: Standing;
}

export interface Person {
  /** Subject of the login (Cognito `sub`). */
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  /** The address before it, and the moment (ISO 8601) since which it is no longer hers. */
  former?: { email: string; until: string };
  /** She has a code generator, and gives its code at each sign-in. */
  secondFactor?: boolean;
}

/** Somebody signed in. `current` is the organisation she works for now; an operator may have none. */
export interface Member {
  person: Person;
  /** `only`: the one organisation that it opens, whose own provider said who she is. */
  session: { hash: string; id: string; proofs: readonly Proof[]; only?: string };
  memberships: readonly Membership[];
  left?: readonly LeftOrganisation[];
  groups: readonly GroupMembership[];
  current: Membership | undefined;
  /** Where she would be, had she proved what it asks; `current` is undefined then, so that nothing of it opens. */
  awaits?: { name: string; asked: readonly Asked[] } | undefined;
  /** Name of the organisation that she worked for, when it has left the territory. */
  gone?: string | undefined;
  isOperator: boolean;
  /** Where this request comes from, shortened (`shortAddress`): the journal says no more. */
  from: string;
}

/** @throws {Problem} `forbidden`, with what to say instead of the general sentence. */
export function mustMay(member: Member, action: Action, detail?: string): void {
  if (!may(member, action)) throw new Problem('forbidden', detail ? { detail } : {});
}

/**
 * The partition of the organisation that the member works for.
 * @throws {Problem} `no-longer-member` when she belongs to none.
 */
export function organisationScopeOf(member: Member): Scope<'org'> {
  return organisationScope(currentOf(member).organisation);
}

/** @throws {Problem} `no-longer-member` when she belongs to no organisation, `proof-needed` when it asks for more. */
export function currentOf(member: Member): Membership {
  if (!member.current) throw notEntered(member);
  return member.current;
}

/**
 * Runs `work` for another of her organisations than the one that this request is for: the table refuses all but that one.
 * @throws {Problem} `no-longer-member` when she is not in it.
 */
export function workingFor<Result>(member: Member, organisation: string, work: () => Promise<Result>): Promise<Result> {
  if (!member.memberships.some((one) => one.organisation === organisation)) throw new Problem('no-longer-member');
  return onBehalfOf(organisation, work);
}

/** Why somebody who has no current organisation has none. */
export function notEntered({ awaits, gone }: Member): Problem {
  if (awaits) return new Problem('proof-needed', { extra: { ...awaits } });
  return new Problem('no-longer-member', gone === undefined ? {} : { detail: leftTheTerritory(gone) });
}

const leftTheTerritory = (name: string): string =>
  `${name} a quitté ce territoire : son espace est fermé, et l’opérateur peut encore le rouvrir. Votre compte reste ouvert.`;

/** The network is read by whoever belongs to an organisation of the territory. */
export function networkScopeOf(member: Member): Scope<'net'> {
  if (member.memberships.length === 0 || member.awaits) throw notEntered(member);
  return networkScope;
}

/** What she is in a group; undefined when she is not in it. */
export const standingIn = (member: Member, group: string): Standing | undefined =>
  member.groups.find((one) => one.group === group)?.standing;

/**
 * The partition of a group that the member is in.
 * @throws {Problem} `not-found` when she is not: a group may be nobody else's business.
 */
export function groupScopeOf(member: Member, group: string): Scope<'grp'> {
  if (!standingIn(member, group)) throw new Problem('not-found');
  return groupScope(group);
}

export const personScopeOf = (member: Member): Scope<'usr'> => personScope(member.person.id);

/**
 * The caller of a route for members: the application has let nobody else through.
 * @throws {Problem} `sign-in-needed`
 */
export function signedIn(call: { member: Member | undefined }): Member {
  if (!call.member) throw new Problem('sign-in-needed');
  return call.member;
}
