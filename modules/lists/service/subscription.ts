/** What somebody does with her subscriptions: asks, confirms, leaves, takes her data, is forgotten. */
import type { Clock } from '../../../platform/clock.ts';
import { HOUR, timeToLive } from '../../../platform/clock.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { maskedAddress } from '../../../platform/text.ts';
import { newToken } from '../../../platform/tokens.ts';
import { type NamedOrganisation, organisationBySlug } from '../../organisations/index.ts';
import { CONFIRMATION_LIFE } from '../rules.ts';
import {
  askConfirmation,
  type Confirmation,
  confirmationOf,
  confirmationScope,
  confirmSubscription,
  mayAskAgain,
  mayAskFrom,
} from '../store/confirmation.ts';
import { publicListOf } from '../store/list.ts';
import {
  forgetSubscriber,
  leaveLists,
  type ListOf,
  listReference,
  subscriberKey,
  subscriberOf,
  type Subscriber,
  type Subscription,
  subscriptionsOf,
} from '../store/subscriber.ts';
import { consentText, TEXTS } from '../texts.ts';

export interface SubscriptionDeps {
  table: Table;
  clock: Clock;
  signer: Signer;
  territory: Territory;
}

export interface PublicList {
  organisation: NamedOrganisation;
  list: { id: string; name: string };
}

/** @throws {Problem} `not-found` for a place without a space, or without that list. */
export async function listToJoin(
  { table, territory }: SubscriptionDeps,
  slug: string,
  id: string,
): Promise<PublicList> {
  const organisation = await organisationBySlug(table, territory.code, slug);
  if (!organisation) throw new Problem('not-found');
  if (organisation.left) throw new Problem('gone', { detail: TEXTS.hasLeft });
  if (organisation.isClosed) throw new Problem('not-found', { detail: TEXTS.noPublicPage });
  if (!organisation.active) throw new Problem('not-found', { detail: TEXTS.notActive });
  if (organisation.isSuspended) throw new Problem('suspended', { detail: TEXTS.suspended });
  const list = await publicListOf(table, organisation.siren, id);
  if (!list) throw new Problem('not-found', { detail: TEXTS.notActive });
  return { organisation, list };
}

/**
 * Asks for a confirmation. The answer and the work are the same whether or not the address is subscribed already, or
 * was asked about a moment ago: then nothing more is sent.
 * @throws {Problem} `too-many` from one place of the network, whatever the address.
 */
export async function askToSubscribe(
  deps: SubscriptionDeps,
  { organisation, list }: PublicList,
  by: { email: string; address: string; page: string },
): Promise<void> {
  const { table, clock } = deps;
  const { email } = by;
  const reference = listReference(organisation.siren, list.id);
  if (!(await mayAskFrom(table, clock, by.address))) {
    const message = TEXTS.tooManyFromThere;
    throw new Problem('too-many', { detail: message, fields: [{ field: 'email', message }], retryAfter: HOUR / 1000 });
  }
  if (!(await mayAskAgain(table, clock, { email, reference }))) return;
  const now = clock();
  const token = newToken();
  const confirmation = {
    email,
    organisation: organisation.siren,
    list: list.id,
    listName: list.name,
    organisationName: organisation.name,
    slug: organisation.slug,
    askedAt: now.toISOString(),
    askedFrom: by.address,
    askedOn: by.page,
    text: consentText(list.name),
    ttl: timeToLive(now, CONFIRMATION_LIFE),
  };
  const mail = newMail(confirmationScope(token), clock, {
    template: 'confirm-subscription',
    to: email,
    parameters: { listName: list.name, token },
  });
  await askConfirmation(table, token, confirmation, mail);
}

/** @throws {Problem} `gone` when unknown or too old. */
export async function requestToConfirm({ table, clock }: SubscriptionDeps, token: string): Promise<Confirmation> {
  const confirmation = await confirmationOf(table, token, clock());
  if (!confirmation) throw new Problem('gone', { detail: TEXTS.confirmationOver });
  return confirmation;
}

/** Lost races are tried again: two clicks at the same moment, a bounce noted meanwhile. */
const TRIES = 4;

async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!conditionFailed(error) || tried === TRIES) throw error;
    }
  }
}

/** Confirms, once: the same link pressed again changes nothing. @returns the token of her own links. */
export function confirm(deps: SubscriptionDeps, token: string, by: { address: string }): Promise<string> {
  return again(async () => {
    const confirmation = await requestToConfirm(deps, token);
    if (confirmation.confirmedAt === undefined) {
      const organisation = await organisationBySlug(deps.table, deps.territory.code, confirmation.slug);
      if (organisation?.left) throw new Problem('gone', { detail: TEXTS.hasLeft });
      if (organisation?.isSuspended) throw new Problem('suspended', { detail: TEXTS.suspendedConfirming });
      await confirmSubscription(deps.table, confirmation, {
        masked: maskedAddress(confirmation.email),
        at: deps.clock().toISOString(),
        from: by.address,
      });
    }
    return readerToken(deps.signer, subscriberKey(confirmation.email));
  });
}

/** Characters of the signature that links bear: 132 bits. */
export const SIGNATURE_LENGTH = 22;

/** What her links bear: her key, and the proof that the link came from us. */
export async function readerToken(signer: Signer, key: string): Promise<string> {
  return `${key}.${(await signer.sign('unsubscribe', key)).slice(0, SIGNATURE_LENGTH)}`;
}

/** @throws {Problem} `gone` when the link was not made by us, or too long ago. */
export async function keyOfToken({ signer }: SubscriptionDeps, token: string): Promise<string> {
  const [key = '', signature = ''] = token.split('.');
  if (!(await signer.verifyPrefix('unsubscribe', key, signature)))
    throw new Problem('gone', { detail: TEXTS.linkTooOld });
  return key;
}

export interface Preferences {
  subscriber: Subscriber;
  /** Those she receives, then those she left. */
  subscriptions: readonly Subscription[];
}

/** What we keep about the holder of a link; nothing once she is forgotten. */
export async function preferencesOf(deps: SubscriptionDeps, key: string): Promise<Preferences | undefined> {
  const [subscriber, subscriptions] = await Promise.all([
    subscriberOf(deps.table, key),
    subscriptionsOf(deps.table, key),
  ]);
  if (!subscriber) return undefined;
  const states = subscriptions.toSorted((a, b) => a.state.localeCompare(b.state));
  return { subscriber, subscriptions: states };
}

/** Leaves the lists that `chosen` picks, at once. What she has left stays left. */
export function leave(
  deps: SubscriptionDeps,
  key: string,
  chosen: (subscription: ListOf) => boolean,
  who: 'reader' | 'one-click',
): Promise<void> {
  return again(async () => {
    const known = await preferencesOf(deps, key);
    const leaving =
      known?.subscriptions.filter((subscription) => subscription.state === 'active' && chosen(subscription)) ?? [];
    if (known && leaving.length > 0) {
      await leaveLists(deps.table, known.subscriber, leaving, { at: deps.clock().toISOString(), who });
    }
  });
}

/** Everything we keep about her, for herself. */
export function dataOf({ subscriber, subscriptions }: Preferences) {
  const { email, state, stopReason, stoppedAt, softBounces, lastSoftBounceAt, createdAt } = subscriber;
  return {
    email,
    state,
    stopReason,
    stoppedAt,
    softBounces,
    lastSoftBounceAt,
    createdAt,
    subscriptions: subscriptions.map(({ scope: _scope, key: _key, ...subscription }) => subscription),
  };
}

export const forget = (deps: SubscriptionDeps, key: string): Promise<void> => forgetSubscriber(deps.table, key);
