/** What is kept of organisations and their members, side by side with what is written together with it. */
import { Entity } from 'electrodb';
import { ROLES } from '../../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { actEntity } from '../../../platform/journal.ts';
import { publicScope } from '../../../platform/scope.ts';
import { personEntities } from '../../../platform/sessions.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { LIFE_STATES, LISTED_STATES } from '../rules.ts';
import { invitationEntity } from './invitation.ts';
import { linkEntity } from './link.ts';
import { signUpEntity } from './sign-up.ts';

/** Where the public face of the whole territory is written. */
export const TERRITORY = publicScope('territoire');

const profileModel = {
  model: entityNamed('organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    memberCount: { type: 'number', required: true },
    /** Copied from the operator's decision; absent: active. */
    state: { type: LIFE_STATES },
    /** Never zero: whoever leaves last must name another first. */
    referentCount: { type: 'number', required: true },
    /** When the last request to join ends by itself: after it, none is looked for. Absent: nobody has asked yet. */
    askedUntil: { type: 'string' },
    /** Days of council sessions whose list of délibérations may still have to be put online; the acts say so. */
    listsAwaited: { type: 'set', items: 'string' },
  },
  indexes: { primary: inScope([], 'profile') },
} as const;

const memberModel = {
  model: entityNamed('member'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    firstName: { type: 'string', required: true },
    lastName: { type: 'string', required: true },
    email: { type: 'string', required: true },
    position: { type: 'string' },
    role: { type: ROLES, required: true },
    since: { type: 'string', required: true },
    /** She has a code generator: copied from her own partition. */
    secondFactor: { type: 'boolean' },
    version: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['person'], 'member#${person}') },
} as const;

/** Who left, and to whom what she had begun was handed over: the rest follows from it. */
const handoverModel = {
  model: entityNamed('handover'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    to: { type: 'string', required: true },
    toName: { type: 'string', required: true },
    at: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['person'], 'handover#${person}') },
} as const;

/** How the stream calls a member's line. */
export const MEMBER_ENTITY = memberModel.model.entity;

/** How the stream calls it. */
export const HANDOVER_ENTITY = handoverModel.model.entity;

/** What an organisation chose to say of itself, all of it optional; read by its référents. */
const PRESENTATION = {
  address: { type: 'string' },
  telephone: { type: 'string' },
  hours: { type: 'string' },
  website: { type: 'string' },
  email: { type: 'string' },
  /** `#1c5546`, already found readable. */
  accent: { type: 'string' },
} as const;

/** The truth of the public page; counted apart from the profile, which each new member changes. */
const presentationModel = {
  model: entityNamed('presentation'),
  attributes: {
    scope: scopeAttribute,
    ...PRESENTATION,
    isPublic: { type: 'boolean', required: true },
    version: { type: 'number', required: true },
    changedAt: { type: 'string', required: true },
    changedBy: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'presentation') },
} as const;

/** What the public page says of an organisation. */
const publicProfileModel = {
  model: entityNamed('public-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    /** Who may be asked for an invitation: « Claire Martin, secrétaire de mairie ». */
    contact: { type: 'string', required: true },
    ...PRESENTATION,
    /** Its picture: which document, and its media type. */
    logo: {
      type: 'map',
      properties: { document: { type: 'string', required: true }, type: { type: 'string', required: true } },
    },
    /** The organisation has no public page. */
    isClosed: { type: 'boolean' },
    /** Copied from the operator's decision: nobody joins, nobody subscribes. */
    isSuspended: { type: 'boolean' },
    /** It has left the territory: since when, and until when it may come back as it was. */
    left: {
      type: 'map',
      properties: { at: { type: 'string', required: true }, until: { type: 'string', required: true } },
    },
  },
  indexes: { primary: inScope([], 'profile') },
} as const;

/** One line of the list of organisations that have joined, ordered by name. */
const listedModel = {
  model: entityNamed('listed-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    state: { type: LISTED_STATES },
  },
  indexes: { primary: inScope(['slug'], 'organisation#${slug}') },
} as const;

/** How the stream calls it. */
export const LISTED_ENTITY = listedModel.model.entity;

/** In place of its line, for one that has left: so that no list shows it, and that its address says so. */
const leftModel = {
  model: entityNamed('left-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    joinedAt: { type: 'string', required: true },
    leftAt: { type: 'string', required: true },
    /** When it is erased. */
    until: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['slug'], 'left#${slug}') },
} as const;

/** One line for each organisation that has no public page: what it once published is not shown elsewhere either. */
const closedModel = {
  model: entityNamed('closed-organisation'),
  attributes: { scope: scopeAttribute, siren: { type: 'string', required: true } },
  indexes: { primary: inScope(['siren'], 'closed#${siren}') },
} as const;

/** People and organisations of the whole territory: what « les membres du réseau » means in numbers. */
const countsModel = {
  model: entityNamed('counts'),
  attributes: {
    scope: scopeAttribute,
    people: { type: 'number', required: true },
    organisations: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'counts') },
} as const;

/** The line of a member, for who writes in the same transaction as she is one. */
export const memberEntity = perTable((table) => new Entity(memberModel, { client: table.client, table: table.name }));

export const organisationEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    profile: new Entity(profileModel, options),
    member: memberEntity(table),
    handover: new Entity(handoverModel, options),
    publicProfile: new Entity(publicProfileModel, options),
    listed: new Entity(listedModel, options),
    left: new Entity(leftModel, options),
    presentation: new Entity(presentationModel, options),
    closed: new Entity(closedModel, options),
    counts: new Entity(countsModel, options),
    membership: personEntities(table).membership,
    link: linkEntity(table),
    signUp: signUpEntity(table),
    invitation: invitationEntity(table),
    act: actEntity(table),
  };
});
