/** What the codes of somebody's application are made from, closed, and which of them was taken last. */
import { createWriteTransaction, Entity } from 'electrodb';
import type { Member } from '../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { ActItem } from '../../platform/journal.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { personScope, type Scope, tokenScope } from '../../platform/scope.ts';
import { proofsWith } from '../../platform/proofs.ts';
import { personEntities } from '../../platform/sessions.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';

const secondFactorModel = {
  model: entityNamed('second-factor'),
  attributes: {
    scope: scopeAttribute,
    /** The application's secret, under the key of sign-in. */
    sealed: { type: 'string', required: true },
    /** Thirty seconds that the code taken last was made for: a code serves once. */
    lastStep: { type: 'number', required: true },
    /** Recovery codes that are left, by keyed hash; absent in those set up before there were any. */
    recovery: { type: 'list', items: { type: 'string' } },
    /** Counts what becomes of them: of two who use one at the same moment, one does. */
    recoveryTurn: { type: 'number' },
  },
  indexes: { primary: inScope([], 'second-factor') },
} as const;

const entities = perTable((table) => ({
  secondFactor: new Entity(secondFactorModel, { client: table.client, table: table.name }),
  mail: mailEntity(table),
  ...personEntities(table),
}));

type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

export interface SecondFactor {
  sealed: string;
  lastStep: number;
  recovery: readonly string[];
  recoveryTurn: number;
}

/** What is written beside a change of it. */
export interface Told {
  act: ActItem;
  mail: MailItem;
}

/** A mail about an account lies beside no organisation. `id`: of the mail. */
export const accountMailScope = (id: string): Scope<'tok'> => tokenScope(hashToken(`mail:${id}`));

/** One read unit. */
export async function secondFactorOf(table: Table, person: string): Promise<SecondFactor | undefined> {
  const { data } = await entities(table)
    .secondFactor.get({ scope: personScope(person) })
    .go({ consistent: true });
  if (!data) return undefined;
  const { sealed, lastStep, recovery = [], recoveryTurn = 0 } = data;
  return { sealed, lastStep, recovery, recoveryTurn };
}

/** How many recovery codes she has left; undefined when there is nothing that they could stand for. Half a read unit. */
export async function recoveryCodesLeft(table: Table, person: string): Promise<number | undefined> {
  const { data } = await entities(table)
    .secondFactor.get({ scope: personScope(person) })
    .go();
  return data ? (data.recovery ?? []).length : undefined;
}

/** She has one from now on, with new recovery codes, and has just proved it in this session. `mail`: it replaces another. */
export async function keepSecondFactor(
  table: Table,
  { person, session }: Member,
  { sealed, lastStep, recovery, act, mail }: Omit<SecondFactor, 'recoveryTurn'> & { act: ActItem; mail?: MailItem },
): Promise<void> {
  const scope = personScope(person.id);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.secondFactor.put({ scope, sealed, lastStep, recovery: [...recovery], recoveryTurn: 0 }).commit(),
      e.profile.patch({ scope }).set({ secondFactor: true }).commit(),
      e.session
        .patch({ scope, hash: session.hash })
        .set({ proofs: proofsWith(session.proofs, 'totp') })
        .commit(),
      e.act.create(act).commit(),
      ...(mail ? [e.mail.create(mail).commit()] : []),
    ]).go(),
  );
}

/** She has none any more: its secret and its recovery codes are forgotten. Nothing when she had none. */
export async function dropSecondFactor(table: Table, scope: Scope<'usr'>, { act, mail }: Told): Promise<void> {
  try {
    await committed(
      createWriteTransaction(entities(table), (e) => [
        e.profile
          .patch({ scope })
          .remove(['secondFactor'])
          .where(({ secondFactor }, { eq }) => eq(secondFactor, true))
          .commit(),
        e.secondFactor.delete({ scope }).commit(),
        e.mail.create(mail).commit(),
        e.act.create(act).commit(),
      ]).go(),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** A code is taken. @returns false when that one, or a later one, was taken meanwhile. */
export async function takeStep(table: Table, person: string, step: number): Promise<boolean> {
  try {
    await entities(table)
      .secondFactor.patch({ scope: personScope(person) })
      .set({ lastStep: step })
      .where(({ lastStep }, { lt }) => lt(lastStep, step))
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}

/** One of her recovery codes serves no more. @returns false when that one, or another, was used meanwhile. */
export async function takeRecoveryCode(
  table: Table,
  person: string,
  { hash, recovery, recoveryTurn, lastStep }: SecondFactor & { hash: string },
  { act, mail }: Told,
): Promise<boolean> {
  return unlessLost(
    createWriteTransaction(entities(table), (e) => [
      e.secondFactor
        .patch({ scope: personScope(person) })
        .set({ recovery: recovery.filter((one) => one !== hash), recoveryTurn: recoveryTurn + 1, lastStep })
        .where(
          (present, { eq, contains }) =>
            `${contains(present.recovery, hash)} AND ${eq(present.recoveryTurn, recoveryTurn)}`,
        )
        .commit(),
      e.act.create(act).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

/** Other recovery codes, in place of those that are left. @returns false when she has no second factor. */
export async function setRecoveryCodes(
  table: Table,
  person: string,
  hashes: readonly string[],
  { act, mail }: Told,
): Promise<boolean> {
  return unlessLost(
    createWriteTransaction(entities(table), (e) => [
      e.secondFactor
        .patch({ scope: personScope(person) })
        .set({ recovery: [...hashes] })
        .add({ recoveryTurn: 1 })
        .commit(),
      e.act.create(act).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

async function unlessLost(transaction: Parameters<typeof committed>[0]): Promise<boolean> {
  try {
    await committed(transaction);
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
