/** An organisation's own identity provider, between its référents and the operator. No secret is kept here. */
import { createWriteTransaction, Entity, type EntityItem } from 'electrodb';
import { type Clock, DAY, MINUTE, timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { mailEntity } from '../../platform/mail/outbox.ts';
import { personScope, providerScope, type Scope, tokenScope } from '../../platform/scope.ts';
import { committed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import { PROVIDER_STATES } from './rules.ts';

const providerModel = {
  model: entityNamed('identity-provider'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    /** The organisation's. */
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    /** What its members call it: « ProConnect ». */
    label: { type: 'string', required: true },
    issuer: { type: 'string', required: true },
    clientId: { type: 'string', required: true },
    state: { type: PROVIDER_STATES, required: true },
    /** Of Cognito, once set up. */
    appClient: { type: 'string' },
    /** A référent came back from it as herself. */
    triedAt: { type: 'string' },
    askedAt: { type: 'string', required: true },
    /** Name of the référent. */
    askedBy: { type: 'string', required: true },
    version: { type: 'number', required: true },
    queue: { type: 'string', required: true },
    place: { type: 'string', required: true },
  },
  indexes: {
    primary: inScope([], 'provider'),
    /** The operator's list: by state, then by name. */
    byState: {
      index: 'GSI1',
      pk: { field: 'gsi1pk', composite: ['queue'], template: 'idp#${queue}', casing: 'none' },
      sk: { field: 'gsi1sk', composite: ['place'], template: '${place}', casing: 'none' },
    },
  },
} as const;

/** That the operator removed one, as it was, and why: the référents are told by what follows from it. */
const removalModel = {
  model: entityNamed('provider-removal'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    label: { type: 'string', required: true },
    state: { type: PROVIDER_STATES, required: true },
    version: { type: 'number', required: true },
    reason: { type: 'string' },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['version'], 'removal#${version}') },
} as const;

/** How the stream calls them. */
export const PROVIDER_ENTITY = providerModel.model.entity;
export const REMOVAL_ENTITY = removalModel.model.entity;

/** A sign-in at the provider under way, by hash of the cookie's token: taken away by whoever comes back with it. */
const departureModel = {
  model: entityNamed('provider-departure'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    appClient: { type: 'string', required: true },
    /** Where to go afterwards. */
    back: { type: 'string' },
    /** A référent tries it: her session stays as it is. */
    isTrial: { type: 'boolean', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'provider-departure') },
} as const;

/** Whom a provider's subject stands for, by hash of both. */
const identityModel = {
  model: entityNamed('provider-identity'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    since: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'provider-identity') },
} as const;

/** The same, in the person's partition: what closing her account takes away at Cognito. */
const ownIdentityModel = {
  model: entityNamed('own-provider-identity'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    /** Of the pool: `<provider>_<subject>`. */
    username: { type: 'string', required: true },
    since: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['siren', 'username'], 'identity#${siren}#${username}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    provider: new Entity(providerModel, options),
    removal: new Entity(removalModel, options),
    departure: new Entity(departureModel, options),
    identity: new Entity(identityModel, options),
    own: new Entity(ownIdentityModel, options),
    act: actEntity(table),
    mail: mailEntity(table),
  };
});

type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

/** The partition of the index that holds them all. */
const TERRITORY = 'territoire';

const scopeOf = (siren: string): Scope<'idp'> => providerScope(siren);

/** What both référents and operator see. `version`: 0 as long as nothing was asked. */
export type Provider = Pick<
  EntityItem<ReturnType<typeof entities>['provider']>,
  | 'siren'
  | 'name'
  | 'slug'
  | 'label'
  | 'issuer'
  | 'clientId'
  | 'state'
  | 'appClient'
  | 'triedAt'
  | 'askedAt'
  | 'askedBy'
  | 'version'
>;

const seen = ({
  siren,
  name,
  slug,
  label,
  issuer,
  clientId,
  state,
  appClient,
  triedAt,
  askedAt,
  askedBy,
  version,
}: Provider): Provider => ({
  ...{ siren, name, slug, label, issuer, clientId, state, askedAt, askedBy, version },
  ...(appClient === undefined ? {} : { appClient }),
  ...(triedAt === undefined ? {} : { triedAt }),
});

/** One read unit. */
export async function providerOf(table: Table, siren: string): Promise<Provider | undefined> {
  const { data } = await entities(table)
    .provider.get({ scope: scopeOf(siren) })
    .go({ consistent: true });
  return data ? seen(data) : undefined;
}

/** Whether it has asked for one, whatever came of it. One read unit. */
export const hasProvider = async (table: Table, siren: string): Promise<boolean> =>
  (await providerOf(table, siren)) !== undefined;

