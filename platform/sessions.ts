/** Sessions: an opaque id in a cookie, its hash in the table, revocable one by one. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createWriteTransaction, Entity } from 'electrodb';
import * as z from 'zod';
import { type Member, type Membership, type Person, ROLES } from './actor.ts';
import { after, type Clock, DAY, HOUR, timeToLive } from './clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from './entities.ts';
import { newId } from './ids.ts';
import { personScope, sessionScope } from './scope.ts';
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

const sessionModel = {
  model: entityNamed('session'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    person: { type: 'string', required: true },
    organisation: { type: 'string' },
    openedAt: { type: 'string', required: true },
    seenAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'session') },
} as const;

/** A line of the person's own list of sessions: where she is signed in. */
const personSessionModel = {
  model: entityNamed('person-session'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    hash: { type: 'string', required: true },
    device: { type: 'string' },
    openedAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'session#${id}') },
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
  },
  indexes: { primary: inScope(['organisation'], 'me#member#${organisation}') },
} as const;

/** Entities of the person's partition and of sessions, over one table. */
export const personEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    session: new Entity(sessionModel, options),
    personSession: new Entity(personSessionModel, options),
    profile: new Entity(profileModel, options),
    membership: new Entity(membershipModel, options),
  };
});

export type PersonEntities = ReturnType<typeof personEntities>;

/** A session just opened: `token` goes into the cookie and is kept nowhere else. */
export interface OpenedSession {
  token: string;
  expires: Date;
}

/** Opens a session; only the functions of sign-in may write it. */
export async function openSession(
  table: Table,
  clock: Clock,
  input: { person: string; organisation?: string | undefined; device?: string | undefined },
): Promise<OpenedSession> {
  const entities = personEntities(table);
  const now = clock();
  const token = newToken();
  const hash = hashToken(token);
  const id = newId('ssn', now);
  const ttl = timeToLive(now, LONGEST);
  await committed(
    createWriteTransaction(entities, ({ session, personSession, profile }) => [
      session
        .create({
          scope: sessionScope(hash),
          id,
          person: input.person,
          organisation: input.organisation,
          openedAt: now.toISOString(),
          seenAt: now.toISOString(),
          ttl,
        })
        .commit(),
      personSession
        .put({ scope: personScope(input.person), id, hash, device: input.device, openedAt: now.toISOString(), ttl })
        .commit(),
      profile
        .patch({ scope: personScope(input.person) })
        .set({ lastSignInAt: now.toISOString() })
        .commit(),
    ]).go(),
  );
  return { token, expires: after(now, LONGEST) };
}

interface StoredSession {
  scope: string;
  id: string;
  person: string;
  organisation?: string | undefined;
  openedAt: string;
  seenAt: string;
  ttl: number;
}

const isAlive = (session: StoredSession, now: Date): boolean =>
  session.ttl * 1000 > now.getTime() && Date.parse(session.seenAt) + IDLE > now.getTime();

/**
 * Who holds the cookie, with her memberships of this very moment: two consistent reads, nothing kept between
 * requests, so that a removed member is out at the next click.
 * @returns undefined when the cookie is forged, revoked or too old.
 */
export async function memberOf(table: Table, clock: Clock, token: string): Promise<Member | undefined> {
  const entities = personEntities(table);
  const hash = hashToken(token);
  const now = clock();
  const { data: session } = await entities.session.get({ scope: sessionScope(hash) }).go({ consistent: true });
  if (!session || !isAlive(session, now)) return undefined;
  const rights = await rightsOf(table, session.person);
  if (!rights) return undefined;
  if (Date.parse(session.seenAt) + TOUCHED_EVERY < now.getTime()) {
    await entities.session.patch({ scope: session.scope }).set({ seenAt: now.toISOString() }).go();
  }
  const current = rights.memberships.find(({ organisation }) => organisation === session.organisation);
  return {
    ...rights,
    session: { hash, id: session.id },
    // A member removed from the organisation she was working for is told so, not moved silently elsewhere.
    current: session.organisation ? current : rights.memberships[0],
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
  }),
]);

/** What a person is and may do, at this moment. */
export interface Rights {
  person: Person;
  memberships: Membership[];
  isOperator: boolean;
}

/** One consistent query: the profile and the memberships lie side by side in her partition. */
export async function rightsOf(table: Table, person: string): Promise<Rights | undefined> {
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :me)',
      ExpressionAttributeValues: { ':pk': personScope(person), ':me': 'me#' },
    }),
  );
  const rights: Pick<Rights, 'memberships' | 'isOperator'> = { memberships: [], isOperator: false };
  let profile: Person | undefined;
  for (const item of z.array(itemOfRights).parse(Items ?? [])) {
    if (!('role' in item)) {
      profile = { id: person, firstName: item.firstName, lastName: item.lastName, email: item.email };
    } else if (item.role === 'operator') {
      rights.isOperator = true;
    } else {
      const { organisation, name, slug, role } = item;
      rights.memberships.push({ organisation, name, slug, role });
    }
  }
  return profile && { ...rights, person: profile };
}

/** Ends one session. The person's own list loses its line too. */
export async function closeSession(table: Table, session: { hash: string; id: string; person: string }): Promise<void> {
  await committed(
    createWriteTransaction(personEntities(table), (entities) => [
      entities.session.delete({ scope: sessionScope(session.hash) }).commit(),
      entities.personSession.delete({ scope: personScope(session.person), id: session.id }).commit(),
    ]).go(),
  );
}

/** Works for another of her organisations from now on, in this session. */
export async function switchOrganisation(table: Table, member: Member, organisation: string): Promise<void> {
  await personEntities(table)
    .session.patch({ scope: sessionScope(member.session.hash) })
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
    .personSession.query.primary({ scope: personScope(person) })
    .go({ order: 'desc', pages: 'all' });
  return data.map(({ id, hash, device, openedAt }) => ({ id, hash, device, openedAt }));
}

/** The cookie of a session just opened. */
export const sessionCookie = ({ token, expires }: OpenedSession): { name: string; value: string; expires: Date } => ({
  name: SESSION_COOKIE,
  value: token,
  expires,
});

/** Takes the cookie back from the browser. */
export const noSessionCookie = { name: SESSION_COOKIE, value: '', expires: new Date(0) } as const;
