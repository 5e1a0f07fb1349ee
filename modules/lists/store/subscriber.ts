/** One address's subscriptions, in a partition of its own: nobody's organisation holds it. */
import { createHash } from 'node:crypto';
import { createWriteTransaction } from 'electrodb';
import { subscriberScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { dueQueue } from '../rules.ts';
import { subscriberEntities } from './entities.ts';

/** The key of an address: stable while the link keys rotate (docs/adr/0003-subscriber-keys.md). 43 characters. */
export const subscriberKey = (email: string): string =>
  createHash('sha256').update(`parvis:subscriber:v1:${email.toLowerCase()}`).digest('base64url');

export type Subscriber = NonNullable<Awaited<ReturnType<typeof subscriberOf>>>;
export type Subscription = Awaited<ReturnType<typeof subscriptionsOf>>[number];
/** Names one subscription of an address. */
export type ListOf = Pick<Subscription, 'organisation' | 'list'>;

export const listReference = (organisation: string, list: string): string => `${organisation}/${list}`;

export async function subscriberOf(table: Table, key: string) {
  const { data } = await subscriberEntities(table)
    .profile.get({ scope: subscriberScope(key) })
    .go({ consistent: true });
  return data ?? undefined;
}

/** All her subscriptions, those she has left too. */
export async function subscriptionsOf(table: Table, key: string) {
  const { data } = await subscriberEntities(table)
    .subscription.query.primary({ scope: subscriberScope(key) })
    .go({ pages: 'all', consistent: true });
  return data;
}

export async function subscriptionOf(table: Table, key: string, organisation: string, list: string) {
  const { data } = await subscriberEntities(table)
    .subscription.get({ scope: subscriberScope(key), organisation, list })
    .go({ consistent: true });
  return data ?? undefined;
}

/** Readers that one page of a digest run looks at. */
const READERS_A_PAGE = 200;

/** A page of the readers whose digest is due, with the lists of each. */
export async function subscribersDue(
  table: Table,
  shard: number,
  cursor: string | null,
): Promise<{ readers: { key: string; lists: readonly string[] }[]; next: string | null }> {
  const { data, cursor: next } = await subscriberEntities(table)
    .profile.query.due({ queue: dueQueue(shard) })
    .go({ limit: READERS_A_PAGE, cursor });
  const readers = data.filter(({ state, lists }) => state === 'active' && lists.length > 0);
  return { readers: readers.map(({ key, lists }) => ({ key, lists })), next };
}

/** A transaction holds a hundred items; nobody follows that many lists, but an attacker might. */
const LEFT_AT_ONCE = 90;

type MailItem = Parameters<ReturnType<typeof subscriberEntities>['mail']['create']>[0];

/** Leaves some lists, or all. `mail`: what she is told of it. Refused when her profile changed meanwhile. */
export async function leaveLists(
  table: Table,
  subscriber: Subscriber,
  leaving: readonly ListOf[],
  by: { at: string; who: 'reader' | 'one-click' | 'organisation'; mail?: MailItem },
): Promise<void> {
  const scope = subscriberScope(subscriber.key);
  const gone = new Set(leaving.map(({ organisation, list }) => listReference(organisation, list)));
  const lists = subscriber.lists.filter((reference) => !gone.has(reference));
  for (let at = 0; at < leaving.length; at += LEFT_AT_ONCE) {
    const part = leaving.slice(at, at + LEFT_AT_ONCE);
    await committed(
      createWriteTransaction(subscriberEntities(table), (e) => [
        // With the first part she receives nothing any more, whatever becomes of the others.
        ...(at > 0
          ? []
          : [
              e.profile
                .patch({ scope })
                .set({ lists, version: subscriber.version + 1 })
                .where(({ version }, { eq }) => eq(version, subscriber.version))
                .commit(),
              ...(by.mail ? [e.mail.create(by.mail).commit()] : []),
            ]),
        ...part.map(({ organisation, list }) =>
          e.subscription
            .patch({ scope, organisation, list })
            .set({ state: 'left', leftAt: by.at, leftBy: by.who })
            .commit(),
        ),
      ]).go(),
    );
  }
}

/** Everything about an address is forgotten: profile, proofs of consent, marks of delivery. */
export async function forgetSubscriber(table: Table, key: string): Promise<void> {
  const { profile, subscription, delivery } = subscriberEntities(table);
  const scope = subscriberScope(key);
  // First what makes her receive; a second call finishes what a crash left.
  await profile.delete({ scope }).go();
  const [{ data: subscriptions }, { data: deliveries }] = await Promise.all([
    subscription.query.primary({ scope }).go({ pages: 'all', consistent: true }),
    delivery.query.primary({ scope }).go({ pages: 'all', consistent: true }),
  ]);
  for (const { organisation, list } of subscriptions) await subscription.delete({ scope, organisation, list }).go();
  for (const { run } of deliveries) await delivery.delete({ scope, run }).go();
}

/** What mail events change: counters and state, of an address that is known. Refused when it changed meanwhile. */
export async function noteBounces(
  table: Table,
  subscriber: Subscriber,
  changes: Partial<
    Pick<Subscriber, 'state' | 'stopReason' | 'stoppedAt' | 'softBounces' | 'lastSoftBounceAt' | 'sentSinceBounce'>
  >,
): Promise<void> {
  await subscriberEntities(table)
    .profile.patch({ scope: subscriberScope(subscriber.key) })
    .set({ ...changes, version: subscriber.version + 1 })
    .where(({ version }, { eq }) => eq(version, subscriber.version))
    .go();
}