/** What its members call the account with which they may come in, when they may. */
export async function offeredBy(table: Table, siren: string): Promise<string | undefined> {
  const provider = await providerOf(table, siren);
  return provider?.state === 'offered' ? provider.label : undefined;
}

/** Every one of the territory, those to check first: half a read unit for about ten. */
export async function providersAsked(table: Table): Promise<Provider[]> {
  const { data } = await entities(table).provider.query.byState({ queue: TERRITORY }).go({ pages: 'all' });
  return data.map(seen);
}

/** Writes it as it is now, with what journals keep of it. Refused when it is no longer of the version before. */
export async function saveProvider(table: Table, provider: Provider, act: ActItem, mail?: MailItem): Promise<void> {
  const { state, name, siren, version } = provider;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.provider
        .put({ scope: scopeOf(siren), ...provider, queue: TERRITORY, place: `${state}#${name}#${siren}` })
        .where((stored, { notExists, eq }) =>
          version === 1 ? notExists(stored.version) : eq(stored.version, version - 1),
        )
        .commit(),
      e.act.create(act).commit(),
      ...(mail ? [e.mail.create(mail).commit()] : []),
    ]).go(),
  );
}

/** That a référent came back from it, without changing what others are about to decide. */
export async function noteTrial(table: Table, { siren, appClient }: Provider, at: Date): Promise<void> {
  await entities(table)
    .provider.patch({ scope: scopeOf(siren) })
    .set({ triedAt: at.toISOString() })
    .where((stored, { eq }) => eq(stored.appClient, appClient ?? ''))
    .go();
}

/** Refused when it is no longer of that version. `reason`: what its référents are told of it. */
export async function forgetProvider(
  table: Table,
  clock: Clock,
  { siren, name, label, state, version }: Provider,
  { act, reason }: { act: ActItem; reason: string | undefined },
): Promise<void> {
  const ttl = timeToLive(clock(), 3 * DAY);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.provider
        .delete({ scope: scopeOf(siren) })
        .where((stored, { eq }) => eq(stored.version, version))
        .commit(),
      e.removal.put({ scope: scopeOf(siren), siren, name, label, state, version, reason, ttl }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

export interface Departure {
  siren: string;
  appClient: string;
  back?: string | undefined;
  isTrial: boolean;
}

const departureScope = (token: string): Scope<'tok'> => tokenScope(hashToken(`provider:${token}`));

export async function keepDeparture(table: Table, clock: Clock, token: string, departure: Departure): Promise<void> {
  await entities(table)
    .departure.create({ scope: departureScope(token), ...departure, ttl: timeToLive(clock(), 10 * MINUTE) })
    .go();
}

/** Takes it away: of two who come back with the same, one finds it. */
export async function takeDeparture(table: Table, clock: Clock, token: string): Promise<Departure | undefined> {
  const { data } = await entities(table)
    .departure.delete({ scope: departureScope(token) })
    .go({ response: 'all_old' });
  return data && data.ttl * 1000 > clock().getTime() ? data : undefined;
}

/** A subject is one provider's: the same word of another issuer is somebody else. */
export interface Subject {
  siren: string;
  issuer: string;
  subject: string;
}

const identityScope = ({ siren, issuer, subject }: Subject): Scope<'tok'> =>
  tokenScope(hashToken(`identity:${JSON.stringify([siren, issuer, subject])}`));

/** One read unit. */
export async function personKnownAs(table: Table, subject: Subject): Promise<string | undefined> {
  const { data } = await entities(table)
    .identity.get({ scope: identityScope(subject) })
    .go({ consistent: true });
  return data?.person;
}

/** Ties a subject to a person, once: refused when it is tied already, but to `insteadOf`. */
export async function tie(
  table: Table,
  clock: Clock,
  subject: Subject,
  whose: { person: string; username: string; insteadOf: string | undefined },
): Promise<void> {
  const since = clock().toISOString();
  const { person, username, insteadOf } = whose;
  await committed(
    createWriteTransaction(entities(table), ({ identity, own }) => [
      identity
        .put({ scope: identityScope(subject), person, since })
        .where((stored, { notExists, eq }) =>
          insteadOf === undefined ? notExists(stored.person) : eq(stored.person, insteadOf),
        )
        .commit(),
      own.put({ scope: personScope(person), siren: subject.siren, username, since }).commit(),
    ]).go(),
  );
}

/** Names in the pool that stand for her. */
export async function usernamesOf(table: Table, person: string): Promise<string[]> {
  const { data } = await entities(table)
    .own.query.primary({ scope: personScope(person) })
    .go({ pages: 'all' });
  return data.map(({ username }) => username);
}
