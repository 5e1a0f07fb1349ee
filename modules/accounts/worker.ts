/** What Cognito must be told of an account, from the stream through a queue. Every message may come twice, and late. */
import * as z from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { log } from '../../platform/log.ts';
import { actOnAccount } from '../../platform/journal.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { closeSession, type Rights, rightsOf, sessionsOf } from '../../platform/sessions.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import type { LoginKeeper } from '../identity/index.ts';
import { isAgreed } from './rules.ts';
import { type AddressChange, changeOf, mailScope, noteDone, noteRefused } from './store.ts';

export interface LoginWorkDeps {
  table: Table;
  clock: Clock;
  logins: Pick<LoginKeeper, 'changeAddress' | 'stopSecondFactor'>;
}

/** What the queue carries: never an address. */
const loginWork = z.object({ login: z.enum(['address', 'second-factor']), person: z.uuid() });
export type LoginWork = z.infer<typeof loginWork>;

/** @returns false when the message is about something else. */
export async function treatLoginWork(deps: LoginWorkDeps, body: string): Promise<boolean> {
  const work = loginWork.safeParse(JSON.parse(body));
  if (!work.success) return false;
  const { login, person } = work.data;
  if (login === 'address') await changeAddress(deps, person);
  else await stopSecondFactor(deps, person);
  return true;
}

/** Unless she has set another up meanwhile. */
async function stopSecondFactor({ table, logins }: LoginWorkDeps, person: string): Promise<void> {
  const rights = await rightsOf(table, person);
  if (rights && !rights.person.secondFactor) await logins.stopSecondFactor(person);
}

/**
 * Her login first: from then on the new address opens her account, and the old one does not. Cut short, the message
 * comes again and finds the change not yet done. The lines of her organisations follow from her profile (`events.ts`).
 */
async function changeAddress(deps: LoginWorkDeps, person: string): Promise<void> {
  const { table, logins } = deps;
  const [change, rights] = await Promise.all([changeOf(table, person), rightsOf(table, person)]);
  // Her account was closed meanwhile, or it is done.
  if (!change || !rights || change.state !== 'asked' || !isAgreed(change)) return;
  try {
    if ((await logins.changeAddress(person, change.after)) === 'taken') await tellRefusal(deps, rights, change);
    else await finish(deps, rights, change);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // Another delivery was faster; if not, her account is being closed, and the message comes again.
    if ((await changeOf(table, person))?.state === 'asked') throw error;
  }
}

const said = ({ person }: Rights, { before, after }: AddressChange) => ({
  firstName: person.firstName,
  before,
  after,
});

async function finish({ table, clock }: LoginWorkDeps, rights: Rights, change: AddressChange): Promise<void> {
  const person = rights.person.id;
  for (const { hash } of await sessionsOf(table, person)) {
    if (hash !== change.session) await closeSession(table, { hash, person });
  }
  const mails = [change.before, change.after].map((to) =>
    newMail(mailScope(change.id), clock, { template: 'address-changed', to, parameters: said(rights, change) }),
  );
  const details = { address: change.after };
  const act = actOnAccount(rights, clock, change.from, { name: 'address-changed', details });
  await noteDone(table, person, { change, now: clock().toISOString(), act, mails });
  log('account.address', { change: change.id });
}

async function tellRefusal({ table, clock }: LoginWorkDeps, rights: Rights, change: AddressChange): Promise<void> {
  const mail = newMail(mailScope(change.id), clock, {
    template: 'address-refused',
    to: change.before,
    parameters: said(rights, change),
  });
  await noteRefused(table, rights.person.id, change, [mail]);
}
