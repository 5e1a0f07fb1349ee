/** What comes in and goes out of the search. */
import * as z from 'zod';
import { cleanLine } from '../../platform/text.ts';
import { isRealDay, typedDay } from '../content/index.ts';
import { slugSchema } from '../organisations/index.ts';
import { LAST_PAGE, LONGEST_QUERY } from './rules.ts';

/** What the queue carries: references alone, never a word of what they name. */
export const searchMessage = z.union([
  /** Something changed. */
  z.object({
    scope: z.string(),
    source: z.string(),
    id: z.string(),
    at: z.string(),
    /** What lies in it is to be read again too. */
    isWithin: z.boolean().optional(),
  }),
  /** All of a scope is read again, from this page of this source on; absent: from the beginning. */
  z.object({
    scope: z.string(),
    rebuild: z.object({ since: z.string(), source: z.string().optional(), cursor: z.string().nullable().optional() }),
  }),
]);
export type SearchMessage = z.output<typeof searchMessage>;

const blank = z.literal('').transform(() => undefined);
const day = z.string().transform((text, context) => {
  const typed = typedDay(text);
  if (isRealDay(typed)) return typed;
  context.addIssue('Cette date n’existe pas.');
  return z.NEVER;
});
const word = z.string().regex(/^[a-z-]{1,40}$/);

/** What an address asks for: `/recherche?q=voirie&quoi=actes&du=2026-01-01`. */
export const searchQuery = z.object({
  q: z
    .string()
    .default('')
    .transform((text) => cleanLine(text).slice(0, LONGEST_QUERY)),
  /** A category of results. */
  quoi: z.union([blank, word]).optional(),
  organisation: z.union([blank, slugSchema]).optional(),
  pour: z.union([blank, z.enum(['organisation', 'group', 'network', 'public'])]).optional(),
  du: z.union([blank, day]).optional(),
  au: z.union([blank, day]).optional(),
  page: z.coerce.number().int().min(1).max(LAST_PAGE).default(1),
});
export type SearchQuery = z.output<typeof searchQuery>;

export const proposalsQuery = searchQuery.pick({ q: true, organisation: true });
