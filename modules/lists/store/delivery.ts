/** Marks of delivery, one for each digest and reader. */
import { timeToLive } from '../../../platform/clock.ts';
import { type Attempt, lostBefore, marksOf } from '../../../platform/mail/attempt.ts';
import { subscriberScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { DELIVERY_LIFE } from '../rules.ts';
import { subscriberEntities } from './entities.ts';
import type { Subscriber } from './subscriber.ts';

/** `repeated`: a try before this one ended without anybody knowing whether the message left. */
export type Beginning = 'first' | 'repeated' | 'over';

/** Marks that a digest is being sent. `over`: it went, was refused for good, or another message has it. One write. */
export async function beginDelivery(
  table: Table,
  subscriber: string,
  run: string,
  attempt: Attempt,
): Promise<Beginning> {
  try {
    const { data } = await subscriberEntities(table)
      .delivery.upsert({ scope: subscriberScope(subscriber), run })
      .set({ ...marksOf(attempt), ttl: timeToLive(attempt.at, DELIVERY_LIFE) })
      .add({ attempts: 1 })
      .where(({ state, heldBy, begunAt }, { notExists, eq, lt }) => {
        const mine = `${eq(heldBy, attempt.message)} OR ${lt(begunAt, lostBefore(attempt))}`;
        return `${notExists(state)} OR ${eq(state, 'queued')} OR (${eq(state, 'sending')} AND (${mine}))`;
      })
      .go({ response: 'all_old' });
    return data?.state === 'sending' ? 'repeated' : 'first';
  } catch (error) {
    if (conditionFailed(error)) return 'over';
    throw error;
  }
}

/** `queued`: SES has certainly not taken it, another try is no repeat. */
export async function endDelivery(
  table: Table,
  subscriber: string,
  run: string,
  state: 'sent' | 'refused' | 'queued',
): Promise<void> {
  await subscriberEntities(table)
    .delivery.patch({ scope: subscriberScope(subscriber), run })
    .set({ state })
    .go();
}

/** After a failure, messages that pass are counted: enough of them clear it. */
export async function countSent(table: Table, subscriber: Subscriber): Promise<void> {
  await subscriberEntities(table)
    .profile.patch({ scope: subscriberScope(subscriber.key) })
    .add({ sentSinceBounce: 1 })
    .go();
}
