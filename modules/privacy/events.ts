/** A request that is written waits for the worker: what the stream puts into its queue. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { REQUEST_STATES } from './rules.ts';
import { REQUEST_ENTITY } from './store.ts';

/** Where a request is: what the queue carries, never a name nor an address. */
export const requestReference = z.object({ scope: z.string().regex(/^(?:org|usr)#/), id: z.string() });

const progress = z.object({ state: z.enum(REQUEST_STATES), version: z.number() });

/**
 * The message of a request just written, or of one whose next file is to be made: each call makes one file, and the
 * stream asks for the next when it is noted. Undefined for any other change.
 */
export function privacyMessageOf({ kind, entity, before, after }: Change): string | undefined {
  if (entity !== REQUEST_ENTITY || !after) return undefined;
  const message = JSON.stringify(requestReference.parse(after));
  if (kind === 'insert') return message;
  const goesOn =
    progress.parse(after).state === 'making' && progress.parse(before).version < progress.parse(after).version;
  return goesOn ? message : undefined;
}
