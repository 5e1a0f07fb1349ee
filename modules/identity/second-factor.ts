/** Setting up the application of codes: a secret for it, then a first code that proves that it holds the secret. */
import type { Member } from '../../platform/actor.ts';
import { actOnAccount } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { keepSecondFactor } from './second-factor-store.ts';
import { proveSecondFactor } from './proving.ts';
import { isRecoveryCode } from './recovery-codes.ts';
import { codesFor, proveRecoveryCode, tell } from './recovery.ts';
import { type AskedFrom, type IdentityDeps, proveCode, provePassword } from './service.ts';
import { enrolmentOf, forgetEnrolment, keepEnrolment } from './store.ts';
import { TEXTS } from './texts.ts';
import { stepOf } from './totp.ts';

export interface Beginning {
  password: string;
  /** Of the application that is replaced, or a recovery code; none when there is nothing to replace. */
  code?: string | undefined;
}

/**
 * First step: the password again, then a secret for the code generator. Another one is replaced by whoever can still
 * give a code of it, or a recovery code: Cognito forgets the one before as soon as the secret is given, Parvis does not.
 * @throws {Problem} `invalid`
 */
export async function beginSecondFactor(
  deps: IdentityDeps,
  member: Member,
  { password, code }: Beginning,
  asked: AskedFrom,
): Promise<{ token: string; secret: string }> {
  const { person } = member;
  let proof = await provePassword(deps, person.email, password);
  if (proof.kind === 'code-needed' || person.secondFactor) {
    if (code === undefined) throw refuseField('code', TEXTS.presentCode);
    const { email } = person;
    if (proof.kind === 'proved') await proveSecondFactor(deps, member, code, asked);
    else if (isRecoveryCode(code)) proof = await proveRecoveryCode(deps, { ...proof, email, code }, asked);
    else proof = await proveCode(deps, email, proof.challenge, code);
  }
  if (proof.kind !== 'proved') throw refuseField('code', TEXTS.presentCode);
  const secret = await deps.login.beginSecondFactor(proof.accessToken);
  const token = await keepEnrolment(deps.table, deps.clock, {
    person: person.id,
    accessToken: proof.accessToken,
    secret,
  });
  return { token, secret };
}

export async function secondFactorUnderWay(deps: IdentityDeps, person: string, token: string): Promise<string> {
  const enrolment = await enrolmentOf(deps.table, deps.clock, token);
  if (!enrolment || enrolment.person !== person) throw new Problem('gone');
  return enrolment.secret;
}

/**
 * Second step: a code made by the generator proves that it holds the secret.
 * @returns recovery codes, shown this once.
 */
export async function confirmSecondFactor(
  deps: IdentityDeps,
  member: Member,
  { token, code }: { token: string; code: string },
  asked: AskedFrom,
): Promise<string[]> {
  const enrolment = await enrolmentOf(deps.table, deps.clock, token);
  if (!enrolment || enrolment.person !== member.person.id) throw new Problem('gone');
  if ((await deps.login.confirmSecondFactor(enrolment.accessToken, code)) === 'wrong-code') {
    throw refuseField('code', TEXTS.wrongCode);
  }
  const { codes, hashes } = await codesFor(deps, member.person.id);
  const told = member.person.secondFactor
    ? tell(deps, member, asked, { name: 'second-factor-changed' })
    : { act: actOnAccount(member, deps.clock, member.from, { name: 'second-factor-on' }) };
  await keepSecondFactor(deps.table, member, {
    sealed: await deps.login.seal(enrolment.secret),
    // The code just given is not taken again.
    lastStep: stepOf(enrolment.secret, code, deps.clock()) ?? 0,
    recovery: hashes,
    ...told,
  });
  await forgetEnrolment(deps.table, token);
  return codes;
}
