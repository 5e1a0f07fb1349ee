/** What programs are told of documents: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { DOCUMENT_STATES, FLAGS, READING_STATES, REFUSALS } from './schema.ts';

export const flag = z.enum(FLAGS);

export const documentCard = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(DOCUMENT_STATES),
  refusal: z.enum(REFUSALS).optional(),
  size: z.number().optional(),
  type: z.string().optional(),
  pages: z.number().optional(),
  createdAt: z.iso.datetime(),
  depositor: z.object({ id: z.string(), name: z.string() }),
  flags: z.array(flag).optional(),
  reading: z
    .object({
      state: z.enum(READING_STATES),
      length: z.number().optional(),
      truncated: z.boolean().optional(),
      scanned: z.array(z.number()).optional(),
      recognised: z.number().optional(),
      unread: z.number().optional(),
    })
    .optional(),
  thumbnail: z.boolean().optional(),
  namesake: z.object({ file: z.string(), as: z.string(), of: z.string(), isSame: z.boolean() }).optional(),
});

/** `reason`: why it is refused; `note`: what else there is to say. */
const state = documentCard.extend({ reason: z.string().optional(), note: z.string().optional() });

export const documentAnswers = {
  'post /documents/depots': z.object({
    document: z.string(),
    url: z.string(),
    fields: z.record(z.string(), z.string()),
    state: z.string(),
    giveUp: z.string(),
  }),
  'get /documents/:id': state,
  'get /documents/:id/etat': state,
} as const;
