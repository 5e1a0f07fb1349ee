/** What the codes of somebody's application are made from, closed, and which of them was taken last. */
import { createWriteTransaction, Entity } from 'electrodb';
import type { Member } from '../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { ActItem } from '../../platform/journal.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { personScope, type Scope } from '../../platform/scope.ts';
import { proofsWith } from '../../platform/proofs.ts';
import { personEntities } from '../../platform/sessions.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';

const secondFactorModel = {
  model: entityNamed('second-factor'),
  attributes: {
    scope: scopeAttribute,
    /** The application's secret, under the key of sign-in. */
    sealed: { type: 'string', required: true },
    /** Thirty seconds that the code taken last was made for: a code serves once. */
    lastStep: { type: 'number', required: true },
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
}

/** One read unit. */
export async function secondFactorOf(table: Table, person: string): Promise<SecondFactor | undefined> {
  const { data } = await entities(table)
    .secondFactor.get({ scope: personScope(person) })
    .go({ consistent: true });
  return data ? { sealed: data.sealed, lastStep: data.lastStep } : undefined;
}

/** She has one from now on, and has just proved it in this session. */
export async function keepSecondFactor(
  table: Table,
  { person, session }: Member,
  { sealed, lastStep, act }: SecondFactor & { act: ActItem },
): Promise<void> {
  const scope = personScope(person.id);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.secondFactor.put({ scope, sealed, lastStep }).commit(),
      e.profile.patch({ scope }).set({ secondFactor: true }).commit(),
      e.session
        .patch({ scope, hash: session.hash })
        .set({ proofs: proofsWith(session.proofs, 'totp') })
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** She has none any more: its secret is forgotten. Nothing when she had none. */
export async function dropSecondFactor(
  table: Table,
  scope: Scope<'usr'>,
  { act, mail }: { act: ActItem; mail: MailItem },
): Promise<void> {
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
