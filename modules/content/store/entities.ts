/** How publications lie in the table: see docs/access-patterns/content.md. */
import { CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { documentEntity } from '../../documents/index.ts';
import { groupChecks } from '../../groups/index.ts';
import { organisationEntities } from '../../organisations/index.ts';
import {
  APPROVAL_RULES,
  type Attachment,
  AUDIENCES,
  CONTENT_STATES,
  DRAFT_STATES,
  KIND_NAMES,
  type Particulars,
  type Redaction,
  type Remark,
} from '../schema.ts';

const text = { type: 'string', required: true } as const;
const person = { type: 'map', properties: { id: text, name: text }, required: true } as const;
const group = { type: 'map', properties: { id: text, name: text } } as const;
const particulars = { type: CustomAttributeType<Particulars>('any'), required: true } as const;
const attachments = { type: CustomAttributeType<readonly Attachment[]>('any'), required: true } as const;
const publisher = { organisation: text, organisationName: text, slug: text } as const;

/** The truth, in its organisation's partition. */
const contentModel = {
  model: entityNamed('content'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    kind: { type: KIND_NAMES, required: true },
    state: { type: CONTENT_STATES, required: true },
    version: { type: 'number', required: true },
    form: { type: 'string' },
    audience: { type: AUDIENCES },
    group,
    title: { type: 'string', required: true },
    body: { type: 'string', required: true },
    particulars,
    documents: { type: CustomAttributeType<readonly string[]>('any'), required: true },
    /** Documents that go with the main one. */
    annexes: { type: CustomAttributeType<readonly string[]>('any') },
    attachments,
    ...publisher,
    author: person,
    approvedBy: { type: 'map', properties: { id: text, name: text } },
    remarks: { type: CustomAttributeType<readonly Remark[]>('any'), required: true },
    createdAt: text,
    updatedAt: text,
    publishedAt: { type: 'string' },
    withdrawnAt: { type: 'string' },
    withdrawal: { type: 'string' },
    redaction: { type: CustomAttributeType<Redaction>('any') },
  },
  indexes: { primary: inScope(['id'], 'content#${id}') },
} as const;

/** What members of the network (`net`) or the public (`pub#<siren>`) read of it. */
const shownModel = {
  model: entityNamed('shown-content'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    kind: { type: KIND_NAMES, required: true },
    audience: { type: AUDIENCES, required: true },
    group,
    title: text,
    body: text,
    particulars,
    attachments,
    ...publisher,
    publishedAt: text,
  },
  indexes: { primary: inScope(['id'], 'content#${id}') },
} as const;

/** A line of a list, in every partition whose readers may see it. */
const cardModel = {
  model: entityNamed('card'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    kind: { type: KIND_NAMES, required: true },
    audience: { type: AUDIENCES, required: true },
    group,
    title: text,
    excerpt: { type: 'string' },
    particulars,
    file: {
      type: 'map',
      properties: { type: text, size: { type: 'number', required: true }, pages: { type: 'number' } },
    },
    ...publisher,
    publishedAt: text,
  },
  indexes: { primary: inScope(['publishedAt', 'id'], 'card#${publishedAt}#${id}') },
} as const;

/** A line of the organisation's list of drafts: read backwards, what waits to be approved comes first. */
const draftModel = {
  model: entityNamed('draft'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    state: { type: DRAFT_STATES, required: true },
    sentBackBy: { type: 'string' },
    kind: { type: KIND_NAMES, required: true },
    title: text,
    lacking: { type: CustomAttributeType<readonly string[]>('any'), required: true },
    author: person,
    updatedAt: text,
  },
  indexes: { primary: inScope(['state', 'id'], 'draft#${state}#${id}') },
} as const;

/** What an organisation has read again before it appears; absent, nothing. */
const approvalModel = {
  model: entityNamed('approval'),
  attributes: {
    scope: scopeAttribute,
    rule: { type: APPROVAL_RULES, required: true },
    version: { type: 'number', required: true },
    updatedAt: text,
  },
  indexes: { primary: inScope([], 'approval') },
} as const;

/** A number of an act, and the act that has it. */
const actNumberModel = {
  model: entityNamed('act-number'),
  attributes: { scope: scopeAttribute, key: text, number: text, content: text },
  indexes: { primary: inScope(['key'], 'act-number#${key}') },
} as const;

/** What the last act said of its author, proposed to the next. */
const actDefaultsModel = {
  model: entityNamed('act-defaults'),
  attributes: {
    scope: scopeAttribute,
    authorFirstName: { type: 'string' },
    authorLastName: { type: 'string' },
    authorCapacity: { type: 'string' },
    members: { type: 'string' },
  },
  indexes: { primary: inScope([], 'act-defaults') },
} as const;

export const contentEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    content: new Entity(contentModel, options),
    shown: new Entity(shownModel, options),
    card: new Entity(cardModel, options),
    draft: new Entity(draftModel, options),
    approval: new Entity(approvalModel, options),
    actNumber: new Entity(actNumberModel, options),
    actDefaults: new Entity(actDefaultsModel, options),
    document: documentEntity(table),
    act: actEntity(table),
    mail: mailEntity(table),
    organisation: organisationEntities(table).profile,
    ...groupChecks(table),
  };
});

/** How the stream calls what others read. */
export const SHOWN_ENTITY = shownModel.model.entity;
/** And the truth. */
export const CONTENT_ENTITY = contentModel.model.entity;
/** How the stream calls a line of a list. */
export const CARD_ENTITY = cardModel.model.entity;
