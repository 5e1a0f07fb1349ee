/** What follows from changes: what was kept for a file is another's once it came, or did not. Told twice, it is the same. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { givePlaceBack, giveRoomBack } from './store.ts';

const document = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  id: z.string(),
  state: z.string(),
  kept: z.number().optional(),
  place: z.object({ link: z.string().optional(), deposit: z.string().optional() }).optional(),
});
type Sent = z.output<typeof document>;

/** Longer than a change may be told again. */
const REMEMBERED_FOR = 7 * DAY;

export async function onLinkedChange(
  { entity, kind, before, after }: Change,
  deps: { table: Table; clock: Clock },
): Promise<void> {
  if (entity !== 'document' || kind === 'insert') return;
  const was = document.parse(before);
  if (!was.place?.link) return;
  if (kind === 'remove') await onForgotten(was, deps);
  else if (document.parse(after).state !== was.state) await onChecked(document.parse(after), deps);
}

/** A file that never came, or was refused, is forgotten by its time to live. */
async function onForgotten(was: Sent, deps: { table: Table; clock: Clock }): Promise<void> {
  const { scope, id, state, place } = was;
  if (!place?.link || (state !== 'awaited' && state !== 'refused')) return;
  await givePlaceBack(deps.table, scope, { link: place.link, deposit: place.deposit }, id);
  if (state === 'awaited') await giveRoom(was, deps);
}

/** Found good, it counts with what its organisation holds; refused, it takes no room. */
async function onChecked(now: Sent, deps: { table: Table; clock: Clock }): Promise<void> {
  if (now.state === 'ready' || now.state === 'refused') await giveRoom(now, deps);
}

async function giveRoom({ scope, id, kept }: Sent, { table, clock }: { table: Table; clock: Clock }): Promise<void> {
  if (kept) await giveRoomBack(table, scope, { document: id, kept, ttl: timeToLive(clock(), REMEMBERED_FOR) });
}
