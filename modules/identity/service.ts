import type { Member } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { actOnAccount, shortAddress } from '../../platform/journal.ts';
import { personScope, type Scope } from '../../platform/scope.ts';
import {
  closeSession,
  type OpenedSession,
  openSession,
  personEntities,
  type PersonSession,
  type Rights,
  rightsOf,
  sessionsOf,
} from '../../platform/sessions.ts';
import type { Proof as ProofKind } from '../../platform/sign-in-policy.ts';
import type { Table } from '../../platform/table.ts';
import type { Login, SignInOutcome } from './cognito.ts';
import { LOCK_MINUTES, waitBeforeTrying } from './rules.ts';
import { attemptsOf, attemptsScope, countFailure, forgetFailures } from './store.ts';
import { TEXTS } from './texts.ts';

/** What the functions that sign people in are given. */
export interface IdentityDeps {
  table: Table;
  clock: Clock;
  login: Login;
}

/** What the pages of an account are given. */
export type AccountDeps = Pick<IdentityDeps, 'table' | 'clock'>;

/** Somebody has proved who she is, and how. */
export interface Proved {
  kind: 'proved';
  person: string;
  proofs: readonly ProofKind[];
}

export interface CodeNeeded {
  kind: 'code-needed';
  challenge: string;
}

/** Either signed in, or a code of the second factor is needed to go on. */
export type Proof = (Proved & { accessToken: string }) | CodeNeeded;

/** Where the failures of an address are counted. @throws {Problem} `too-many` while it is locked. */
export async function whenUnlocked(deps: AccountDeps, email: string): Promise<Scope<'tok'>> {
  const scope = attemptsScope('sign-in', email);
  const wait = waitBeforeTrying(await attemptsOf(deps.table, scope), deps.clock());
  if (wait <= 0) return scope;
  const detail = TEXTS.locked(Math.ceil(wait / 60_000));
  throw new Problem('too-many', {
    detail,
    fields: [{ field: 'email', message: detail }],
    retryAfter: Math.ceil(wait / 1000),
  });
}

/**
 * Tries once, under our own lock: five failures in a row close an address for a quarter of an hour, here and on
 * AWS alike, known or not.
 */
export async function tryOnce(
  deps: IdentityDeps,
  email: string,
  { field, text, proofs }: { field: string; text: string; proofs: readonly ProofKind[] },
  attempt: () => Promise<SignInOutcome>,
): Promise<Proof> {
  const scope = await whenUnlocked(deps, email);
  const outcome = await attempt();
  switch (outcome.kind) {
    case 'refused':
      await countFailure(deps.table, deps.clock, scope);
      throw refuseField(field, text);
    case 'code-needed':
      return outcome;
    case 'signed-in':
      await forgetFailures(deps.table, scope);
      return { kind: 'proved', person: outcome.person, accessToken: outcome.accessToken, proofs };
  }
}

const BY_PASSWORD = { field: 'password', text: TEXTS.wrong, proofs: ['password'] } as const;
// Cognito asks for the code of the application after the password, never without it.
const BY_CODE = { field: 'code', text: TEXTS.wrongCode, proofs: ['password', 'totp'] } as const;

/** @throws {Problem} `invalid` when refused, `too-many` when the address is locked. */
export const provePassword = (deps: IdentityDeps, email: string, password: string): Promise<Proof> =>
  tryOnce(deps, email, BY_PASSWORD, () => deps.login.signIn(email, password));

/** The six digits of the code generator, after the password. */
export const proveCode = (deps: IdentityDeps, email: string, challenge: string, code: string): Promise<Proof> =>
  tryOnce(deps, email, BY_CODE, () => deps.login.answerCode(email, challenge, code));

/** For a link that already proved the address: the password must be hers, a second factor is not asked again. */
export async function checkPassword(
  deps: IdentityDeps,
  input: { email: string; password: string },
): Promise<{ person: string } | undefined> {
  const proof = await provePassword(deps, input.email, input.password);
  return proof.kind === 'proved' ? { person: proof.person } : undefined;
}

/** The browser and the place that somebody asks from. */
export interface AskedFrom {
  userAgent: string;
  address: string;
}

/**
 * Opens the session of somebody proved; the browser is remembered by its name, for the list of sessions.
 * `door`: the address of the organisation by whose login page she came; she works for it when it is hers.
 * @returns her rights too, undefined when she has an account without a profile.
 */
export async function signIn(
  deps: IdentityDeps,
  { person, proofs, door }: { person: string; proofs: readonly ProofKind[]; door?: string | undefined },
  asked: AskedFrom,
): Promise<{ opened: OpenedSession; rights: Rights | undefined }> {
  const rights = await rightsOf(deps.table, person);
  const device = deviceName(asked.userAgent);
  const act = rights && signedInAct(deps, rights, asked);
  const organisation = door && rights?.memberships.find(({ slug }) => slug === door)?.organisation;
  return {
    opened: await openSession(deps.table, deps.clock, {
      person,
      organisation,
      device,
      proofs,
      before: rights?.lastSignInAt,
      act,
    }),
    rights,
  };
}

/** What journals keep of a session that opens. */
export const signedInAct = ({ clock }: Pick<IdentityDeps, 'clock'>, rights: Rights, asked: AskedFrom) =>
  actOnAccount(rights, clock, shortAddress(asked.address), {
    name: 'signed-in',
    details: { device: deviceName(asked.userAgent) },
  });

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
export async function resetPassword(
  deps: IdentityDeps,
  { email, code, password, address }: { email: string; code: string; password: string; address: string },
): Promise<void> {
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
  const rights = account && (await rightsOf(deps.table, account.person));
  if (!rights) return;
  // The password is Cognito's: no transaction spans the two, and a journal never says what did not happen.
  const act = actOnAccount(rights, deps.clock, shortAddress(address), { name: 'password-changed' });
  await personEntities(deps.table).act.create(act).go();
  await closeEverySession(deps.table, rights.person.id);
}

/** She is signed in nowhere any more. */
export async function closeEverySession(table: Table, person: string): Promise<void> {
  for (const { hash } of await sessionsOf(table, person)) await closeSession(table, { hash, person });
}

/** « Se déconnecter partout », but for the session that asks. The last one closed tells the journals of all. */
export async function closeOtherSessions({ table, clock }: AccountDeps, member: Member): Promise<void> {
  const person = member.person.id;
  const others: PersonSession[] = (await sessionsOf(table, person)).filter(({ id }) => id !== member.session.id);
  const details = { count: String(others.length) };
  const act = actOnAccount(member, clock, member.from, { name: 'sessions-closed', details });
  for (const [at, { hash }] of others.entries()) {
    await closeSession(table, { hash, person }, at === others.length - 1 ? act : undefined);
  }
}

/** One of her own sessions; another person's is simply not there. */
export async function closeOwnSession({ table, clock }: AccountDeps, member: Member, id: string): Promise<void> {
  const person = member.person.id;
  const session = (await sessionsOf(table, person)).find((one) => one.id === id);
  if (!session) throw new Problem('not-found');
  const details = { device: session.device ?? '' };
  const act = actOnAccount(member, clock, member.from, { name: 'session-closed', details });
  await closeSession(table, { hash: session.hash, person }, act);
}

/** « Se déconnecter ». */
export const signOut = ({ table, clock }: AccountDeps, member: Member): Promise<void> =>
  closeSession(
    table,
    { hash: member.session.hash, person: member.person.id },
    actOnAccount(member, clock, member.from, { name: 'signed-out' }),
  );
