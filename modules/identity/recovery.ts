/**
 * The telephone is not at hand: one of the codes that she wrote down stands for it, once. Parvis keeps what the
 * application's codes are made from, so that it answers Cognito itself: docs/adr/0031-recovery-codes.md.
 */
import type { Member } from '../../platform/actor.ts';
import { newId } from '../../platform/ids.ts';
import { actOnAccount, type ActName, shortAddress } from '../../platform/journal.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { addProof } from '../../platform/proofs.ts';
import { type Rights, rightsOf } from '../../platform/sessions.ts';
import type { SignInOutcome } from './cognito.ts';
import { newRecoveryCodes, shownCode } from './recovery-codes.ts';
import { MOST_FAILURES } from './rules.ts';
import {
  accountMailScope,
  type SecondFactor,
  secondFactorOf,
  setRecoveryCodes,
  takeRecoveryCode,
} from './second-factor-store.ts';
import {
  type AskedFrom,
  deviceName,
  type IdentityDeps,
  type Proof,
  provePassword,
  tryOnce,
  whenUnlocked,
} from './service.ts';
import { countFailure, forgetFailures } from './store.ts';
import { TEXTS } from './texts.ts';
import { codeAfter } from './totp.ts';

const hashOf = ({ login }: Pick<IdentityDeps, 'login'>, person: string, code: string): Promise<string> =>
  login.digest(`${person} ${code}`);

/** Codes for her to write down, and what is kept of them. */
export async function codesFor(
  deps: Pick<IdentityDeps, 'login'>,
  person: string,
): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = newRecoveryCodes();
  return { codes: codes.map(shownCode), hashes: await Promise.all(codes.map((code) => hashOf(deps, person, code))) };
}

/** What journals keep of a change of her second factor, and the mail that tells her of it. */
export function tell(
  { clock }: Pick<IdentityDeps, 'clock'>,
  whose: Parameters<typeof actOnAccount>[0] & Pick<Rights, 'person'>,
  asked: AskedFrom,
  {
    name,
    left,
  }: {
    name: Extract<ActName, 'recovery-code-used' | 'recovery-codes-renewed' | 'second-factor-changed'>;
    left?: number;
  },
) {
  const from = shortAddress(asked.address);
  const { firstName, email } = whose.person;
  const parameters = { firstName, device: deviceName(asked.userAgent), from, left: String(left ?? '') };
  return {
    act: actOnAccount(whose, clock, from, { name }),
    mail: newMail(accountMailScope(newId('mel', clock())), clock, { template: name, to: email, parameters }),
  };
}

interface Given {
  person: string;
  code: string;
  asked: AskedFrom;
}

/** Her code, when it is one of those that are left. */
async function known(
  deps: IdentityDeps,
  { person, code }: Given,
): Promise<(SecondFactor & { hash: string }) | undefined> {
  const [kept, hash] = await Promise.all([secondFactorOf(deps.table, person), hashOf(deps, person, code)]);
  return kept?.recovery.includes(hash) ? { ...kept, hash } : undefined;
}

/** It serves no more. @returns false when it, or another, was used at this very moment. */
async function use(
  deps: IdentityDeps,
  { person, asked }: Given,
  kept: SecondFactor & { hash: string },
): Promise<boolean> {
  const rights = await rightsOf(deps.table, person);
  if (!rights) return false;
  const told = tell(deps, rights, asked, { name: 'recovery-code-used', left: kept.recovery.length - 1 });
  return takeRecoveryCode(deps.table, person, kept, told);
}

/** Signs in with the password, which `challenge` proves, and a recovery code. @throws {Problem} as `proveCode` */
export const proveRecoveryCode = (
  deps: IdentityDeps,
  { email, challenge, code }: { email: string; challenge: string; code: string },
  asked: AskedFrom,
): Promise<Proof> => {
  const refused: SignInOutcome = { kind: 'refused' };
  const proving = { field: 'code', text: TEXTS.wrongRecovery, proofs: ['password', 'recovery'] as const };
  return tryOnce(deps, email, proving, async () => {
    const person = await deps.login.find(email);
    const given = person && { person, code, asked };
    const kept = given && (await known(deps, given));
    const made = kept && codeAfter(await deps.login.unseal(kept.sealed), deps.clock(), kept.lastStep);
    if (!given || !made) return refused;
    // Cognito first: a code is not lost to a page that waited too long.
    const outcome = await deps.login.answerCode(email, challenge, made.code);
    if (outcome.kind !== 'signed-in') return refused;
    return (await use(deps, given, { ...kept, lastStep: made.step })) ? outcome : refused;
  });
};

/** In the session that is open, under the same lock. @throws {Problem} `invalid`, `too-many` */
export async function recoverInSession(
  deps: IdentityDeps,
  member: Member,
  code: string,
  asked: AskedFrom,
): Promise<void> {
  const { id: person, email } = member.person;
  const scope = await whenUnlocked(deps, email);
  // Counted before the code is compared: trying in parallel gains nothing.
  const tries = await countFailure(deps.table, deps.clock, scope);
  const given = { person, code, asked };
  const kept = tries <= MOST_FAILURES ? await known(deps, given) : undefined;
  if (!kept || !(await use(deps, given, kept))) throw refuseField('code', TEXTS.wrongRecovery);
  await forgetFailures(deps.table, scope);
  await addProof(deps.table, member, 'recovery');
}

/**
 * Others in place of those that are left; her password is asked again.
 * @throws {Problem} `invalid` on the password, `conflict` when there is no second factor that they could stand for.
 */
export async function renewRecoveryCodes(
  deps: IdentityDeps,
  member: Member,
  password: string,
  asked: AskedFrom,
): Promise<string[]> {
  const { id, email } = member.person;
  await provePassword(deps, email, password);
  const { codes, hashes } = await codesFor(deps, id);
  const told = tell(deps, member, asked, { name: 'recovery-codes-renewed' });
  if (!(await setRecoveryCodes(deps.table, id, hashes, told))) {
    throw new Problem('conflict', { detail: TEXTS.noneToRecover });
  }
  return codes;
}
