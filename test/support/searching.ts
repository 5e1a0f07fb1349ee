/** Looking for things as a suite does: what was just written is found a moment later. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Answer, succeeded, type Visitor } from '../../local/demo/visitor.ts';

const result = z.object({ category: z.string(), title: z.string(), url: z.string(), excerpt: z.string() });
const results = z.object({
  total: z.number(),
  manner: z.string(),
  isBehind: z.boolean(),
  counts: z.record(z.string(), z.number()),
  results: z.array(result),
});
export type Found = z.infer<typeof results>;

/** What somebody finds. `filters`: as in the address. */
export async function foundBy(visitor: Visitor, q: string, filters = ''): Promise<{ found: Found; text: string }> {
  const answer = await visitor.get(`/recherche?q=${encodeURIComponent(q)}${filters && `&${filters}`}`, { as: 'json' });
  const { json, text } = succeeded(answer, `${q} is looked for`);
  return { found: results.parse(json), text };
}

export const proposedTo = (visitor: Visitor, q: string): Promise<Answer> =>
  visitor.get(`/recherche/propositions?q=${encodeURIComponent(q)}`);

/** Every suite of a whole run has its changes in the same indexes. */
const LONGEST_WAIT_MS = 120_000;
const LOOK_EVERY_MS = 150;

const something = ({ total, manner }: Found): boolean => total > 0 && manner === 'all';

/** Asks until what is found is as wanted. @throws {Error} with the last answer, when it never is. */
export async function eventuallyFound(
  visitor: Visitor,
  q: string,
  wanted: (found: Found) => boolean = something,
): Promise<{ found: Found }> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const { found, text } = await foundBy(visitor, q);
    if (wanted(found)) return { found };
    if (Date.now() > until) throw new Error(`${q} still finds ${text.slice(0, 500)}`);
    await pause(LOOK_EVERY_MS);
  }
}
