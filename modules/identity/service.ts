import type { Clock } from '../../platform/clock.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { personScope } from '../../platform/scope.ts';
import {
  closeSession,
  type OpenedSession,
  openSession,
  personEntities,
  type PersonSession,
  sessionsOf,
} from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import type { Login, SignInOutcome } from './cognito.ts';
import { LOCK_MINUTES, waitBeforeTrying } from './rules.ts';
import {
  attemptsOf,
  attemptsScope,
  countFailure,
  enrolmentOf,
  forgetEnrolment,
  forgetFailures,
  keepEnrolment,
} from './store.ts';
import { TEXTS } from './texts.ts';

/** What the functions that sign people in are given. */
export interface IdentityDeps {
  table: Table;
  clock: Clock;
  login: Login;
}

/** Either signed in, or a code of the second factor is needed to go on. */
export type Proof =
  { kind: 'proved'; person: string; accessToken: string } | { kind: 'code-needed'; challenge: string };

/**
 * Tries once, under our own lock: five failures in a row close an address for a quarter of an hour, here and on
 * AWS alike, known or not.
 */
async function tryOnce(
  deps: IdentityDeps,
  email: string,
  field: string,
  attempt: () => Promise<SignInOutcome>,
): Promise<Proof> {
  const scope = attemptsScope('sign-in', email);
  const wait = waitBeforeTrying(await attemptsOf(deps.table, scope), deps.clock());
  if (wait > 0) {
    const detail = TEXTS.locked(Math.ceil(wait / 60_000));
    throw new Problem('too-many', {
      detail,
      fields: [{ field: 'email', message: detail }],
      retryAfter: Math.ceil(wait / 1000),
    });
  }
  const outcome = await attempt();
  switch (outcome.kind) {
    case 'refused':
      await countFailure(deps.table, deps.clock, scope);
      throw refuseField(field, field === 'code' ? TEXTS.wrongCode : TEXTS.wrong);
    case 'code-needed':
      return outcome;
    case 'signed-in':
      await forgetFailures(deps.table, scope);
      return { kind: 'proved', person: outcome.person, accessToken: outcome.accessToken };
  }
}

/** @throws {Problem} `invalid` when refused, `too-many` when the address is locked. */
export const provePassword = (deps: IdentityDeps, email: string, password: string): Promise<Proof> =>
  tryOnce(deps, email, 'password', () => deps.login.signIn(email, password));

/** The six digits of the code generator, after the password. */
export const proveCode = (deps: IdentityDeps, email: string, challenge: string, code: string): Promise<Proof> =>
  tryOnce(deps, email, 'code', () => deps.login.answerCode(email, challenge, code));

/** For a link that already proved the address: the password must be hers, a second factor is not asked again. */
export async function checkPassword(
  deps: IdentityDeps,
  input: { email: string; password: string },
): Promise<{ person: string } | undefined> {
  const proof = await provePassword(deps, input.email, input.password);
  return proof.kind === 'proved' ? { person: proof.person } : undefined;
}

/** Opens the session of somebody proved; the browser is remembered by its name, for the list of sessions. */
export const signIn = (deps: IdentityDeps, person: string, userAgent: string): Promise<OpenedSession> =>
  openSession(deps.table, deps.clock, { person, device: deviceName(userAgent) });

/** « Firefox sur Windows »: enough to recognise one's own. */
export function deviceName(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? 'Edge'
    : /Firefox\//.test(userAgent)
      ? 'Firefox'
      : /Chrome\//.test(userAgent)
        ? 'Chrome'
        : /Safari\//.test(userAgent)
          ? 'Safari'
          : 'Un programme';
  const system = [/Android/, /iPhone|iPad/, /Windows/, /Mac OS/, /Linux/].findIndex((pattern) =>
    pattern.test(userAgent),
  );
  const name = ['Android', 'iOS', 'Windows', 'macOS', 'Linux'][system];
  return name ? `${browser} sur ${name}` : browser;
}

/** An account for an address that has been proved. @throws {Problem} `conflict` when there is one already. */
export async function createAccount(
  deps: IdentityDeps,
  input: { email: string; password: string; firstName: string; lastName: string },
): Promise<{ person: string }> {
  const person = await deps.login.create(input.email, input.password);
  await personEntities(deps.table)
    .profile.put({
      scope: personScope(person),
      firstName: input.firstName,
      lastName: input.lastName,
      email: input.email,
      createdAt: deps.clock().toISOString(),
    })
    .go();
  return { person };
}

export async function findAccount(deps: IdentityDeps, email: string): Promise<{ person: string } | undefined> {
  const person = await deps.login.find(email);
  if (!person) return undefined;
  const { data } = await personEntities(deps.table)
    .profile.get({ scope: personScope(person) })
    .go();
  // A creation cut short before its profile was written is no account yet: it is taken up again.
  return data ? { person } : undefined;
}

export async function sendResetCode(deps: IdentityDeps, email: string): Promise<void> {
  if ((await deps.login.sendResetCode(email)) === 'too-many') throw refuseField('email', TEXTS.tooMany);
}

/** Sets the new password, ends every session, opens the way again for a locked address. */
export async function resetPassword(deps: IdentityDeps, email: string, code: string, password: string): Promise<void> {
  const scope = attemptsScope('reset', email);
  if (waitBeforeTrying(await attemptsOf(deps.table, scope), deps.clock()) > 0) {
    throw new Problem('too-many', {
      detail: TEXTS.locked(LOCK_MINUTES),
      fields: [{ field: 'code', message: TEXTS.locked(LOCK_MINUTES) }],
    });
  }
  const outcome = await deps.login.reset(email, code, password);
  switch (outcome) {
    case 'done':
      break;
    case 'weak-password':
      throw refuseField('password', TEXTS.weak);
    case 'expired-code':
      throw refuseField('code', TEXTS.staleCode);
    case 'too-many':
      throw refuseField('code', TEXTS.tooMany);
    case 'wrong-code':
      await countFailure(deps.table, deps.clock, scope);
      throw refuseField('code', TEXTS.wrongCode);
  }
  await forgetFailures(deps.table, scope);
  await forgetFailures(deps.table, attemptsScope('sign-in', email));
  const account = await findAccount(deps, email);
  if (account) await closeEverySession(deps.table, account.person);
}

/** « Se déconnecter partout ». `except` keeps the session that asks. */
export async function closeEverySession(table: Table, person: string, except?: string): Promise<void> {
  const sessions: PersonSession[] = await sessionsOf(table, person);
  for (const { id, hash } of sessions) if (id !== except) await closeSession(table, { hash, person });
}

/** One of her own sessions; another person's is simply not there. */
export async function closeOwnSession(table: Table, person: string, id: string): Promise<void> {
  const session = (await sessionsOf(table, person)).find((one) => one.id === id);
  if (!session) throw new Problem('not-found');
  await closeSession(table, { hash: session.hash, person });
}

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
  person: string,
  token: string,
  code: string,
): Promise<void> {
  const enrolment = await enrolmentOf(deps.table, deps.clock, token);
  if (!enrolment || enrolment.person !== person) throw new Problem('gone');
  if ((await deps.login.confirmSecondFactor(enrolment.accessToken, code)) === 'wrong-code') {
    throw refuseField('code', TEXTS.wrongCode);
  }
  await personEntities(deps.table)
    .profile.patch({ scope: personScope(person) })
    .set({ secondFactor: true })
    .go();
  await forgetEnrolment(deps.table, token);
}
