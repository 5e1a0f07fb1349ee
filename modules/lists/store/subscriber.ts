/** One address's subscriptions, in a partition of its own: nobody's organisation holds it. */
import { createHash } from 'node:crypto';
import { createWriteTransaction, Entity } from 'electrodb';
import { type Clock, HOUR, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, scopeAttribute } from '../../../platform/entities.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { type Scope, subscriberScope, tokenScope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { CONFIRMATION_INTERVAL, dueQueue, MOST_REQUESTS_AN_HOUR, shardOf, STOP_REASONS, SUBSCRIBER_STATES } from '../rules.ts';

/**
 * The key of an address: stable while the link keys rotate (docs/adr/0003-subscriber-keys.md). 43 characters.
 */
export const subscriberKey = (email: string): string =>
  createHash('sha256').update(`parvis:subscriber:v1:${email.toLowerCase()}`).digest('base64url');

const profileModel = {
  model: entityNamed('subscriber'),
  attributes: {
    scope: scopeAttribute,
    key: { type: 'string', required: true },
    email: { type: 'string', required: true },
    state: { type: SUBSCRIBER_STATES, required: true },
    stopReason: { type: STOP_REASONS },
    stoppedAt: { type: 'string' },
    softBounces: { type: 'number', required: true },
    lastSoftBounceAt: { type: 'string' },
    /** Lists confirmed and not left: `<siren>/<list>`. What a digest needs, in the item it reads anyway. */
    lists: { type: 'list', items: { type: 'string' }, required: true },
    createdAt: { type: 'string', required: true },
    version: { type: 'number', required: true },
    queue: { type: 'string', required: true },
  },
  indexes: {
    primary: inScope([], 'profile'),
    due: {
      index: 'GSI1',
      pk: { field: 'gsi1pk', composite: ['queue'], template: 'sub#${queue}', casing: 'none' },
      sk: { field: 'gsi1sk', composite: ['key'], template: '${key}', casing: 'none' },
    },
  },
} as const;

export const SUBSCRIPTION_STATES = ['pending', 'active', 'left'] as const;

const subscriptionModel = {
  model: entityNamed('subscription'),
  attributes: {
    scope: scopeAttribute,
    key: { type: 'string', required: true },
    organisation: { type: 'string', required: true },
    list: { type: 'string', required: true },
    listName: { type: 'string', required: true },
    organisationName: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    state: { type: SUBSCRIPTION_STATES, required: true },
    /** Shown to the organisation in place of the address. */
    masked: { type: 'string', required: true },
    /** The proof of consent: when, from where, on which page, after which text. */
    askedAt: { type: 'string', required: true },
    askedFrom: { type: 'string', required: true },
    askedOn: { type: 'string', required: true },
    text: { type: 'string', required: true },
    confirmedAt: { type: 'string' },
    confirmedFrom: { type: 'string' },
    leftAt: { type: 'string' },
    leftBy: { type: ['reader', 'one-click', 'organisation'] as const },
  },
  indexes: { primary: inScope(['organisation', 'list'], 'list#${organisation}#${list}') },
} as const;

/** The link of the confirmation mail. */
const confirmationModel = {
  model: entityNamed('confirmation'),
  attributes: {
    scope: scopeAttribute,
    email: { type: 'string', required: true },
    organisation: { type: 'string', required: true },
    list: { type: 'string', required: true },
    listName: { type: 'string', required: true },
    organisationName: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    askedAt: { type: 'string', required: true },
    askedFrom: { type: 'string', required: true },
    askedOn: { type: 'string', required: true },
    text: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'confirmation') },
} as const;

const quotaModel = {
  model: entityNamed('subscription-quota'),
  attributes: {
    scope: scopeAttribute,
    requests: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'quota') },
} as const;

const entities = (table: Table) => {
  const options = { client: table.client, table: table.name };
  return {
    profile: new Entity(profileModel, options),
    subscription: new Entity(subscriptionModel, options),
    confirmation: new Entity(confirmationModel, options),
    quota: new Entity(quotaModel, options),
    mail: mailEntity(table),
  };
};

export type Subscriber = NonNullable<Awaited<ReturnType<typeof subscriberOf>>>;
export type Subscription = Awaited<ReturnType<typeof subscriptionsOf>>[number];
export type Confirmation = NonNullable<Awaited<ReturnType<typeof confirmationOf>>>;
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

export const listReference = (organisation: string, list: string): string => `${organisation}/${list}`;

export async function subscriberOf(table: Table, key: string) {
  const { data } = await entities(table)
    .profile.get({ scope: subscriberScope(key) })
    .go({ consistent: true });
  return data ?? undefined;
}

export async function subscriptionsOf(table: Table, key: string) {
  const { data } = await entities(table)
    .subscription.query.primary({ scope: subscriberScope(key) })
    .go({ pages: 'all', consistent: true });
  return data;
}

/** A page of the readers whose digest is due, with the lists of each. */
export async function subscribersDue(
  table: Table,
  shard: number,
  cursor: string | null,
): Promise<{ readers: { key: string; lists: readonly string[] }[]; next: string | null }> {
  const { data, cursor: next } = await entities(table)
    .profile.query.due({ queue: dueQueue(shard) })
    .go({ limit: 200, cursor });
  const readers = data.filter(({ state, lists }) => state === 'active' && lists.length > 0);
  return { readers: readers.map(({ key, lists }) => ({ key, lists })), next };
}

