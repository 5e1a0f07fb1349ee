/** Setting up the application of codes: a secret for it, then a first code that proves that it holds the secret. */
import type { Member } from '../../platform/actor.ts';
import { actOnAccount } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { keepSecondFactor } from './second-factor-store.ts';
import { type IdentityDeps, provePassword } from './service.ts';
import { enrolmentOf, forgetEnrolment, keepEnrolment } from './store.ts';
import { TEXTS } from './texts.ts';
import { stepOf } from './totp.ts';

/** First step of the second factor: the password again, then a secret for the code generator. */
export async function beginSecondFactor(
  deps: IdentityDeps,
  person: { id: string; email: string },
  password: string,
): Promise<{ token: string; secret: string }> {
  const proof = await provePassword(deps, person.email, password);
  if (proof.kind !== 'proved') throw new Problem('conflict', { detail: 'La double vérification est déjà en place.' });
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

/** Second step: a code made by the generator proves that it holds the secret. */
export async function confirmSecondFactor(
  deps: IdentityDeps,
  member: Member,
  token: string,
  code: string,
): Promise<void> {
  const enrolment = await enrolmentOf(deps.table, deps.clock, token);
  if (!enrolment || enrolment.person !== member.person.id) throw new Problem('gone');
  if ((await deps.login.confirmSecondFactor(enrolment.accessToken, code)) === 'wrong-code') {
    throw refuseField('code', TEXTS.wrongCode);
  }
  const noted = actOnAccount(member, deps.clock, member.from, { name: 'second-factor-on' });
  await keepSecondFactor(deps.table, member, {
    sealed: await deps.login.seal(enrolment.secret),
    // The code just given is not taken again.
    lastStep: stepOf(enrolment.secret, code, deps.clock()) ?? 0,
    act: noted,
  });
  await forgetEnrolment(deps.table, token);
}
