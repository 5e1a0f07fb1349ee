/** What programs are told of the public register: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { ACT_NAMES } from '../content/index.ts';

const moment = z.iso.datetime();
const particulars = z.record(z.string(), z.string());

const act = {
  key: z.string(),
  number: z.string(),
  address: z.string(),
  kind: z.enum(ACT_NAMES),
  title: z.string(),
  particulars,
  date: z.string(),
  state: z.enum(['online', 'withdrawn']),
  onlineAt: moment,
  url: z.string(),
};

export const actsAnswers = {
  'get /c/:slug/actes.atom': 'application/atom+xml',
  'get /c/:slug/actes.csv': 'text/csv',
  'get /c/:slug/actes/registre.jsonl': 'application/jsonl',
  'get /c/:slug/actes/cle.pem': 'application/x-pem-file',
  'get /c/:slug/actes': z.object({
    publicity: z.string(),
    acts: z.array(z.object({ ...act, file: z.object({ size: z.number(), type: z.string() }).optional() })),
    next: z.string().optional(),
  }),
  'get /c/:slug/actes/:name': z.object({
    ...act,
    content: z.string(),
    withdrawnAt: moment.optional(),
    seq: z.number(),
    files: z.array(
      z.object({
        document: z.string(),
        name: z.string(),
        size: z.number(),
        type: z.string(),
        sha256: z.string(),
        url: z.string(),
      }),
    ),
    history: z.array(z.object({ event: z.string(), seq: z.number(), at: moment, reason: z.string().optional() })),
  }),
} as const;
