import * as z from 'zod';
import { isActKind } from './rules.ts';

/** What a form sends for a field left empty is nothing at all. */
const typed = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);

/** A day that exists; anything else filters nothing. */
const day = typed.transform((text) =>
  text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : undefined,
);

const filter = {
  personne: typed.transform((text) => (text && z.uuid().safeParse(text).success ? text : undefined)),
  nature: typed.transform((text) => (text && isActKind(text) ? text : undefined)),
  du: day,
  au: day,
};

export const journalQuery = z.object({ ...filter, suite: z.string().max(2000).optional() });

/** The operator also says which organisation's journal she reads: its SIREN, or its name as she types it. */
export const territoryJournalQuery = journalQuery.extend({ organisation: typed.pipe(z.string().max(100).optional()) });

export type JournalQuery = z.output<typeof journalQuery>;
