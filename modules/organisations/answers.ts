/** What programs are told of sign-ups, members and invitations: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { ROLES } from '../../platform/rules.ts';
import { ORGANISATION_KINDS } from './kinds.ts';
import { SIGN_UP_STATES } from './rules.ts';
import { INVITATION_STATES } from './store/invitation.ts';

export const organisationKind = z.enum(ORGANISATION_KINDS);

const moment = z.iso.datetime();
const role = z.enum(ROLES);
const next = z.string().optional();

const place = z.object({
  siren: z.string(),
  kind: organisationKind,
  name: z.string(),
  slug: z.string(),
  code: z.string().optional(),
  postalCodes: z.array(z.string()).optional(),
  population: z.number().optional(),
  epciName: z.string().optional(),
});

const mailbox = z.object({ siren: z.string(), name: z.string(), address: z.string() });
const refusedLine = z.object({ line: z.number(), text: z.string(), reason: z.string() });

const request = z.object({
  id: z.string(),
  organisation: z.string(),
  state: z.enum(SIGN_UP_STATES),
  reason: z.string().optional(),
  reference: z.string(),
});

/** As the operator reads it. */
const asked = z.object({
  id: z.string(),
  siren: z.string(),
  kind: organisationKind,
  name: z.string(),
  slug: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  position: z.string(),
  email: z.string(),
  state: z.enum(SIGN_UP_STATES),
  codeTries: z.number(),
  codesSent: z.number(),
  createdAt: moment,
  updatedAt: moment,
});

const decided = z.object({ id: z.string(), state: z.enum(SIGN_UP_STATES) });

const member = z.object({
  person: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  position: z.string().optional(),
  role,
  since: moment,
  secondFactor: z.boolean().optional(),
  version: z.number(),
});

const invitation = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  position: z.string().optional(),
  role,
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string(),
  sentAt: moment,
  expiresAt: moment,
  answeredAt: moment.optional(),
});

const joinRequest = z.object({
  id: z.string(),
  siren: z.string(),
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  position: z.string(),
  words: z.string().optional(),
  askedAt: moment,
  expiresAt: moment,
});

export const organisationAnswers = {
  'get /inscription': z.object({
    found: z.array(
      z.object({ siren: z.string(), kind: organisationKind, name: z.string(), slug: z.string(), hint: z.string() }),
    ),
  }),
  'get /inscription/communes': z.array(
    z.object({ value: z.string(), label: z.string(), hint: z.string(), url: z.string() }),
  ),
  'get /inscription/:slug': z.object({ place, id: z.string() }),
  'post /inscription/:slug': request,
  'get /inscription/demande/:reference': request,
  'post /inscription/demande/:reference/code': z.object({ proved: z.literal(true), next: z.string() }),
  'get /connexion/bienvenue/:token': z.object({
    purpose: z.enum(['sign-up', 'invitation', 'operator']),
    name: z.string(),
    email: z.string(),
    hasAccount: z.boolean(),
    namesKnown: z.boolean(),
  }),
  'post /connexion/bienvenue/:token': z.object({ signedIn: z.literal(true) }),
  'get /territoire': z.object({ state: z.enum(SIGN_UP_STATES), requests: z.array(asked), next }),
  'get /territoire/inscriptions/:id': asked.extend({
    ladder: z.array(z.object({ rung: z.string(), holds: z.boolean(), reason: z.string() })),
  }),
  'post /territoire/inscriptions/:id/accepter': decided,
  'post /territoire/inscriptions/:id/refuser': decided,
  'get /territoire/messageries': z.object({ known: z.array(mailbox) }),
  'post /territoire/messageries': z.union([
    z.object({
      known: z.array(mailbox),
      preview: z.object({ mailboxes: z.array(mailbox), refused: z.array(refusedLine) }),
    }),
    z.object({ imported: z.number(), refused: z.array(refusedLine) }),
  ]),
  'get /organisation': z.object({
    name: z.string(),
    members: z.array(member),
    invitations: z.array(invitation),
    requests: z.array(joinRequest),
    next,
  }),
  'get /organisation/invitations/nouvelle': z.object({ id: z.string() }),
  'post /organisation/invitations': z.object({ id: z.string() }),
} as const;
