/** Marks of a mail of the outbox while it is sent: one conditional write before, one after. */
import * as z from 'zod';
import { conditionFailed, type Table } from '../table.ts';
import { type Attempt, lostBefore, marksOf } from './attempt.ts';
import { mailEntity, type MailReference } from './outbox.ts';

/** A mail that is being sent from now on. */
export interface MailBegun {
  template: string;
  to: string;
  parameters: Readonly<Record<string, string>>;
  /** A try before this one ended without anybody knowing whether it left. */
  repeated: boolean;
}

const before = z.object({
  template: z.string(),
  to: z.string(),
  parameters: z.record(z.string(), z.string()),
  state: z.string(),
});

/**
 * Marks a mail as being sent.
 * @returns undefined when it was sent, refused or forgotten, or when another message has it. One write.
 */
export async function beginMail(
  table: Table,
  { scope, id }: MailReference,
  attempt: Attempt,
): Promise<MailBegun | undefined> {
  try {
    const { data } = await mailEntity(table)
      .patch({ scope, id })
      .set(marksOf(attempt))
      .add({ attempts: 1 })
      .where(({ state, heldBy, begunAt }, { eq, lt }) => {
        const mine = `${eq(heldBy, attempt.message)} OR ${lt(begunAt, lostBefore(attempt))}`;
        return `${eq(state, 'queued')} OR (${eq(state, 'sending')} AND (${mine}))`;
      })
      .go({ response: 'all_old' });
    const { template, to, parameters, state } = before.parse(data);
    return { template, to, parameters, repeated: state === 'sending' };
  } catch (error) {
    if (conditionFailed(error)) return undefined;
    throw error;
  }
}

/**
 * `queued`: SES has certainly not taken it, another try is no repeat. One that left or never will is emptied: what it
 * said, a code sometimes, is in the mailbox alone.
 */
export async function endMail(
  table: Table,
  { scope, id }: MailReference,
  state: 'sent' | 'refused' | 'queued',
): Promise<void> {
  await mailEntity(table)
    .patch({ scope, id })
    .set({ state, ...(state === 'queued' ? {} : { parameters: {} }) })
    .go();
}
