/** Signing in with a code sent to one's mailbox, and proving the mailbox in a session that is open. */
import { randomUUID } from 'node:crypto';
import type { Member } from '../../platform/actor.ts';
import { after, HOUR, timeToLive } from '../../platform/clock.ts';
import { shortAddress } from '../../platform/journal.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { countUpTo } from '../../platform/quota.ts';
import { addProof } from '../../platform/proofs.ts';
import { type Rights, rightsOf } from '../../platform/sessions.ts';
import { hashToken, newCode, newToken, sameSecret } from '../../platform/tokens.ts';
import { codeScope, countTry, keepCode, useCode } from './mailed-code-store.ts';
import { CODE_LIFE, CODE_MINUTES, MOST_CODES, wayInByMail } from './rules.ts';
import { type AskedFrom, deviceName, type IdentityDeps } from './service.ts';
import { TEXTS } from './texts.ts';

/** In the browser that asked for a code: nowhere else does the code serve. */
export const CODE_COOKIE = '__Host-parvis-code';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What the browser keeps until the code is given. */
export interface CodeAsked {
  token: string;
  expires: Date;
}

/** As many for an address from one place, for an address from anywhere, and from one place: per hour. */
async function checkQuota({ table, clock }: IdentityDeps, email: string, from: string): Promise<void> {
  const now = clock();
  const hour = now.toISOString().slice(0, 13);
  const count = (name: string, most: number) => countUpTo(table, now, { name, most, keptFor: 2 * HOUR });
  const may =
    (await count(`codes:from:${from}:${hour}`, MOST_CODES.fromOnePlace)) &&
    (await count(`codes:${email}:${from}:${hour}`, MOST_CODES.forOneFromOnePlace)) &&
    (await count(`codes:${email}:${hour}`, MOST_CODES.forOne));
  if (!may) {
    const detail = TEXTS.tooManyCodes;
    throw new Problem('too-many', { detail, fields: [{ field: 'email', message: detail }], retryAfter: 3600 });
  }
}

/** What the mail says: a code, or how she signs in when hers take none; to whom it is unknown, nothing is sent. */
function mailFor(
  email: string,
  rights: Rights | undefined,
  { code, asked, always }: { code: string; asked: AskedFrom; always: boolean },
): { template: string; to: string; parameters: Record<string, string> } | undefined {
  if (!rights) return undefined;
  const way = always ? 'code' : wayInByMail(rights.memberships);
  const said = {
    firstName: rights.person.firstName,
    device: deviceName(asked.userAgent),
    from: shortAddress(asked.address),
    organisations: rights.memberships.map(({ name }) => name).join(', '),
  };
  return way === 'code'
    ? { template: 'sign-in-code', to: email, parameters: { ...said, code, minutes: String(CODE_MINUTES) } }
    : { template: 'sign-in-elsewhere', to: email, parameters: said };
}

/** The same reads and the same writes whether or not the address has an account: neither words nor time tell. */
async function send(
  deps: IdentityDeps,
  email: string,
  person: string | undefined,
  asked: AskedFrom,
  always: boolean,
): Promise<CodeAsked> {
  const { table, clock } = deps;
  const rights = await rightsOf(table, person ?? randomUUID());
  const [token, code] = [newToken(), newCode()];
  const mail = mailFor(email, rights, { code, asked, always });
  const lets = mail?.template === 'sign-in-code';
  const expires = after(clock(), CODE_LIFE);
  const scope = codeScope(token);
  const nothing = { template: 'none', to: '', parameters: {} };
  await keepCode(
    table,
    token,
    {
      ...(lets && person ? { person } : {}),
      codeHash: hashToken(`${token}:${code}`),
      expiresAt: expires.toISOString(),
      ttl: timeToLive(clock(), CODE_LIFE),
    },
    // `refused` is never sent.
    mail ? newMail(scope, clock, mail) : { ...newMail(scope, clock, nothing), state: 'refused' },
  );
  return { token, expires };
}

/**
 * Sends a code to the address, if it has an account that signs in so; how she signs in, if it has another.
 * @throws {Problem} `too-many`
 */
export async function askCode(deps: IdentityDeps, email: string, asked: AskedFrom): Promise<CodeAsked> {
  await checkQuota(deps, email, shortAddress(asked.address));
  return send(deps, email, await deps.login.find(email), asked, false);
}

/** The same for somebody whose session is open, and whose organisation wants her mailbox proved. */
export async function askCodeAgain(deps: IdentityDeps, { person }: Member, asked: AskedFrom): Promise<CodeAsked> {
  await checkQuota(deps, person.email, shortAddress(asked.address));
  return send(deps, person.email, person.id, asked, true);
}

/**
 * Whom the code lets in, from the browser that asked for it.
 * @throws {Problem} `invalid` on another code, or one that no longer serves.
 */
export async function proveMailedCode(deps: IdentityDeps, token: string | undefined, code: string): Promise<string> {
  if (!token || !TOKEN.test(token)) throw refuseField('code', TEXTS.codeOfAnotherBrowser);
  const kept = await countTry(deps.table, token, deps.clock());
  if (!kept) throw refuseField('code', TEXTS.codeOver);
  if (!sameSecret(kept.codeHash, hashToken(`${token}:${code}`)) || !kept.person) {
    throw refuseField('code', TEXTS.wrongCode);
  }
  if (!(await useCode(deps.table, token))) throw refuseField('code', TEXTS.codeOver);
  return kept.person;
}

/** Her mailbox is proved in the session that is open. @throws {Problem} as {@link proveMailedCode} */
export async function proveMailbox(
  deps: IdentityDeps,
  member: Member,
  token: string | undefined,
  code: string,
): Promise<void> {
  if ((await proveMailedCode(deps, token, code)) !== member.person.id) throw refuseField('code', TEXTS.wrongCode);
  await addProof(deps.table, member, 'code');
}
