import * as z from 'zod';
import { cleanText } from '../../platform/text.ts';
import { TEXTS } from './texts.ts';

const version = z.coerce.number().int().min(0);

/** Posted from the page that says whom it reaches. `name`: of the organisation, typed to confirm. */
export const leavingBody = z.object({
  version,
  reason: z
    .string({ error: TEXTS.reasonNeeded })
    .transform(cleanText)
    .pipe(z.string().min(5, { error: TEXTS.reasonNeeded }).max(1000, { error: TEXTS.reasonTooLong })),
  name: z.string({ error: TEXTS.nameNeeded }).trim().min(1, { error: TEXTS.nameNeeded }).max(200),
});
export type Leaving = z.output<typeof leavingBody>;

export const restoringBody = z.object({ version });
