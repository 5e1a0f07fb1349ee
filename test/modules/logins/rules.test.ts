import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { countsOf, isSamePolicy, knownRoles, reachOf } from '../../../modules/logins/rules.ts';
import { type Role, ROLES } from '../../../platform/rules.ts';
import { askedOf, SIGN_IN_METHODS, type SignInPolicy } from '../../../platform/sign-in-policy.ts';

const role = fc.constantFrom(...ROLES);
const members = fc.array(fc.record({ role, secondFactor: fc.option(fc.boolean(), { nil: undefined }) }));
const policy = fc.record({ method: fc.constantFrom(...SIGN_IN_METHODS), secondFactorFor: fc.subarray([...ROLES]) });

describe('whom a choice reaches', () => {
  it('counts each member once, under her role', () => {
    fc.assert(
      fc.property(members, (all) => {
        const counts = countsOf(all);
        expect(counts.map((one) => one.role)).toEqual(['referent', 'publisher', 'contributor', 'reader']);
        expect(counts.reduce((sum, { people }) => sum + people, 0)).toBe(all.length);
        expect(counts.every(({ people, without }) => without <= people)).toBe(true);
      }),
    );
  });

  /** How a member comes in: référents keep their password beside an own provider. */
  const wayIn = ({ method }: SignInPolicy, role: Role) =>
    method === 'provider' && role === 'referent' ? 'password' : method;

  it('is whoever comes in otherwise, and those whom entering asks for a second factor', () => {
    fc.assert(
      fc.property(members, policy, policy, (all, before, after) => {
        const reach = reachOf(countsOf(all), before, after);
        expect(reach.changed).toBe(all.filter(({ role }) => wayIn(before, role) !== wayIn(after, role)).length);
        const asked = all.filter(({ role }) => askedOf(after, role, [wayIn(after, role)]).includes('totp'));
        expect(reach.asked).toBe(asked.length);
        expect(reach.without).toBe(asked.filter((one) => one.secondFactor !== true).length);
      }),
    );
  });
});

describe('a choice', () => {
  it('is the same in any order of its roles', () => {
    fc.assert(
      fc.property(policy, (one) => {
        const turned = { ...one, secondFactorFor: [...one.secondFactorFor].reverse() };
        expect(isSamePolicy(one, turned)).toBe(true);
        expect(isSamePolicy(one, { ...one, method: one.method === 'code' ? 'password' : 'code' })).toBe(false);
      }),
    );
  });

  it('knows the roles of the matrix alone', () => {
    expect(knownRoles(['mayor', 'referent', 'reader', 'referent'])).toEqual(['reader', 'referent']);
  });
});