/**
 * Whether one more request may be taken: `false` when the same was made within the interval, or when too many came
 * from one address of the network within the hour.
 */
export async function mayAskAgain(table: Table, clock: Clock, what: { email: string; reference: string; from: string }): Promise<boolean> {
  const now = clock();
  const slot = Math.floor(now.getTime() / CONFIRMATION_INTERVAL);
  const hour = now.toISOString().slice(0, 13);
  const same = await countUpTo(table, now, `confirmation:${what.email}:${what.reference}:${slot}`, 1);
  return same && (await countUpTo(table, now, `subscriptions:${what.from}:${hour}`, MOST_REQUESTS_AN_HOUR));
}

async function countUpTo(table: Table, now: Date, name: string, most: number): Promise<boolean> {
  try {
    await entities(table)
      .quota.upsert({ scope: tokenScope(hashToken(name)) })
      .add({ requests: 1 })
      .set({ ttl: timeToLive(now, 2 * HOUR) })
      .where(({ requests }, { notExists, lt }) => `${notExists(requests)} OR ${lt(requests, most)}`)
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}

export const confirmationScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

/** The request and its mail, both or neither: nothing is written under the address before it is confirmed. */
export async function askConfirmation(
  table: Table,
  token: string,
  confirmation: Omit<Confirmation, 'scope'>,
  mail: MailItem,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.confirmation.create({ scope: confirmationScope(token), ...confirmation }).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

export async function confirmationOf(table: Table, token: string, now: Date) {
  const { data } = await entities(table)
    .confirmation.get({ scope: confirmationScope(token) })
    .go({ consistent: true });
  return data && data.ttl * 1000 > now.getTime() ? data : undefined;
}

/** The address is confirmed: it receives from now on. Confirmed twice, the proof of the first is kept. */
export async function confirmSubscription(
  table: Table,
  confirmation: Confirmation,
  by: { masked: string; at: string; from: string },
): Promise<void> {
  const { email, organisation, list, listName, organisationName, slug, askedAt, askedFrom, askedOn, text } = confirmation;
  const key = subscriberKey(email);
  const scope = subscriberScope(key);
  const before = await subscriberOf(table, key);
  const lists = [...new Set([...(before?.lists ?? []), listReference(organisation, list)])];
  await committed(
    createWriteTransaction(entities(table), (e) => [
      before
        ? e.profile
            .patch({ scope })
            // A new consent opens an address again that failures had stopped.
            .set({ lists, state: 'active', softBounces: 0, version: before.version + 1 })
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
      e.subscription
        .put({
          scope,
          key,
          organisation,
          list,
          listName,
          organisationName,
          slug,
          state: 'active',
          masked: by.masked,
          askedAt,
          askedFrom,
          askedOn,
          text,
          confirmedAt: by.at,
          confirmedFrom: by.from,
        })
        .commit(),
    ]).go(),
  );
}

/** Leaves some lists, or all. What she has left already stays left. */
export async function leaveLists(
  table: Table,
  subscriber: Subscriber,
  leaving: readonly Subscription[],
  by: { at: string; who: 'reader' | 'one-click' | 'organisation' },
): Promise<void> {
  const scope = subscriberScope(subscriber.key);
  const gone = new Set(leaving.map(({ organisation, list }) => listReference(organisation, list)));
  // A transaction holds a hundred items; nobody follows that many lists, but an attacker might.
  for (let at = 0; at < leaving.length; at += 90) {
    const part = leaving.slice(at, at + 90);
    const isFirst = at === 0;
    await committed(
      createWriteTransaction(entities(table), (e) => [
        ...(isFirst
          ? [
              e.profile
                .patch({ scope })
                .set({ lists: subscriber.lists.filter((reference) => !gone.has(reference)), version: subscriber.version + 1 })
                .where(({ version }, { eq }) => eq(version, subscriber.version))
                .commit(),
            ]
          : []),
        ...part.map(({ organisation, list }) =>
          e.subscription.patch({ scope, organisation, list }).set({ state: 'left', leftAt: by.at, leftBy: by.who }).commit(),
        ),
      ]).go(),
    );
  }
}

/** Everything about an address is forgotten, its proofs of consent too. */
export async function forgetSubscriber(table: Table, subscriber: Subscriber, subscriptions: readonly Subscription[]): Promise<void> {
  const e = entities(table);
  const scope = subscriberScope(subscriber.key);
  for (const { organisation, list } of subscriptions) await e.subscription.delete({ scope, organisation, list }).go();
  await e.profile.delete({ scope }).go();
}

/** What mail events change: only counters and state, and only of an address that is known. */
export async function noteBounces(
  table: Table,
  subscriber: Subscriber,
  changes: Partial<Pick<Subscriber, 'state' | 'stopReason' | 'stoppedAt' | 'softBounces' | 'lastSoftBounceAt'>>,
): Promise<void> {
  await entities(table)
    .profile.patch({ scope: subscriberScope(subscriber.key) })
    .set({ ...changes, version: subscriber.version + 1 })
    .where(({ version }, { eq }) => eq(version, subscriber.version))
    .go();
}
