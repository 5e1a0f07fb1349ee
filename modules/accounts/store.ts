/** A change of somebody's address of sign-in, in her own partition, and the links that both mailboxes were sent. */
import { createWriteTransaction, Entity, type EntityItem } from 'electrodb';
import { type Clock, timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { ActItem } from '../../platform/journal.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { personScope, type Scope, tokenScope } from '../../platform/scope.ts';
import { personEntities } from '../../platform/sessions.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import type { Name } from './schema.ts';
import { CHANGE_LIFE, CHANGE_STATES, type Side, SIDES } from './rules.ts';

/** One at a time: a new one takes the place of the one before, whose links then lead nowhere. */
const changeModel = {
  model: entityNamed('address-change'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    before: { type: 'string', required: true },
    after: { type: 'string', required: true },
    state: { type: CHANGE_STATES, required: true },
    newAt: { type: 'string' },
    oldAt: { type: 'string' },
    /** Name of whoever vouched in place of the old mailbox. */
    vouchedBy: { type: 'string' },
    /** The session that asked, which stays open. */
    session: { type: 'string', required: true },
    /** Where it was asked from, shortened. */
    from: { type: 'string', required: true },
    askedAt: { type: 'string', required: true },
    expiresAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'address-change') },
} as const;

/** By hash of what a mail carries; it tells whose change it answers, and for which mailbox. */
const linkModel = {
  model: entityNamed('address-link'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    change: { type: 'string', required: true },
    side: { type: SIDES, required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'address-link') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    change: new Entity(changeModel, options),
    link: new Entity(linkModel, options),
    mail: mailEntity(table),
    ...personEntities(table),
  };
});

/** How the stream calls a change. */
export const CHANGE_ENTITY = changeModel.model.entity;

export type AddressChange = Omit<EntityItem<ReturnType<typeof entities>['change']>, 'scope'>;
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

/** A mail about an account lies beside no organisation: it goes to one person alone. `id`: of what it is about. */
export const mailScope = (id: string): Scope<'tok'> => tokenScope(hashToken(`mail:${id}`));

const linkScope = (token: string): Scope<'tok'> => tokenScope(hashToken(`address:${token}`));

/** One read unit. */
export async function changeOf(table: Table, person: string): Promise<AddressChange | undefined> {
  const { data } = await entities(table)
    .change.get({ scope: personScope(person) })
    .go({ consistent: true });
  if (!data) return undefined;
  const { scope: _scope, ...change } = data;
  return change;
}

/**
 * Asks both mailboxes: the change, a link for each and its mail, what journals keep, all or nothing.
 * Refused while another, agreed on by both, is being made.
 */
