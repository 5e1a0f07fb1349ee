/**
 * Who is sending a message. A queue may hold the same word twice, and two workers may read both at the same moment:
 * the mark « sending » names the one that has it, and the other leaves it alone.
 */
import { after, MINUTE } from '../clock.ts';

/** A try at sending. */
export interface Attempt {
  /** Id of the queue's message. Received again under this id, it is its own repeat. */
  message: string;
  at: Date;
}

/** More than a worker may take (two minutes, `lib/functions/send-mail.ts`): nobody is at it any more. */
const LOST_AFTER = 5 * MINUTE;

/** A try that began before that moment (ISO 8601) and has not ended never will. */
export const lostBefore = ({ at }: Attempt): string => after(at, -LOST_AFTER).toISOString();

/** What a mark keeps of a try. */
export const attemptAttributes = { heldBy: { type: 'string' }, begunAt: { type: 'string' } } as const;

export const marksOf = ({ message, at }: Attempt) => ({
  state: 'sending' as const,
  heldBy: message,
  begunAt: at.toISOString(),
});
