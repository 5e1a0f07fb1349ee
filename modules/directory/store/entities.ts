/** How the directory lies in the table: see docs/access-patterns/directory.md. */
import { CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { memberEntity } from '../../organisations/index.ts';
import { type Field, FUNCTIONS, type SubjectKey, type Visibility } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const optional = { type: 'string' } as const;
const number = { type: 'number', required: true } as const;
const subjects = { type: CustomAttributeType<readonly SubjectKey[]>('any'), required: true } as const;

const details = {
  function: { type: FUNCTIONS },
  title: optional,
  subjects,
  phone: optional,
  mobile: optional,
  email: optional,
  hours: optional,
} as const;

/** The truth, beside the member in her organisation's partition. */
const particularsModel = {
  model: entityNamed('particulars'),
  attributes: {
    scope: scopeAttribute,
    person: text,
    /** Of which membership: what somebody said before she left says nothing when she comes back. */
    since: text,
    ...details,
    visibility: { type: CustomAttributeType<Readonly<Record<Field, Visibility>>>('any'), required: true },
    chosenByHer: { type: 'boolean', required: true },
    version: number,
    updatedAt: text,
  },
  indexes: { primary: inScope(['person'], 'particulars#${person}') },
} as const;

/** What the network reads of somebody in one organisation. */
const cardModel = {
  model: entityNamed('person-card'),
  attributes: {
    scope: scopeAttribute,
    person: text,
    siren: text,
    organisation: text,
    slug: text,
    firstName: text,
    lastName: text,
    ...details,
    /** What it was made of: an older writer never overwrites a newer one. */
    since: text,
    memberVersion: number,
    version: number,
  },
  indexes: { primary: inScope(['person', 'siren'], 'directory#person#${person}#${siren}') },
} as const;

/** What everybody reads on the organisation's public page of those who want it. */
const contactModel = {
  model: entityNamed('public-contact'),
  attributes: { scope: scopeAttribute, person: text, firstName: text, lastName: text, ...details },
  indexes: { primary: inScope(['person'], 'contact#${person}') },
} as const;

export const directoryEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    particulars: new Entity(particularsModel, options),
    card: new Entity(cardModel, options),
    contact: new Entity(contactModel, options),
    member: memberEntity(table),
  };
});

/** How the stream calls what the network reads of somebody. */
export const CARD_ENTITY = cardModel.model.entity;

/** How the stream calls what it follows. */
export const PARTICULARS_ENTITY = particularsModel.model.entity;
