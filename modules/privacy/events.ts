/** A request that is written waits for the worker: what the stream puts into its queue. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { REQUEST_ENTITY } from './store.ts';

/** Where a request is: what the queue carries, never a name nor an address. */
export const requestReference = z.object({ scope: z.string().regex(/^(?:org|usr)#/), id: z.string() });

/** The message of a request just written; undefined for any other change. */
export function privacyMessageOf({ kind, entity, after }: Change): string | undefined {
  if (entity !== REQUEST_ENTITY || kind !== 'insert') return undefined;
  return JSON.stringify(requestReference.parse(after));
}
