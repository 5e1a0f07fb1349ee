/**
 * How an organisation wants its members to sign in, and what of it a session has proved. Pure: read at each request,
 * from what the person's own partition holds (docs/adr/0014-sign-in-policies.md).
 */
import type { Role } from './rules.ts';

/**
 * How members of an organisation sign in: with their password, a code sent to their mailbox each time, or the account
 * of the organisation's own provider.
 */
export const SIGN_IN_METHODS = ['password', 'code', 'provider'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** `secondFactorFor`: the roles that must also give a code of their telephone's application. */
export interface SignInPolicy {
  method: SignInMethod;
  secondFactorFor: readonly Role[];
}

/** Of an organisation that has chosen nothing. */
export const USUAL_POLICY: SignInPolicy = { method: 'password', secondFactorFor: [] };

/**
 * What a session has proved: `link`, a one-time link from her mailbox; `totp`, a code of the application; `provider`,
 * that the organisation's own provider knows her: such a session opens that organisation alone; `recovery`, a code that
 * stands for one of the application.
 */
export const PROOFS = ['password', 'code', 'link', 'totp', 'provider', 'recovery'] as const;
export type Proof = (typeof PROOFS)[number];

export const knownProofs = (proofs: readonly string[]): Proof[] => PROOFS.filter((proof) => proofs.includes(proof));

/** What somebody has still to prove before she enters an organisation, first thing first. */
export type Asked = 'code' | 'provider' | 'totp';

/** What each method takes for proved. Any way in is good enough where a password would do. */
const ENOUGH: Readonly<Record<SignInMethod, { asks: Asked; takes: readonly Proof[] } | undefined>> = {
  password: undefined,
  code: { asks: 'code', takes: ['code', 'link', 'provider'] },
  provider: { asks: 'provider', takes: ['provider'] },
};

/** An organisation's own provider asks for what it wants besides: its session opens that organisation alone. */
export const hasSecondFactor = (proofs: readonly Proof[]): boolean =>
  proofs.some((proof) => proof === 'totp' || proof === 'provider' || proof === 'recovery');

/** @returns nothing when she may enter. */
export function askedOf(policy: SignInPolicy, role: Role, proofs: readonly Proof[]): Asked[] {
  const asked: Asked[] = [];
  // A provider may fail, or its secret expire: a référent can always come in otherwise, and choose another way.
  const first = policy.method === 'provider' && role === 'referent' ? undefined : ENOUGH[policy.method];
  if (first && !first.takes.some((proof) => proofs.includes(proof))) asked.push(first.asks);
  if (policy.secondFactorFor.includes(role) && !hasSecondFactor(proofs)) asked.push('totp');
  return asked;
}
