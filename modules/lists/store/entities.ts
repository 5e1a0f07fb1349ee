/** How subscriptions lie in the table: see docs/access-patterns/lists.md. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { attemptAttributes } from '../../../platform/mail/attempt.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { STOP_REASONS, SUBSCRIBER_STATES } from '../rules.ts';

const text = { type: 'string', required: true } as const;
const optionalText = { type: 'string' } as const;

/** An address, once it has confirmed. */
const profileModel = {
  model: entityNamed('subscriber'),
  attributes: {
    scope: scopeAttribute,
    key: text,
    email: text,
    state: { type: SUBSCRIBER_STATES, required: true },
    stopReason: { type: STOP_REASONS },
    stoppedAt: optionalText,
    softBounces: { type: 'number', required: true },
    lastSoftBounceAt: optionalText,
    sentSinceBounce: { type: 'number' },
    /** Lists confirmed and not left: `<siren>/<list>`. What a digest needs, in the item it reads anyway. */
    lists: { type: 'list', items: { type: 'string' }, required: true },
    createdAt: text,
    version: { type: 'number', required: true },
    queue: text,
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

export const SUBSCRIPTION_STATES = ['active', 'left'] as const;

/** Which list of which organisation was asked for, and the proof: when, from where, on which page, after which text. */
const asked = {
  organisation: text,
  list: text,
  listName: text,
  organisationName: text,
  slug: text,
  askedAt: text,
  askedFrom: text,
  askedOn: text,
  text,
} as const;

const subscriptionModel = {
  model: entityNamed('subscription'),
  attributes: {
    scope: scopeAttribute,
    key: text,
    ...asked,
    state: { type: SUBSCRIPTION_STATES, required: true },
    /** Shown to the organisation in place of the address. */
    masked: text,
    confirmedAt: text,
    confirmedFrom: text,
    leftAt: optionalText,
    leftBy: { type: ['reader', 'one-click', 'organisation'] as const },
  },
  indexes: { primary: inScope(['organisation', 'list'], 'list#${organisation}#${list}') },
} as const;

/** A request that waits for its confirmation, under the hash of the link's token. */
const confirmationModel = {
  model: entityNamed('confirmation'),
  attributes: {
    scope: scopeAttribute,
    email: text,
    ...asked,
    /** Set once: the link confirms one time, and says so afterwards. */
    confirmedAt: optionalText,
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'confirmation') },
} as const;

export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'refused'] as const;

/** That a digest went, or is going, to a reader: what keeps a repeated message from leaving twice. */
const deliveryModel = {
  model: entityNamed('delivery'),
  attributes: {
    scope: scopeAttribute,
    run: text,
    state: { type: DELIVERY_STATES, required: true },
    attempts: { type: 'number', required: true },
    ...attemptAttributes,
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['run'], 'delivery#${run}') },
} as const;

export const subscriberEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    profile: new Entity(profileModel, options),
    subscription: new Entity(subscriptionModel, options),
    confirmation: new Entity(confirmationModel, options),
    delivery: new Entity(deliveryModel, options),
    mail: mailEntity(table),
  };
});
