/** A person changes the address that she signs in with: she proves herself anew, then both mailboxes answer. */
import type { Member } from '../../../platform/actor.ts';
import { after, DAY, timeToLive } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { actOnAccount, shortAddress } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { countUpTo } from '../../../platform/quota.ts';
import { rightsOf } from '../../../platform/sessions.ts';
import { conditionFailed } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import {
  type AskedFrom,
  askCodeAgain,
  checkPassword,
  type CodeAsked,
  deviceName,
  type IdentityDeps,
  proveMailedCode,
} from '../../identity/index.ts';
import { CHANGE_KEPT_FOR, CHANGE_LIFE, MOST_CHANGES, type Side, type Standing, standingOf } from '../rules.ts';
import { type AddressChange, askBoth, callOff, changeOf, linkOf, mailScope, noteAgreement } from '../store.ts';
import { TEXTS } from '../texts.ts';

export const nameOf = ({ firstName, lastName }: Pick<Member['person'], 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();

/** Every organisation of hers lets its members in without a password: she may not know any. */
export const provesByCode = ({ memberships }: Pick<Member, 'memberships'>): boolean =>
  memberships.length > 0 && memberships.every(({ signIn }) => signIn?.method === 'code');

/** What proves her once more. */
export interface ProvedAnew {
  password?: string | undefined;
  code?: string | undefined;
  /** Of the browser that asked for the code. */
  cookie: string | undefined;
}

/** @throws {Problem} `invalid` on a wrong password or code, `too-many` when her address is locked. */
async function proveAnew(deps: IdentityDeps, member: Member, { password, code, cookie }: ProvedAnew): Promise<void> {
  if (provesByCode(member) && !password) {
    if (!code) throw refuseField('code', TEXTS.codeNeeded);
    if ((await proveMailedCode(deps, cookie, code)) !== member.person.id) throw refuseField('code', TEXTS.codeNeeded);
    return;
  }
  if (!password) throw refuseField('password', TEXTS.passwordNeeded);
  // Her session gave the second factor already, if she has one: no page of hers opens before.
  await checkPassword(deps, { email: member.person.email, password });
}

/** Sends a code to the address that she signs in with, for whoever has no password. @throws {Problem} `too-many` */
export async function askForCode(
  deps: IdentityDeps,
  member: Member,
  email: string,
  asked: AskedFrom,
): Promise<CodeAsked> {
  mustDiffer(member, email);
  return askCodeAgain(deps, member, asked);
}

function mustDiffer({ person }: Member, email: string): void {
  if (email === person.email.toLowerCase()) throw refuseField('email', TEXTS.same);
}

async function checkQuota({ table, clock }: IdentityDeps, person: string, email: string): Promise<void> {
  const now = clock();
  const day = now.toISOString().slice(0, 10);
  const count = (name: string, most: number) => countUpTo(table, now, { name, most, keptFor: 2 * DAY });
  const may =
    (await count(`address-by:${person}:${day}`, MOST_CHANGES.byPerson)) &&
    (await count(`address-to:${email}:${day}`, MOST_CHANGES.toAddress));
  if (may) return;
  const detail = TEXTS.tooMany;
  throw new Problem('too-many', { detail, fields: [{ field: 'email', message: detail }], retryAfter: DAY / 1000 });
}

/**
 * Asks both mailboxes. The same reads, the same writes and the same answer when the new address has an account: its
 * holder alone learns it, by mail.
 * @throws {Problem} `invalid` when she does not prove herself, `conflict` while another change is being made.
 */
export async function askForChange(
  deps: IdentityDeps,
  member: Member,
  { email, ...proof }: ProvedAnew & { email: string },
  asked: AskedFrom,
): Promise<void> {
  mustDiffer(member, email);
  await proveAnew(deps, member, proof);
  const { person, session } = member;
  await checkQuota(deps, person.id, email);
  const { table, clock } = deps;
  const isTaken = (await deps.login.find(email)) !== undefined;
  const id = newId('adr', clock());
  const now = clock();
  const tokens: Readonly<Record<Side, string>> = { new: newToken(), old: newToken() };
  const from = shortAddress(asked.address);
  const said = { firstName: person.firstName, person: nameOf(person), after: email };
  const scope = mailScope(id);
  const change: AddressChange = {
    id,
    before: person.email,
    after: email,
    state: 'asked',
    session: session.hash,
    from,
    askedAt: now.toISOString(),
    expiresAt: after(now, CHANGE_LIFE).toISOString(),
    ttl: timeToLive(now, CHANGE_KEPT_FOR),
  };
  const toNew = { template: isTaken ? 'address-taken' : 'address-to-confirm', to: email };
  const where = { device: deviceName(asked.userAgent), from };
  const mails = [
    newMail(scope, clock, { ...toNew, parameters: { ...said, token: isTaken ? '' : tokens.new } }),
    newMail(scope, clock, {
      template: 'address-to-leave',
      to: person.email,
      parameters: { ...said, ...where, token: tokens.old },
    }),
  ];
  const act = actOnAccount(member, clock, from, { name: 'address-change-asked', details: { address: email } });
  try {
    await askBoth(table, clock, person.id, { change, tokens, mails, act });
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { detail: TEXTS.underWay, cause: error });
    throw error;
  }
}

