/** Codes sent to a mailbox at sign-in: each waits under the hash of a token that only the browser that asked holds. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { type Scope, tokenScope } from '../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import { MOST_CODE_TRIES } from './rules.ts';

const codeModel = {
  model: entityNamed('sign-in-code'),
  attributes: {
    scope: scopeAttribute,
    /** Whom it lets in; absent when the address has no account, or none that signs in so. */
    person: { type: 'string' },
    /** Of the token and the code together: without the browser's token, six digits cannot be guessed from it. */
    codeHash: { type: 'string', required: true },
    tries: { type: 'number', required: true },
    expiresAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'sign-in-code') },
} as const;

const entities = perTable((table) => ({
  code: new Entity(codeModel, { client: table.client, table: table.name }),
  mail: mailEntity(table),
}));

export const codeScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

export interface MailedCode {
  person?: string | undefined;
  codeHash: string;
  expiresAt: string;
  ttl: number;
}

/** The code and its mail, both or neither. */
export async function keepCode(table: Table, token: string, code: MailedCode, mail: MailItem): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.code.create({ scope: codeScope(token), ...code, tries: 0 }).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

/**
 * A try is counted before the code is compared: trying in parallel gains nothing.
 * @returns undefined when there is none, when it is too old, or when it was tried too often. One write.
 */
export async function countTry(table: Table, token: string, now: Date): Promise<Omit<MailedCode, 'ttl'> | undefined> {
  try {
    const { data } = await entities(table)
      .code.patch({ scope: codeScope(token) })
      .add({ tries: 1 })
      .where(
        ({ tries, expiresAt }, { lt, gt }) => `${lt(tries, MOST_CODE_TRIES)} AND ${gt(expiresAt, now.toISOString())}`,
      )
      .go({ response: 'all_new' });
    const { person, codeHash = '', expiresAt = '' } = data;
    return { person, codeHash, expiresAt };
  } catch (error) {
    if (conditionFailed(error)) return undefined;
    throw error;
  }
}

/** It serves once. @returns false when it has served already. */
export async function useCode(table: Table, token: string): Promise<boolean> {
  try {
    await entities(table)
      .code.delete({ scope: codeScope(token) })
      .where(({ codeHash }, { exists }) => exists(codeHash))
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
