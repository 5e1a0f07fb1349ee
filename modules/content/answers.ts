/** What programs are told of publications: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { flag } from '../documents/answers.ts';
import { organisationKind } from '../organisations/answers.ts';
import { AUDIENCES, CONTENT_STATES, DRAFT_STATES, KIND_NAMES } from './schema.ts';

const moment = z.iso.datetime();
const kind = z.enum(KIND_NAMES);
const audience = z.enum(AUDIENCES);
const group = z.object({ id: z.string(), name: z.string() }).optional();
const particulars = z.record(z.string(), z.string());
const person = z.object({ id: z.string(), name: z.string() });
const reached = z.object({ people: z.number(), organisations: z.number() });

const publisher = { organisation: z.string(), organisationName: z.string(), slug: z.string() };

export const card = z.object({
  id: z.string(),
  kind,
  audience,
  group,
  title: z.string(),
  excerpt: z.string().optional(),
  particulars,
  file: z.object({ type: z.string(), size: z.number(), pages: z.number().optional() }).optional(),
  ...publisher,
  publishedAt: moment,
});

/** With its public address. */
export const publicCard = card.extend({ url: z.string() });

export const draftCard = z.object({
  id: z.string(),
  state: z.enum(DRAFT_STATES),
  sentBackBy: z.string().optional(),
  kind,
  title: z.string(),
  lacking: z.array(z.string()),
  author: person,
  updatedAt: moment,
});

const attachment = z.object({
  document: z.string(),
  name: z.string(),
  size: z.number(),
  type: z.string(),
  pages: z.number().optional(),
  flags: z.array(flag).optional(),
});

const shown = {
  id: z.string(),
  kind,
  title: z.string(),
  body: z.string(),
  particulars,
  group,
  ...publisher,
};

/** A publication of one's own organisation. */
const own = z.object({
  ...shown,
  state: z.enum(CONTENT_STATES),
  version: z.number(),
  audience: audience.optional(),
  documents: z.array(z.string()),
  annexes: z.array(z.string()).optional(),
  attachments: z.array(attachment),
  author: person,
  approvedBy: person.optional(),
  createdAt: moment,
  updatedAt: moment,
  publishedAt: moment.optional(),
  withdrawnAt: moment.optional(),
  withdrawal: z.string().optional(),
  redaction: z.object({ reason: z.string(), at: moment, by: person, replaced: z.string() }).optional(),
});

const form = z.object({
  id: z.string(),
  version: z.number(),
  kind,
  audiences: z.array(audience),
  afterApproval: z.array(audience),
  remarks: z.array(z.object({ step: z.enum(['submit', 'send-back']), by: person, at: moment, text: z.string() })),
  reach: z.object({
    organisation: reached,
    network: reached,
    groups: z.array(z.object({ id: z.string(), name: z.string(), people: z.number(), organisations: z.number() })),
    letter: z.object({ readers: z.number(), leavesAt: moment }),
  }),
  particulars: particulars.optional(),
  matters: z.array(z.object({ code: z.string(), label: z.string() })).optional(),
});

const publicText = z.object({
  ...shown,
  audience,
  attachments: z.array(attachment.extend({ url: z.string() })),
  publishedAt: moment,
});

export const contentAnswers = {
  'get /publier': z.object({ kinds: z.array(z.object({ kind, label: z.string(), url: z.string() })) }),
  'get /publier/deliberation': form,
  'post /publier/deliberation': own,
  'get /publier/actualite': form,
  'post /publier/actualite': own,
  'get /publications': z.object({ cards: z.array(card), drafts: z.array(draftCard), next: z.string().optional() }),
  'get /publications/:id': own.extend({ reach: reached.optional() }),
  'get /publications/:organisation/:id': z.object({
    ...shown,
    audience,
    attachments: z.array(attachment),
    publishedAt: moment,
  }),
  'get /c/:slug': z.object({
    siren: z.string(),
    name: z.string(),
    kind: organisationKind,
    slug: z.string(),
    presented: z.record(z.string(), z.unknown()),
    facts: z.object({ population: z.number().optional(), epciName: z.string().optional() }),
    publications: z.array(publicCard),
  }),
  'get /c/:slug/publications': z.object({ cards: z.array(publicCard), next: z.string().optional() }),
  'get /c/:slug/publications.atom': 'application/atom+xml',
  'get /c/:slug/actualites/:id': publicText,
} as const;