/** What a link is about, as its page shows it. */
export interface Asked {
  change: AddressChange;
  side: Side;
  standing: Standing;
  person: string;
}

/** @throws {Problem} `gone` when it leads nowhere any more. */
export async function askedBy({ table, clock }: IdentityDeps, token: string): Promise<Asked> {
  const now = clock();
  const link = await linkOf(table, token, now);
  const change = link && (await changeOf(table, link.person));
  if (!change || change.id !== link.change) throw gone();
  const standing = standingOf(change, now);
  if (standing === 'over' || standing === 'cancelled') throw gone();
  return { change, side: link.side, standing, person: link.person };
}

const gone = (): Problem => new Problem('gone', { detail: TEXTS.linkOver });

/** One mailbox agrees: answered twice, it is answered once. @throws {Problem} `gone` */
export async function agree(deps: IdentityDeps, token: string): Promise<Asked> {
  const asked = await askedBy(deps, token);
  if (asked.standing !== 'waiting') return asked;
  const answer = { person: asked.person, change: asked.change.id, side: asked.side };
  await noteAgreement(deps.table, answer, deps.clock().toISOString());
  return askedBy(deps, token);
}

/**
 * « Ce n’est pas moi », from the old mailbox: nothing changes.
 * @throws {Problem} `gone` for another mailbox, or when both have agreed.
 */
export async function refuse(deps: IdentityDeps, token: string, address: string): Promise<void> {
  const { change, side, person, standing } = await askedBy(deps, token);
  if (side !== 'old' || standing !== 'waiting') throw gone();
  if (!(await called(deps, person, change, shortAddress(address)))) throw gone();
}

/** She thinks better of it. Posted twice, it is done once. @throws {Problem} `conflict` when it is being made. */
export async function cancel(deps: IdentityDeps, { person, from }: Member): Promise<void> {
  const change = await changeOf(deps.table, person.id);
  if (!change || standingOf(change, deps.clock()) === 'cancelled') return;
  if (!(await called(deps, person.id, change, from))) throw new Problem('conflict', { detail: TEXTS.underWay });
}

async function called(
  { table, clock }: IdentityDeps,
  person: string,
  change: AddressChange,
  from: string,
): Promise<boolean> {
  const rights = await rightsOf(table, person);
  if (!rights) return false;
  const parameters = { firstName: rights.person.firstName, after: change.after };
  const mail = newMail(mailScope(change.id), clock, { template: 'address-cancelled', to: change.before, parameters });
  const act = actOnAccount(rights, clock, from, {
    name: 'address-change-cancelled',
    details: { address: change.after },
  });
  return callOff(table, person, change.id, { act, mails: [mail] });
}
