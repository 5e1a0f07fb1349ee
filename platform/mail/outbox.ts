/**
 * Mails to send, written in the same transaction as the state that asks for them. The stream hands them to the
 * mail queue; `functions/send-mail` composes and sends.
 */
import { Entity } from 'electrodb';
import { type Clock, DAY, timeToLive } from '../clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../entities.ts';
import { newId } from '../ids.ts';
import type { Scope } from '../scope.ts';
import { attemptAttributes } from './attempt.ts';

/** `sending` is the only state in which a crash can make a message go out twice: see docs/operations.md. */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'refused'] as const;

const mailModel = {
  model: entityNamed('mail'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    /** Name of the text, in a module's `mails.ts`. */
    template: { type: 'string', required: true },
    to: { type: 'string', required: true },
    /** What the text is filled with. */
    parameters: { type: 'any', required: true },
    state: { type: MAIL_STATES, required: true },
    attempts: { type: 'number', required: true },
    ...attemptAttributes,
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'mail#${id}') },
} as const;

/** Mails are forgotten after three days: they hold an address, sometimes a code. */
const KEPT_FOR = 3 * DAY;

export const mailEntity = perTable((table) => new Entity(mailModel, { client: table.client, table: table.name }));

export interface MailToSend {
  template: string;
  to: string;
  parameters: Readonly<Record<string, string>>;
}

/** The item to put in the transaction: `mail.create(newMail(scope, clock, …)).commit()`. */
export const newMail = (scope: Scope, clock: Clock, mail: MailToSend) => ({
  scope,
  id: newId('mel', clock()),
  template: mail.template,
  to: mail.to,
  parameters: { ...mail.parameters },
  state: 'queued' as const,
  attempts: 0,
  ttl: timeToLive(clock(), KEPT_FOR),
});

/** Where a mail is: what the queue carries. Never the address nor the text. */
export interface MailReference {
  scope: string;
  id: string;
}
