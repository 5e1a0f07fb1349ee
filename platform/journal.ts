/**
 * Acts to keep in a journal, written in the same transaction as the state that they change, beside it. The stream
 * copies them into partitions that no function may write over: docs/adr/0010-the-journal.md.
 */
import { Entity } from 'electrodb';
import type { Member } from './actor.ts';
import { type Clock, DAY, timeToLive } from './clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from './entities.ts';
import { newId } from './ids.ts';
import { actScope, organisationScope, type Scope } from './scope.ts';
import type { Table } from './table.ts';

/** What an act is about: how a journal is filtered. */
export const ACT_KINDS = [
  'members',
  'publications',
  'lists',
  'organisation',
  'groups',
  'accounts',
  'data',
  'documents',
  'territory',
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** Every act that a journal keeps. Its sentence is in the journal's own texts. */
export const ACTS = {
  'invitation-sent': 'members',
  'invitation-renewed': 'members',
  'invitation-revoked': 'members',
  'invitation-accepted': 'members',
  'join-accepted': 'members',
  'join-refused': 'members',
  'role-changed': 'members',
  'member-removed': 'members',
  'member-left': 'members',
  published: 'publications',
  'publication-approved': 'publications',
  'publication-sent-back': 'publications',
  'approval-changed': 'publications',
  'publication-undone': 'publications',
  'publication-withdrawn': 'publications',
  'act-redacted': 'publications',
  'session-listed': 'publications',
  'session-unlisted': 'publications',
  'list-opened': 'lists',
  'reader-removed': 'lists',
  'letter-asked': 'lists',
  'page-changed': 'organisation',
  'acts-settings-changed': 'organisation',
  'logo-chosen': 'organisation',
  'logo-removed': 'organisation',
  'unit-added': 'organisation',
  'unit-changed': 'organisation',
  'unit-removed': 'organisation',
  'group-opened': 'groups',
  'group-archived': 'groups',
  'group-reopened': 'groups',
  'group-organisation-invited': 'groups',
  'group-organisation-accepted': 'groups',
  'group-organisation-declined': 'groups',
  'signed-in': 'accounts',
  'signed-out': 'accounts',
  'session-closed': 'accounts',
  'sessions-closed': 'accounts',
  'password-changed': 'accounts',
  'second-factor-on': 'accounts',
  'second-factor-removed': 'accounts',
  'second-factor-changed': 'accounts',
  'recovery-code-used': 'accounts',
  'recovery-codes-renewed': 'accounts',
  'address-change-asked': 'accounts',
  'address-change-cancelled': 'accounts',
  'address-vouched': 'accounts',
  'address-changed': 'accounts',
  'name-changed': 'accounts',
  'provider-asked': 'accounts',
  'provider-set-up': 'accounts',
  'provider-offered': 'accounts',
  'provider-stopped': 'accounts',
  'provider-removed': 'accounts',
  'sign-in-changed': 'accounts',
  'copy-asked': 'data',
  'copy-fetched': 'data',
  'thrown-away': 'documents',
  erased: 'documents',
  'lock-forced': 'documents',
  'link-made': 'documents',
  'link-withdrawn': 'documents',
  'link-reopened': 'documents',
  'link-taken-over': 'documents',
  'folder-readers-changed': 'documents',
  'copy-fetched-by-link': 'data',
  'commune-invited': 'territory',
  'sign-up-approved': 'territory',
  'sign-up-refused': 'territory',
  'organisation-founded': 'territory',
  'organisation-added': 'territory',
  'organisation-suspended': 'territory',
  'organisation-resumed': 'territory',
  'organisation-left': 'territory',
  'organisation-restored': 'territory',
  'organisation-erased': 'territory',
  'mailboxes-imported': 'territory',
  'classification-imported': 'territory',
  'index-rebuilt': 'territory',
  'operator-named': 'territory',
} as const satisfies Record<string, ActKind>;
export type ActName = keyof typeof ACTS;

/** The journal of the whole territory; others are named by the SIREN of their organisation. */
export const TERRITORY_JOURNAL = 'territoire';

/** Somebody named in a journal. `id` is the subject of her login, when she has one. */
export interface Named {
  id?: string | undefined;
  name: string;
}

/** What was done, on whom or what. `details`: what the sentence says besides, as text. */
export interface Act {
  name: ActName;
  about?: Named | undefined;
  details?: Readonly<Record<string, string>> | undefined;
}

const named = {
  type: 'map',
  properties: { id: { type: 'string' }, name: { type: 'string', required: true } },
} as const;

/** What an entry says, on its way and in the journal. */
export const saidAttributes = {
  id: { type: 'string', required: true },
  at: { type: 'string', required: true },
  act: { type: 'string', required: true },
  /** Absent when Parvis did it by itself. */
  actor: named,
  about: named,
  details: { type: 'any' },
  /** Where from, shortened; absent when nobody asked. */
  from: { type: 'string' },
  ttl: { type: 'number', required: true },
} as const;

const actModel = {
  model: entityNamed('act'),
  attributes: {
    scope: scopeAttribute,
    ...saidAttributes,
    /** SIREN of the organisations in whose journal it is kept, and `territoire`. */
    journals: { type: 'list', items: { type: 'string' }, required: true },
  },
  indexes: { primary: inScope(['id'], 'act#${id}') },
} as const;

export const actEntity = perTable((table: Table) => new Entity(actModel, { client: table.client, table: table.name }));

/** How the stream calls an act on its way. */
export const ACT_ENTITY = actModel.model.entity;

/** Long enough to follow it again by hand when the stream could not; the journal itself keeps a year. */
const ON_ITS_WAY = 3 * DAY;

/** Who acts, and from where. */
export interface Doer {
  actor: Named | undefined;
  from: string | undefined;
}

export type ActItem = Parameters<ReturnType<typeof actEntity>['create']>[0];

/** The item to put into the transaction: `act.create(newAct(…)).commit()`. `act` and `org` scopes may hold it. */
export const newAct = (
  scope: Scope<'org'> | Scope<'act'>,
  clock: Clock,
  { actor, from }: Doer,
  journals: readonly string[],
  act: Act,
): ActItem => ({
  scope,
  id: newId('jnl', clock()),
  at: clock().toISOString(),
  act: act.name,
  ...(actor ? { actor } : {}),
  ...(act.about ? { about: act.about } : {}),
  ...(act.details ? { details: act.details } : {}),
  ...(from ? { from } : {}),
  journals: [...journals],
  ttl: timeToLive(clock(), ON_ITS_WAY),
});

/** A member as a journal names her. */
export const doerOf = ({ person, from }: Member): Doer => ({
  actor: { id: person.id, name: `${person.firstName} ${person.lastName}`.trim() },
  from,
});

/** Where what somebody does upon accounts lies, on its way to journals. */
export const actScopeOf = ({ person }: Member): Scope<'act'> => actScope(person.id);

/** What a member did for her organisation. `territory`: it matters to the whole territory too. */
export function actFor(member: Member, clock: Clock, siren: string, act: Act, { territory = false } = {}): ActItem {
  const journals = territory ? [siren, TERRITORY_JOURNAL] : [siren];
  return newAct(organisationScope(siren), clock, doerOf(member), journals, act);
}

/** What the operator did for the territory. `on`: SIREN of an organisation whose journal keeps it too. */
export const actOfOperator = (member: Member, clock: Clock, act: Act, on?: string): ActItem =>
  newAct(actScope(TERRITORY_JOURNAL), clock, doerOf(member), on ? [TERRITORY_JOURNAL, on] : [TERRITORY_JOURNAL], act);

/** What somebody did upon her own account: kept by every organisation that she belongs to. */
export function actOnAccount(
  who: {
    person: { id: string; firstName: string; lastName: string };
    memberships: readonly { organisation: string }[];
    isOperator: boolean;
  },
  clock: Clock,
  from: string,
  act: Act,
): ActItem {
  const { id, firstName, lastName } = who.person;
  const journals = who.memberships.map(({ organisation }) => organisation);
  if (who.isOperator) journals.push(TERRITORY_JOURNAL);
  return newAct(actScope(id), clock, { actor: { id, name: `${firstName} ${lastName}`.trim() }, from }, journals, act);
}

/**
 * A client's address without what tells one machine from its neighbours: the first three numbers of IPv4, the first
 * three groups of IPv6 (/24 and /48). Enough to tell the town hall from elsewhere.
 */
export function shortAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(bare);
  if (v4) return `${v4[1]}.…`;
  if (!/^[0-9a-f:]+$/i.test(bare) || !bare.includes(':')) return 'inconnue';
  const [head = ''] = bare.split('::', 1);
  const groups = [...head.split(':').filter(Boolean), '0', '0', '0'].slice(0, 3);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}:…`;
}
