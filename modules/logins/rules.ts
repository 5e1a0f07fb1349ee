/** Decisions about how an organisation's members sign in. Pure. */
import { type Role, ROLES } from '../../platform/rules.ts';
import type { SignInPolicy } from '../../platform/sign-in-policy.ts';

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

export function reachOf(counts: readonly RoleCount[], before: SignInPolicy, after: SignInPolicy): PolicyReach {
  const concerned = counts.filter(({ role }) => after.secondFactorFor.includes(role));
  const sum = (of: readonly RoleCount[], what: 'people' | 'without') => of.reduce((total, one) => total + one[what], 0);
  return {
    changed: before.method === after.method ? 0 : sum(counts, 'people'),
    asked: sum(concerned, 'people'),
    without: sum(concerned, 'without'),
  };
}

export const isSamePolicy = (one: SignInPolicy, other: SignInPolicy): boolean =>
  one.method === other.method && knownRoles(one.secondFactorFor).join() === knownRoles(other.secondFactorFor).join();
