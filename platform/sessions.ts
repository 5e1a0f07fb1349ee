/** Sessions: an opaque id in a cookie, its hash in the table, revocable one by one. */
import { QueryCommand } from './dynamodb/commands.ts';
import { createWriteTransaction } from 'electrodb';
import * as z from 'zod';
import {
  type GroupMembership,
  type LeftOrganisation,
  type Member,
  type Membership,
  type Person,
  ROLES,
  STANDINGS,
} from './actor.ts';
import { after, type Clock, DAY, HOUR, timeToLive } from './clock.ts';
import { newId } from './ids.ts';
import type { ActItem } from './journal.ts';
import { personEntities } from './person-entities.ts';
import { placeOf, type Rights } from './place.ts';
import { SESSIONS_BEFORE } from './proofs.ts';
import { personScope } from './scope.ts';
import { knownProofs, type Proof, SIGN_IN_METHODS } from './sign-in-policy.ts';
import { committed, type Table } from './table.ts';
import { hashToken, newToken } from './tokens.ts';

export type { Rights } from './place.ts';
export { personEntities, type PersonEntities } from './person-entities.ts';

/** `__Host-`: sent over HTTPS only, to this very host, for every path; no sub-domain can set it. */
export const SESSION_COOKIE = '__Host-parvis';

/** A session unused for 14 days ends; one in use ends after 60 days. */
const IDLE = 14 * DAY;
const LONGEST = 60 * DAY;
/** Last use is written at most once an hour, so that reading a page does not cost a write. */
const TOUCHED_EVERY = HOUR;

/** Membership of the whole territory: its operator. */
export const TERRITORY_MEMBERSHIP = 'territoire';

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

/**
 * Opens a session; only the functions of sign-in may write it. `before`: when she last opened one. `act`: what journals
 * keep of it.
 */
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
    before?: string | undefined;
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
      profile
        .patch({ scope })
        .set({ lastSignInAt: now.toISOString(), ...(input.before ? { previousSignInAt: input.before } : {}) })
        .commit(),
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
  left: rights.left.filter(({ organisation }) => organisation === only),
  groups: rights.groups.filter(({ organisation }) => organisation === only),
  isOperator: false,
});

const itemOfRights = z.union([
  z.object({
    sk: z.literal('me#profile'),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    formerEmail: z.string().optional(),
    emailSince: z.string().optional(),
    secondFactor: z.boolean().optional(),
    lastSignInAt: z.string().optional(),
  }),
  z.object({
    sk: z.string().startsWith('me#member#'),
    organisation: z.string(),
    name: z.string(),
    slug: z.string(),
    role: z.enum([...ROLES, 'operator']),
    isSuspended: z.boolean().optional(),
    hasLeft: z.boolean().optional(),
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
  const left: LeftOrganisation[] = [];
  const groups: GroupMembership[] = [];
  const sessions: StoredSession[] = [];
  let isOperator = false;
  let profile: Person | undefined;
  let lastSignInAt: string | undefined;
  for (const item of z.array(itemOfRights).parse(Items ?? [])) {
    if ('hash' in item) {
      sessions.push(item);
    } else if ('standing' in item) {
      const { group, name, organisation, standing } = item;
      groups.push({ group, name, organisation, standing });
    } else if (!('role' in item)) {
      const { firstName, lastName, email, formerEmail, emailSince, secondFactor } = item;
      profile = {
        ...{ id: person, firstName, lastName, email },
        ...(formerEmail && emailSince ? { former: { email: formerEmail, until: emailSince } } : {}),
        ...(secondFactor ? { secondFactor } : {}),
      };
      lastSignInAt = item.lastSignInAt;
    } else if (item.role === 'operator') {
      isOperator = true;
    } else if (item.hasLeft) {
      left.push({ organisation: item.organisation, name: item.name });
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
  const rights = profile && { person: profile, memberships, left, groups: hers, isOperator, lastSignInAt };
  return { rights, sessions };
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
  /** How it was opened, and what was proved in it since. */
  proofs: readonly Proof[];
}

/** Where a person is signed in, newest first. */
export async function sessionsOf(table: Table, person: string): Promise<PersonSession[]> {
  const { data } = await personEntities(table)
    .session.query.primary({ scope: personScope(person) })
    .go({ pages: 'all' });
  return data
    .map(({ id, hash, device, openedAt, proofs }) => ({
      id,
      hash,
      device,
      openedAt,
      proofs: proofs ? knownProofs(proofs) : SESSIONS_BEFORE,
    }))
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
