/** Decisions about how an organisation's members sign in. Pure. */
import { type Role, ROLES } from '../../platform/rules.ts';
import type { SignInMethod, SignInPolicy } from '../../platform/sign-in-policy.ts';

/** Roles among the words given, in the order of the matrix, each once. */
export const knownRoles = (names: readonly string[]): Role[] => ROLES.filter((role) => names.includes(role));

/** How many people have a role, and how many of them have no second factor yet. */
export interface RoleCount {
  role: Role;
  people: number;
  without: number;
}

/** Every role, the highest first, with those who have it. */
export const countsOf = (members: readonly { role: Role; secondFactor?: boolean | undefined }[]): RoleCount[] =>
  [...ROLES].reverse().map((role) => {
    const holders = members.filter((member) => member.role === role);
    return { role, people: holders.length, without: holders.filter(({ secondFactor }) => !secondFactor).length };
  });

/** Whom a choice reaches: everybody when the way in changes; of those asked for a second factor, who has none. */
export interface PolicyReach {
  /** Members whose way in changes. */
  changed: number;
  /** Members who will be asked for a second factor. */
  asked: number;
  /** Those of them who will set it up at their next visit. */
  without: number;
}

/** Référents keep their password beside an own provider, which asks the others for what it wants. */
const methodFor = ({ method }: SignInPolicy, role: Role): SignInMethod =>
  method === 'provider' && role === 'referent' ? 'password' : method;

/** Roles that are asked for a second factor by Parvis itself. */
export const askedAgain = (policy: SignInPolicy): Role[] =>
  knownRoles(policy.secondFactorFor).filter((role) => methodFor(policy, role) !== 'provider');

export function reachOf(counts: readonly RoleCount[], before: SignInPolicy, after: SignInPolicy): PolicyReach {
  const roles = askedAgain(after);
  const concerned = counts.filter(({ role }) => roles.includes(role));
  const moved = counts.filter(({ role }) => methodFor(before, role) !== methodFor(after, role));
  const sum = (of: readonly RoleCount[], what: 'people' | 'without') => of.reduce((total, one) => total + one[what], 0);
  return {
    changed: sum(moved, 'people'),
    asked: sum(concerned, 'people'),
    without: sum(concerned, 'without'),
  };
}

export const isSamePolicy = (one: SignInPolicy, other: SignInPolicy): boolean =>
  one.method === other.method && knownRoles(one.secondFactorFor).join() === knownRoles(other.secondFactorFor).join();
