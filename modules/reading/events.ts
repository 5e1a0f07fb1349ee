/** What a change of a document asks of its readers. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { READING_STATES } from '../documents/index.ts';
import type { ReadingMessage } from './schema.ts';

const image = z.object({
  scope: z.string().regex(/^org#/),
  id: z.string(),
  state: z.string(),
  reading: z.enum(READING_STATES).optional(),
});

/** A message for a queue of the readers. */
export interface ReaderMessage {
  queue: 'reading';
  body: string;
}

/** A document whose reading is awaited anew. */
export function readingMessagesOf({ entity, before, after }: Change): ReaderMessage[] {
  if (entity !== 'document' || !after) return [];
  const now = image.parse(after);
  const was = before && image.parse(before);
  if (now.state !== 'ready') return [];
  const document: ReadingMessage = { siren: now.scope.slice('org#'.length), document: now.id };
  if (now.reading === 'awaited' && was?.reading !== 'awaited') {
    return [{ queue: 'reading', body: JSON.stringify(document) }];
  }
  return [];
}
