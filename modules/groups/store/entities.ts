/** How groups lie in the table: see docs/access-patterns/groups.md. */
import { Entity } from 'electrodb';
import { STANDINGS } from '../../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { personEntities } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';
import { GROUP_ACCESS, GROUP_KINDS, GROUP_STATES, ORGANISATION_STATES, type PersonOfOrganisation } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const number = { type: 'number', required: true } as const;
const kind = { type: GROUP_KINDS, required: true } as const;
const access = { type: GROUP_ACCESS, required: true } as const;

/** The truth, in the group's partition. */
const groupModel = {
  model: entityNamed('group'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    name: text,
    purpose: text,
    kind,
    access,
    state: { type: GROUP_STATES, required: true },
    memberCount: number,
    facilitatorCount: number,
    requestCount: number,
    version: number,
    organisation: text,
    organisationName: text,
    createdBy: text,
    createdAt: text,
    archivedAt: { type: 'string' },
  },
  indexes: { primary: inScope([], 'group') },
} as const;

const person = {
  person: text,
  firstName: text,
  lastName: text,
  organisation: text,
  organisationName: text,
} as const;

const memberModel = {
  model: entityNamed('group-member'),
  attributes: { scope: scopeAttribute, ...person, standing: { type: STANDINGS, required: true }, since: text },
  indexes: { primary: inScope(['person'], 'member#${person}') },
} as const;

/** One more line for each facilitator: they are found without reading everybody. */
const facilitatorModel = {
  model: entityNamed('group-facilitator'),
  attributes: { scope: scopeAttribute, ...person },
  indexes: { primary: inScope(['person'], 'facilitator#${person}') },
} as const;

const requestModel = {
  model: entityNamed('group-request'),
  attributes: { scope: scopeAttribute, ...person, askedAt: text },
  indexes: { primary: inScope(['person'], 'request#${person}') },
} as const;

/** Somebody invited, found by the hash of her address, or of herself when she was picked from the directory. */
const invitationModel = {
  model: entityNamed('group-invitation'),
  attributes: {
    scope: scopeAttribute,
    key: text,
    email: { type: 'string' },
    picked: {
      type: 'map',
      properties: { person: text, name: text, organisationName: text },
    },
    invitedBy: text,
    invitedAt: text,
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['key'], 'invitation#${key}') },
} as const;

/** An organisation invited, as the group knows it. */
const organisationModel = {
  model: entityNamed('group-organisation'),
  attributes: {
    scope: scopeAttribute,
    siren: text,
    name: text,
    state: { type: ORGANISATION_STATES, required: true },
    invitedBy: text,
    invitedAt: text,
  },
  indexes: { primary: inScope(['siren'], 'organisation#${siren}') },
} as const;

/** The same in the organisation's own partition: what its members find in their list. */
const offeredModel = {
  model: entityNamed('group-offered'),
  attributes: {
    scope: scopeAttribute,
    group: text,
    name: text,
    purpose: text,
    kind,
    state: { type: ORGANISATION_STATES, required: true },
    invitedBy: text,
    invitedAt: text,
  },
  indexes: { primary: inScope(['group'], 'group#${group}') },
} as const;

/** A line of the network's list (`net`). */
const cardModel = {
  model: entityNamed('group-card'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    name: text,
    purpose: text,
    kind,
    access,
    memberCount: number,
    organisationName: text,
    createdAt: text,
  },
  indexes: { primary: inScope(['id'], 'group#${id}') },
} as const;

export const groupEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  const { groupMembership, membership, profile } = personEntities(table);
  return {
    group: new Entity(groupModel, options),
    member: new Entity(memberModel, options),
    facilitator: new Entity(facilitatorModel, options),
    request: new Entity(requestModel, options),
    invitation: new Entity(invitationModel, options),
    organisation: new Entity(organisationModel, options),
    offered: new Entity(offeredModel, options),
    card: new Entity(cardModel, options),
    mail: mailEntity(table),
    act: actEntity(table),
    groupMembership,
    membership,
    profile,
  };
});

/** What a publication in a group checks as it is written: that the group goes on, that its author is in it. */
export function groupChecks(table: Table) {
  const { group, member } = groupEntities(table);
  return { group, groupMember: member };
}

/** What is kept of somebody wherever the group names her. */
export const personOf = ({
  person,
  firstName,
  lastName,
  organisation,
  organisationName,
}: PersonOfOrganisation): PersonOfOrganisation => ({ person, firstName, lastName, organisation, organisationName });