export async function askBoth(
  table: Table,
  clock: Clock,
  person: string,
  asked: { change: AddressChange; tokens: Readonly<Record<Side, string>>; mails: readonly MailItem[]; act: ActItem },
): Promise<void> {
  const { change, tokens, mails, act } = asked;
  const ttl = timeToLive(clock(), CHANGE_LIFE);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.change
        .put({ scope: personScope(person), ...change })
        .where(
          ({ state, newAt, oldAt, vouchedBy }, { notExists, ne }) =>
            `${notExists(state)} OR ${ne(state, 'asked')} OR ${notExists(newAt)} OR (${notExists(oldAt)} AND ${notExists(vouchedBy)})`,
        )
        .commit(),
      ...SIDES.map((side) =>
        e.link.create({ scope: linkScope(tokens[side]), person, change: change.id, side, ttl }).commit(),
      ),
      ...mails.map((mail) => e.mail.create(mail).commit()),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** What a link answers, unless it is too old. One read unit. */
export async function linkOf(
  table: Table,
  token: string,
  now: Date,
): Promise<{ person: string; change: string; side: Side } | undefined> {
  const { data } = await entities(table)
    .link.get({ scope: linkScope(token) })
    .go({ consistent: true });
  return data && data.ttl * 1000 > now.getTime() ? data : undefined;
}

/** One mailbox agrees. @returns false when there is nothing to agree to any more. */
export async function noteAgreement(
  table: Table,
  { person, change, side }: { person: string; change: string; side: Side },
  now: string,
): Promise<boolean> {
  return unlessRefused(
    entities(table)
      .change.patch({ scope: personScope(person) })
      .set(side === 'new' ? { newAt: now } : { oldAt: now })
      .where(
        ({ id, state, expiresAt }, { eq, gt }) =>
          `${eq(id, change)} AND ${eq(state, 'asked')} AND ${gt(expiresAt, now)}`,
      )
      .go(),
  );
}

/** It is called off, unless both have agreed. `act` and `mails` go with it. @returns false when it is too late. */
export async function callOff(
  table: Table,
  person: string,
  change: string,
  { act, mails }: { act: ActItem; mails: readonly MailItem[] },
): Promise<boolean> {
  return unlessRefused(
    committed(
      createWriteTransaction(entities(table), (e) => [
        e.change
          .patch({ scope: personScope(person) })
          .set({ state: 'cancelled' })
          .where(
            ({ id, state, newAt, oldAt, vouchedBy }, { eq, notExists }) =>
              `${eq(id, change)} AND ${eq(state, 'asked')} AND (${notExists(newAt)} OR (${notExists(oldAt)} AND ${notExists(vouchedBy)}))`,
          )
          .commit(),
        ...mails.map((mail) => e.mail.create(mail).commit()),
        e.act.create(act).commit(),
      ]).go(),
    ),
  );
}

/**
 * Somebody vouches in place of the old mailbox, which is sent another link. @returns false when there is nothing to
 * vouch for any more.
 */
export async function noteVouching(
  table: Table,
  clock: Clock,
  person: string,
  vouched: { change: string; by: string; token: string; act: ActItem; mail: MailItem },
): Promise<boolean> {
  const now = clock().toISOString();
  const link = { scope: linkScope(vouched.token), person, change: vouched.change, side: 'old' as const };
  return unlessRefused(
    committed(
      createWriteTransaction(entities(table), (e) => [
        e.change
          .patch({ scope: personScope(person) })
          .set({ vouchedBy: vouched.by })
          .where(
            ({ id, state, expiresAt, oldAt, vouchedBy }, { eq, gt, notExists }) =>
              `${eq(id, vouched.change)} AND ${eq(state, 'asked')} AND ${gt(expiresAt, now)} AND ${notExists(oldAt)} AND ${notExists(vouchedBy)}`,
          )
          .commit(),
        e.link.create({ ...link, ttl: timeToLive(clock(), CHANGE_LIFE) }).commit(),
        e.mail.create(vouched.mail).commit(),
        e.act.create(vouched.act).commit(),
      ]).go(),
    ),
  );
}

/** Her name, as she writes it from now on. @returns false when her account was closed meanwhile. */
export const noteName = (table: Table, person: string, name: Name, act: ActItem): Promise<boolean> =>
  unlessRefused(
    committed(
      createWriteTransaction(entities(table), (e) => [
        e.profile
          .patch({ scope: personScope(person) })
          .set(name)
          .commit(),
        e.act.create(act).commit(),
      ]).go(),
    ),
  );

/** The login has the new address: her profile too, and everybody is told. Refused when it was done, or she is gone. */
export async function noteDone(
  table: Table,
  person: string,
  done: { change: AddressChange; now: string; act: ActItem; mails: readonly MailItem[] },
): Promise<void> {
  const { change, now, act, mails } = done;
  const scope = personScope(person);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.change
        .patch({ scope })
        .set({ state: 'done' })
        .where(({ id, state }, { eq }) => `${eq(id, change.id)} AND ${eq(state, 'asked')}`)
        .commit(),
      e.profile.patch({ scope }).set({ email: change.after, formerEmail: change.before, emailSince: now }).commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** The address is another account's by now. Refused when it was said already. */
export async function noteRefused(
  table: Table,
  person: string,
  change: AddressChange,
  mails: readonly MailItem[],
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.change
        .patch({ scope: personScope(person) })
        .set({ state: 'refused' })
        .where(({ id, state }, { eq }) => `${eq(id, change.id)} AND ${eq(state, 'asked')}`)
        .commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
    ]).go(),
  );
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
