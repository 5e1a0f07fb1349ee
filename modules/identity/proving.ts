/** What an organisation asks besides what a session has proved: the code of her telephone's application. */
import type { Member } from '../../platform/actor.ts';
import { refuseField } from '../../platform/problems.ts';
import { addProof } from '../../platform/proofs.ts';
import { isRecoveryCode } from './recovery-codes.ts';
import { recoverInSession } from './recovery.ts';
import { MOST_FAILURES } from './rules.ts';
import { secondFactorOf, takeStep } from './second-factor-store.ts';
import { type AskedFrom, type IdentityDeps, whenUnlocked } from './service.ts';
import { countFailure, forgetFailures } from './store.ts';
import { TEXTS } from './texts.ts';
import { stepOf } from './totp.ts';

/** What to do about a code of the application: give it, set the application up, or sign in again with the password. */
export type SecondFactorState = 'ready' | 'none' | 'elsewhere';

/** `elsewhere`: set up before Parvis could check a code by itself; signing in with the password asks for it. */
export async function secondFactorState({ table }: IdentityDeps, { person }: Member): Promise<SecondFactorState> {
  if (!person.secondFactor) return 'none';
  return (await secondFactorOf(table, person.id)) ? 'ready' : 'elsewhere';
}

/**
 * Takes a code of the application, or a recovery code, in the session that is open, under the same lock as sign-in.
 * @throws {Problem} `invalid` on a wrong code or one that served, `too-many` when the address is locked.
 */
export async function proveSecondFactor(
  deps: IdentityDeps,
  member: Member,
  code: string,
  asked: AskedFrom,
): Promise<void> {
  if (isRecoveryCode(code)) return recoverInSession(deps, member, code, asked);
  const { id, email } = member.person;
  const scope = await whenUnlocked(deps, email);
  // Counted before the code is compared: trying in parallel gains nothing.
  const tries = await countFailure(deps.table, deps.clock, scope);
  const kept = tries <= MOST_FAILURES ? await secondFactorOf(deps.table, id) : undefined;
  const step = kept && stepOf(await deps.login.unseal(kept.sealed), code, deps.clock(), kept.lastStep);
  if (step === undefined || !(await takeStep(deps.table, id, step))) throw refuseField('code', TEXTS.wrongCode);
  await forgetFailures(deps.table, scope);
  await addProof(deps.table, member, 'totp');
}
