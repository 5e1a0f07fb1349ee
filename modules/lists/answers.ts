/** What programs are told of subscriptions and letters: printed at `/api`, and in no bundle. */
import * as z from 'zod';
import { RUN_STATES } from './store/run.ts';

const moment = z.iso.datetime();
const list = z.object({ id: z.string(), name: z.string() });
const joining = z.object({ organisation: z.string(), slug: z.string(), list });

/** What a letter would bring now. */
const leaving = { publications: z.number(), organisations: z.number(), readersAtMost: z.number() };

export const listAnswers = {
  'get /c/:slug/s-abonner': joining,
  'post /c/:slug/s-abonner': joining.extend({ state: z.literal('confirmation-sent') }),
  'get /u/confirmer/:token': z.object({ organisation: z.string(), list: z.string(), address: z.string() }),
  'post /u/confirmer/:token': z.object({ state: z.literal('active'), preferences: z.string() }),
  'get /u/:token': z.object({ lists: z.array(z.string()) }),
  'post /u/:token': z.object({ state: z.literal('left') }),
  'get /territoire/lettre': z.object({
    next: z.object({ at: moment, ...leaving }),
    runs: z.array(
      z.object({
        id: z.string(),
        state: z.enum(RUN_STATES),
        createdAt: moment,
        from: moment.optional(),
        to: moment.optional(),
        publications: z.number().optional(),
        organisations: z.number().optional(),
        readers: z.number().optional(),
        doneAt: moment.optional(),
      }),
    ),
  }),
  'get /territoire/lettre/envoyer': z.object({ id: z.string(), ...leaving }),
  'post /territoire/lettre/envoyer': z.object({ run: z.string(), state: z.literal('requested') }),
} as const;
