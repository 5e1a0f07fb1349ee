/** What programs are told on the first pages: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { card, draftCard, publicCard } from '../content/answers.ts';
import { documentCard } from '../documents/answers.ts';
import { organisationKind } from '../organisations/answers.ts';

const STEPS = ['document', 'colleague', 'publicPage'] as const;

export const homeAnswers = {
  'get /': z.object({
    territory: z.object({ code: z.string(), name: z.string(), hue: z.string().optional() }),
    organisations: z.array(z.object({ siren: z.string(), name: z.string(), slug: z.string(), kind: organisationKind })),
    publications: z.array(publicCard),
    next: z.string().optional(),
  }),
  'get /accueil': z.object({
    news: z.array(card),
    drafts: z.array(draftCard),
    requests: z.number(),
    sessions: z.array(z.object({ date: z.string(), until: z.string(), state: z.string() })),
    documents: z.array(documentCard),
    steps: z.object({
      shown: z.array(z.enum(STEPS)),
      done: z.object({ document: z.boolean(), colleague: z.boolean(), publicPage: z.boolean() }),
    }),
    mayWrite: z.boolean(),
    mayApprove: z.boolean(),
    isReadOnly: z.boolean(),
  }),
} as const;
