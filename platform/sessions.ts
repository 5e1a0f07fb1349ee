/** Sessions: an opaque id in a cookie, its hash in the table, revocable one by one. */
import { QueryCommand } from '#lib-dynamodb';
import { createWriteTransaction, Entity } from 'electrodb';
import * as z from 'zod';
import { type GroupMembership, type Member, type Membership, type Person, ROLES, STANDINGS } from './actor.ts';
import { after, type Clock, DAY, HOUR, timeToLive } from './clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from './entities.ts';
import { newId } from './ids.ts';
import { type ActItem, actEntity } from './journal.ts';
import { personScope } from './scope.ts';
import { askedOf, knownProofs, type Proof, SIGN_IN_METHODS, USUAL_POLICY } from './sign-in-policy.ts';
import { committed, type Table } from './table.ts';
import { hashToken, newToken } from './tokens.ts';

/** `__Host-`: sent over HTTPS only, to this very host, for every path; no sub-domain can set it. */
export const SESSION_COOKIE = '__Host-parvis';

/** A session unused for 14 days ends; one in use ends after 60 days. */
const IDLE = 14 * DAY;
const LONGEST = 60 * DAY;
/** Last use is written at most once an hour, so that reading a page does not cost a write. */
const TOUCHED_EVERY = HOUR;

/** Membership of the whole territory: its operator. */
export const TERRITORY_MEMBERSHIP = 'territoire';

/** A line of the person's partition, beside her profile and her memberships: one query answers all three. */
const sessionModel = {
  model: entityNamed('session'),
  attributes: {
    scope: scopeAttribute,
    hash: { type: 'string', required: true },
    id: { type: 'string', required: true },
    organisation: { type: 'string' },
    device: { type: 'string' },
    /** What has been proved in it; absent in those opened before it was noted, with a password. */
    proofs: { type: 'list', items: { type: 'string' } },
    /** The one organisation that it opens: the one whose own provider said who she is (docs/adr/0015-own-providers.md). */
    only: { type: 'string' },
    openedAt: { type: 'string', required: true },
    seenAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['hash'], 'me#session#${hash}') },
} as const;

/** The person and her memberships lie side by side, so that one query answers who she is and what she may do. */
const profileModel = {
  model: entityNamed('profile'),
  attributes: {
    scope: scopeAttribute,
    firstName: { type: 'string', required: true },
    lastName: { type: 'string', required: true },
    email: { type: 'string', required: true },
    createdAt: { type: 'string', required: true },
    /** Time-based codes asked at sign-in, when she has switched them on. */
    secondFactor: { type: 'boolean' },
    lastSignInAt: { type: 'string' },
  },
  indexes: { primary: inScope([], 'me#profile') },
} as const;

const membershipModel = {
  model: entityNamed('membership'),
  attributes: {
    scope: scopeAttribute,
    /** SIREN of the organisation, or `territoire` for its operator. */
    organisation: { type: 'string', required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    role: { type: [...ROLES, 'operator'] as const, required: true },
    since: { type: 'string', required: true },
    /** Copied from the organisation when the operator suspends it. */
    isSuspended: { type: 'boolean' },
    /** Copied from the organisation when its référent chooses how its members sign in. */
    signIn: {
      type: 'map',
      properties: {
        method: { type: SIGN_IN_METHODS, required: true },
        secondFactorFor: { type: 'list', items: { type: 'string' }, required: true },
      },
    },
  },
  indexes: { primary: inScope(['organisation'], 'me#member#${organisation}') },
} as const;

/** A group that she is in, and the organisation through which she is: leaving that one, she leaves the group. */
const groupMembershipModel = {
  model: entityNamed('group-membership'),
  attributes: {
    scope: scopeAttribute,
    group: { type: 'string', required: true },
    name: { type: 'string', required: true },
    organisation: { type: 'string', required: true },
    standing: { type: STANDINGS, required: true },
    since: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['group'], 'me#group#${group}') },
} as const;

/** Entities of the person's partition and of sessions, over one table. */
export const personEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    session: new Entity(sessionModel, options),
    profile: new Entity(profileModel, options),
    membership: new Entity(membershipModel, options),
    groupMembership: new Entity(groupMembershipModel, options),
    act: actEntity(table),
  };
});

export type PersonEntities = ReturnType<typeof personEntities>;

/** A session just opened: `token` is the cookie's value; the table keeps a hash of its secret part. */
export interface OpenedSession {
  token: string;
  expires: Date;
}

/** What the cookie holds: whose partition to look in, and the secret that one of its sessions knows by hash. */
const COOKIE = /^(?<person>[0-9a-f-]{36})\.(?<token>[A-Za-z0-9_-]{43})$/;

