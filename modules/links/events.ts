/** What follows from changes: a place kept by a link is another's when its file did not come. Told twice, it is the same. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { givePlaceBack } from './store.ts';

const document = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  id: z.string(),
  state: z.string(),
  place: z.object({ link: z.string().optional(), deposit: z.string().optional() }).optional(),
});

/** A file that never came, or was refused, is forgotten by its time to live. */
export async function onLinkedChange({ entity, kind, before }: Change, { table }: { table: Table }): Promise<void> {
  if (entity !== 'document' || kind !== 'remove') return;
  const { scope, id, state, place } = document.parse(before);
  if (!place?.link || (state !== 'awaited' && state !== 'refused')) return;
  await givePlaceBack(table, scope, { link: place.link, deposit: place.deposit }, id);
}
