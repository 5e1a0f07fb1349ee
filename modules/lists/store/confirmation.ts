/** Requests to subscribe, until they are confirmed: nothing is written under an address before. */
import { createWriteTransaction } from 'electrodb';
import { type Clock, HOUR } from '../../../platform/clock.ts';
import type { mailEntity } from '../../../platform/mail/outbox.ts';
import { countUpTo } from '../../../platform/quota.ts';
import { type Scope, subscriberScope, tokenScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { CONFIRMATION_INTERVAL, dueQueue, MOST_REQUESTS_AN_HOUR, shardOf } from '../rules.ts';
import { subscriberEntities } from './entities.ts';
import { listReference, subscriberKey, subscriberOf, subscriptionOf } from './subscriber.ts';

export type Confirmation = NonNullable<Awaited<ReturnType<typeof confirmationOf>>>;
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

const COUNTED_FOR = 2 * HOUR;

/** Whether one more request may come from this address of the network within the hour. One write. */
export async function mayAskFrom(table: Table, clock: Clock, address: string): Promise<boolean> {
  const now = clock();
  const name = `subscriptions:${address}:${now.toISOString().slice(0, 13)}`;
  return countUpTo(table, now, { name, most: MOST_REQUESTS_AN_HOUR, keptFor: COUNTED_FOR });
}

/** Whether the same was not asked within the interval. One write. */
export async function mayAskAgain(
  table: Table,
  clock: Clock,
  { email, reference }: { email: string; reference: string },
): Promise<boolean> {
  const now = clock();
  const slot = Math.floor(now.getTime() / CONFIRMATION_INTERVAL);
  return countUpTo(table, now, { name: `confirmation:${email}:${reference}:${slot}`, most: 1, keptFor: COUNTED_FOR });
}

export const confirmationScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

/** The request and its mail, both or neither. */
export async function askConfirmation(
  table: Table,
  token: string,
  confirmation: Omit<Confirmation, 'scope'>,
  mail: MailItem,
): Promise<void> {
  await committed(
    createWriteTransaction(subscriberEntities(table), (e) => [
      e.confirmation.create({ scope: confirmationScope(token), ...confirmation }).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

export async function confirmationOf(table: Table, token: string, now: Date) {
  const { data } = await subscriberEntities(table)
    .confirmation.get({ scope: confirmationScope(token) })
    .go({ consistent: true });
  return data && data.ttl * 1000 > now.getTime() ? data : undefined;
}

/**
 * The address is confirmed: it receives from now on. One already subscribed keeps the proof of its first consent.
 * Refused when the link was used, or the profile changed, meanwhile.
 */
export async function confirmSubscription(
  table: Table,
  confirmation: Confirmation,
  by: { masked: string; at: string; from: string },
): Promise<void> {
  const { scope: link, email, ttl: _ttl, confirmedAt: _confirmedAt, ...asked } = confirmation;
  const { organisation, list } = asked;
  const key = subscriberKey(email);
  const scope = subscriberScope(key);
  const [before, present] = await Promise.all([
    subscriberOf(table, key),
    subscriptionOf(table, key, organisation, list),
  ]);
  const lists = [...new Set([...(before?.lists ?? []), listReference(organisation, list)])];
  await committed(
    createWriteTransaction(subscriberEntities(table), (e) => [
      before
        ? e.profile
            .patch({ scope })
            // A new consent opens an address again that failures had stopped.
            .set({ lists, state: 'active', softBounces: 0, sentSinceBounce: 0, version: before.version + 1 })
            .remove(['stopReason', 'stoppedAt', 'lastSoftBounceAt'])
            .where(({ version }, { eq }) => eq(version, before.version))
            .commit()
        : e.profile
            .create({
              scope,
              key,
              email,
              state: 'active',
              softBounces: 0,
              lists,
              createdAt: by.at,
              version: 1,
              queue: dueQueue(shardOf(key)),
            })
            .commit(),
      e.confirmation
        .patch({ scope: link })
        .set({ confirmedAt: by.at })
        .where(({ confirmedAt }, { notExists }) => notExists(confirmedAt))
        .commit(),
      ...(present?.state === 'active'
        ? []
        : [
            e.subscription
              .put({
                scope,
                key,
                ...asked,
                state: 'active',
                masked: by.masked,
                confirmedAt: by.at,
                confirmedFrom: by.from,
              })
              .commit(),
          ]),
    ]).go(),
  );
}