/** Forgotten by the table when it would no longer be accepted. */
const forgottenAfter = (openedAt: Date, seenAt: Date): number =>
  Math.min(timeToLive(openedAt, LONGEST), timeToLive(seenAt, IDLE + TOUCHED_EVERY));

/** Opens a session; only the functions of sign-in may write it. `act`: what journals keep of it. */
export async function openSession(
  table: Table,
  clock: Clock,
  input: {
    person: string;
    organisation?: string | undefined;
    device?: string | undefined;
    proofs: readonly Proof[];
    /** SIREN of the one organisation that it opens; absent when it opens all of hers. */
    only?: string | undefined;
    act?: ActItem | undefined;
  },
): Promise<OpenedSession> {
  const now = clock();
  const token = newToken();
  const scope = personScope(input.person);
  await committed(
    createWriteTransaction(personEntities(table), ({ session, profile, act }) => [
      session
        .create({
          scope,
          hash: hashToken(token),
          id: newId('ssn', now),
          organisation: input.organisation,
          device: input.device,
          proofs: [...input.proofs],
          only: input.only,
          openedAt: now.toISOString(),
          seenAt: now.toISOString(),
          ttl: forgottenAfter(now, now),
        })
        .commit(),
      profile.patch({ scope }).set({ lastSignInAt: now.toISOString() }).commit(),
      ...(input.act ? [act.create(input.act).commit()] : []),
    ]).go(),
  );
  return { token: `${input.person}.${token}`, expires: after(now, LONGEST) };
}

const isAlive = (session: { openedAt: string; seenAt: string }, now: Date): boolean =>
  Date.parse(session.openedAt) + LONGEST > now.getTime() && Date.parse(session.seenAt) + IDLE > now.getTime();

/**
 * Who holds the cookie, with her memberships of this very moment: one consistent query, nothing kept between
 * requests, so that a removed member is out at the next click.
 * @param from where the request comes from, shortened
 * @returns undefined when the cookie is forged, revoked or too old.
 */
export async function memberOf(table: Table, clock: Clock, cookie: string, from: string): Promise<Member | undefined> {
  const { person = '', token = '' } = COOKIE.exec(cookie)?.groups ?? {};
  if (!token) return undefined;
  const now = clock();
  const hash = hashToken(token);
  const found = await personPartition(table, person);
  const session = found.sessions.find((one) => one.hash === hash);
  if (!session || !found.rights || !isAlive(session, now)) return undefined;
  if (Date.parse(session.seenAt) + TOUCHED_EVERY < now.getTime()) {
    await personEntities(table)
      .session.patch({ scope: personScope(person), hash })
      .set({ seenAt: now.toISOString(), ttl: forgottenAfter(new Date(session.openedAt), now) })
      .go();
  }
  const { proofs = SESSIONS_BEFORE, only } = session;
  const rights = only === undefined ? found.rights : rightsWithin(found.rights, only);
  return {
    ...rights,
    from,
    session: { hash, id: session.id, proofs, ...(only === undefined ? {} : { only }) },
    ...placeOf(rights, session, proofs),
  };
}

/** What is left of somebody's rights in a session that opens one organisation. */
export const rightsWithin = (rights: Rights, only: string): Rights => ({
  person: rights.person,
  memberships: rights.memberships.filter(({ organisation }) => organisation === only),
  groups: rights.groups.filter(({ organisation }) => organisation === only),
  isOperator: false,
});

/** What was proved in sessions that were opened before it was noted. */
const SESSIONS_BEFORE: readonly Proof[] = ['password'];

/** Where she works now, or what she has still to prove to work there. */
function placeOf(
  { memberships, groups }: Rights,
  session: { organisation?: string | undefined },
  proofs: readonly Proof[],
): Pick<Member, 'current' | 'awaits' | 'groups'> {
  const asked = new Map(memberships.map((one) => [one, askedOf(one.signIn ?? USUAL_POLICY, one.role, proofs)]));
  const isOpen = (membership: Membership): boolean => asked.get(membership)?.length === 0;
  const entered = new Set(memberships.filter(isOpen).map(({ organisation }) => organisation));
  // A member removed from the organisation she was working for is told so, not moved silently elsewhere.
  const membership = session.organisation
    ? memberships.find(({ organisation }) => organisation === session.organisation)
    : (memberships.find(isOpen) ?? memberships[0]);
  return {
    current: membership && isOpen(membership) ? membership : undefined,
    awaits: membership && !isOpen(membership) ? { membership, asked: asked.get(membership) ?? [] } : undefined,
    // What she shares in a group, she shares through an organisation: it opens with it.
    groups: groups.filter(({ organisation }) => entered.has(organisation)),
  };
}

