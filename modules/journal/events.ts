/** An act on its way comes to the journals that keep it. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { ACT_ENTITY, TERRITORY_JOURNAL } from '../../platform/journal.ts';
import { journalScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { addEntry } from './store.ts';

const named = z.object({ id: z.string().optional(), name: z.string() });

const onItsWay = z.object({
  scope: z.string(),
  journals: z.array(z.string()),
  id: z.string(),
  at: z.string(),
  act: z.string(),
  actor: named.optional(),
  about: named.optional(),
  details: z.record(z.string(), z.string()).default({}),
  from: z.string().optional(),
});

/** An organisation writes into its own journal and the territory's, never into another's. */
const mayKeep = (scope: string, journal: string): boolean =>
  !scope.startsWith('org#') || scope === `org#${journal}` || journal === TERRITORY_JOURNAL;

/** Copies an act into its journals. May be told twice: the keys are the act's own. */
export async function onJournalChange({ kind, entity, after }: Change, { table }: { table: Table }): Promise<void> {
  if (entity !== ACT_ENTITY || kind !== 'insert') return;
  const { scope, journals, ...entry } = onItsWay.parse(after);
  for (const journal of journals) {
    if (!mayKeep(scope, journal)) throw new Error(`An act of ${scope} may not be kept in the journal ${journal}.`);
    await addEntry(table, journalScope(journal), entry);
  }
}
