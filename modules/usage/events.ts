/** What is counted of what happened: sign-ins, publications, documents. Which person did it is never looked at. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { ACT_ENTITY, TERRITORY_JOURNAL } from '../../platform/journal.ts';
import type { Table } from '../../platform/table.ts';
import { isoDay } from '../../web/format.ts';
import type { Counted } from './rules.ts';
import { countEvent, type CountedEvent, forgetOrganisation, nameOrganisation } from './store.ts';

const act = z.object({ id: z.string(), at: z.string(), act: z.string(), journals: z.array(z.string()) });
const document = z.object({
  scope: z.string().regex(/^org#\d{9}$/),
  id: z.string(),
  state: z.string(),
  checkedAt: z.string().optional(),
});
const organisation = z.object({
  siren: z.string(),
  name: z.string(),
  joinedAt: z.string(),
  state: z.string().optional(),
});

const COUNTED_ACTS: Readonly<Record<string, Counted>> = {
  'signed-in': 'signIns',
  published: 'publications',
  'publication-approved': 'publications',
};

/** The events that a change is: none, one, or one for each organisation of whoever signs in. */
export function countedEvents({ kind, entity, before, after }: Change): CountedEvent[] {
  if (entity === ACT_ENTITY && kind === 'insert') {
    const { id, at, act: name, journals } = act.parse(after);
    const counted = COUNTED_ACTS[name];
    if (!counted) return [];
    return journals
      .filter((journal) => journal !== TERRITORY_JOURNAL)
      .map((siren) => ({ id, siren, counted, day: isoDay(at) }));
  }
  if (entity === 'document' && kind === 'modify') {
    const [was, is] = [document.parse(before), document.parse(after)];
    if (was.state === 'ready' || is.state !== 'ready' || !is.checkedAt) return [];
    return [{ id: is.id, siren: is.scope.slice('org#'.length), counted: 'documents', day: isoDay(is.checkedAt) }];
  }
  return [];
}

/** Keeps the counters in step. May be told twice. */
export async function onUsageChange(change: Change, { table }: { table: Table }): Promise<void> {
  for (const event of countedEvents(change)) await countEvent(table, event);
  if (change.entity !== 'organisation') return;
  // One that has left is compared no more, until it comes back.
  const [was, is] = [change.before, change.after].map((item) => {
    const one = item && organisation.parse(item);
    return one?.state === 'left' ? undefined : one;
  });
  if (is && (is.name !== was?.name || is.joinedAt !== was.joinedAt)) await nameOrganisation(table, is);
  if (was && !is) await forgetOrganisation(table, was.siren);
}
