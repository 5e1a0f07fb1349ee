/** What an organisation asks of a session, over everything that can be chosen and proved. */
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { ROLES } from '../../platform/rules.ts';
import { askedOf, knownProofs, PROOFS, SIGN_IN_METHODS, USUAL_POLICY } from '../../platform/sign-in-policy.ts';

const policy = fc.record({ method: fc.constantFrom(...SIGN_IN_METHODS), secondFactorFor: fc.subarray([...ROLES]) });
const role = fc.constantFrom(...ROLES);
const proofs = fc.subarray([...PROOFS]);

describe('what is still to prove', () => {
  it('is nothing where nothing was chosen, however the session was opened', () => {
    fc.assert(
      fc.property(role, proofs, (of, proved) => {
        expect(askedOf(USUAL_POLICY, of, proved)).toEqual([]);
      }),
    );
  });

  it('never grows with what is proved', () => {
    fc.assert(
      fc.property(policy, role, proofs, fc.constantFrom(...PROOFS), (wanted, of, proved, more) => {
        const before = askedOf(wanted, of, proved);
        const after = askedOf(wanted, of, [...proved, more]);
        expect(before).toEqual(expect.arrayContaining(after));
      }),
    );
  });

  it('is over once each thing asked has been proved', () => {
    fc.assert(
      fc.property(policy, role, proofs, (wanted, of, proved) => {
        expect(askedOf(wanted, of, [...proved, ...askedOf(wanted, of, proved)])).toEqual([]);
      }),
    );
  });

  it('is a code of the application for the roles chosen, and for no other', () => {
    fc.assert(
      fc.property(policy, role, proofs, (wanted, of, proved) => {
        const isAsked = askedOf(wanted, of, proved).includes('totp');
        const isProved = proved.includes('totp') || proved.includes('provider') || proved.includes('recovery');
        expect(isAsked).toBe(wanted.secondFactorFor.includes(of) && !isProved);
      }),
    );
  });

  it('is the account of the organisation’s own provider where it wants that, but of no référent', () => {
    const wanted = { method: 'provider', secondFactorFor: [] } as const;
    expect(askedOf(wanted, 'publisher', ['password', 'code', 'link', 'totp'])).toEqual(['provider']);
    expect(askedOf(wanted, 'publisher', ['provider'])).toEqual([]);
    expect(askedOf(wanted, 'referent', ['password'])).toEqual([]);
    expect(askedOf({ ...wanted, secondFactorFor: ['referent'] }, 'referent', ['password'])).toEqual(['totp']);
  });

  it('is a code from the mailbox where each sign-in wants one: a password is not enough, a link is', () => {
    const wanted = { method: 'code', secondFactorFor: [] } as const;
    expect(askedOf(wanted, 'reader', ['password', 'totp'])).toEqual(['code']);
    expect(askedOf(wanted, 'reader', ['password', 'link'])).toEqual([]);
    expect(askedOf(wanted, 'reader', ['code'])).toEqual([]);
  });
});

describe('what a session has proved', () => {
  it('leaves out words that are not known', () => {
    expect(knownProofs(['smoke', 'totp', 'password'])).toEqual(['password', 'totp']);
  });
});
