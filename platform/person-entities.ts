/** What lies in a person's partition: her profile, sessions, memberships and groups, side by side. */
import { Entity } from 'electrodb';
import { ROLES, STANDINGS } from './actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from './entities.ts';
import { actEntity } from './journal.ts';
import { SIGN_IN_METHODS } from './sign-in-policy.ts';

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
    /** What it was before it changed, and since when it is no more: invitations sent there until then are hers. */
    formerEmail: { type: 'string' },
    emailSince: { type: 'string' },
    createdAt: { type: 'string', required: true },
    /** Time-based codes asked at sign-in, when she has switched them on. */
    secondFactor: { type: 'boolean' },
    lastSignInAt: { type: 'string' },
    /** The time before: what she is told of, so that she knows whether it was her. */
    previousSignInAt: { type: 'string' },
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
    /** Copied from the organisation when it leaves the territory: it opens nothing any more. */
    hasLeft: { type: 'boolean' },
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