const itemOfRights = z.union([
  z.object({
    sk: z.literal('me#profile'),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
  }),
  z.object({
    sk: z.string().startsWith('me#member#'),
    organisation: z.string(),
    name: z.string(),
    slug: z.string(),
    role: z.enum([...ROLES, 'operator']),
    isSuspended: z.boolean().optional(),
    signIn: z.object({ method: z.enum(SIGN_IN_METHODS), secondFactorFor: z.array(z.enum(ROLES)) }).optional(),
  }),
  z.object({
    sk: z.string().startsWith('me#session#'),
    hash: z.string(),
    id: z.string(),
    organisation: z.string().optional(),
    proofs: z.array(z.string()).transform(knownProofs).optional(),
    only: z.string().optional(),
    openedAt: z.string(),
    seenAt: z.string(),
  }),
  z.object({
    sk: z.string().startsWith('me#group#'),
    group: z.string(),
    name: z.string(),
    organisation: z.string(),
    standing: z.enum(STANDINGS),
  }),
]);
type StoredSession = Extract<z.infer<typeof itemOfRights>, { hash: string }>;

/** What a person is and may do, at this moment. */
export interface Rights {
  person: Person;
  memberships: Membership[];
  groups: GroupMembership[];
  isOperator: boolean;
}

/** One consistent query: profile, memberships, groups and sessions lie side by side. */
async function personPartition(
  table: Table,
  person: string,
): Promise<{ rights: Rights | undefined; sessions: StoredSession[] }> {
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :me)',
      ExpressionAttributeValues: { ':pk': personScope(person), ':me': 'me#' },
    }),
  );
  const memberships: Membership[] = [];
  const groups: GroupMembership[] = [];
  const sessions: StoredSession[] = [];
  let isOperator = false;
  let profile: Person | undefined;
  for (const item of z.array(itemOfRights).parse(Items ?? [])) {
    if ('hash' in item) {
      sessions.push(item);
    } else if ('standing' in item) {
      const { group, name, organisation, standing } = item;
      groups.push({ group, name, organisation, standing });
    } else if (!('role' in item)) {
      profile = { id: person, firstName: item.firstName, lastName: item.lastName, email: item.email };
    } else if (item.role === 'operator') {
      isOperator = true;
    } else {
      const { organisation, name, slug, role, isSuspended = false, signIn } = item;
      memberships.push({
        organisation,
        name,
        slug,
        role,
        ...(isSuspended ? { isSuspended } : {}),
        ...(signIn ? { signIn } : {}),
      });
    }
  }
  // A group ends with the organisation through which she is in it, before its line has been cleared away.
  const isIn = new Set(memberships.map(({ organisation }) => organisation));
  const hers = groups.filter(({ organisation }) => isIn.has(organisation));
  return { rights: profile && { person: profile, memberships, groups: hers, isOperator }, sessions };
}

export const rightsOf = async (table: Table, person: string): Promise<Rights | undefined> =>
  (await personPartition(table, person)).rights;

/** Ends one session. `act`: what journals keep of it. */
export async function closeSession(
  table: Table,
  session: { hash: string; person: string },
  act?: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(personEntities(table), (entities) => [
      entities.session.delete({ scope: personScope(session.person), hash: session.hash }).commit(),
      ...(act ? [entities.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Works for another of her organisations from now on, in this session. */
export async function switchOrganisation(table: Table, member: Member, organisation: string): Promise<void> {
  await personEntities(table)
    .session.patch({ scope: personScope(member.person.id), hash: member.session.hash })
    .set({ organisation })
    .go();
}

/** A session as its owner sees it in her list. */
export interface PersonSession {
  id: string;
  hash: string;
  device: string | undefined;
  openedAt: string;
}

/** Where a person is signed in, newest first. */
export async function sessionsOf(table: Table, person: string): Promise<PersonSession[]> {
  const { data } = await personEntities(table)
    .session.query.primary({ scope: personScope(person) })
    .go({ pages: 'all' });
  return data
    .map(({ id, hash, device, openedAt }) => ({ id, hash, device, openedAt }))
    .sort((one, other) => other.openedAt.localeCompare(one.openedAt));
}

/** The cookie of a session just opened. */
export const sessionCookie = ({ token, expires }: OpenedSession): { name: string; value: string; expires: Date } => ({
  name: SESSION_COOKIE,
  value: token,
  expires,
});

/** Takes the cookie back from the browser. */
export const noSessionCookie = { name: SESSION_COOKIE, value: '', expires: new Date(0) } as const;
