/** What a change of a document asks of its readers. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { READING_STATES } from '../documents/index.ts';
import type { ReadingMessage, RecognitionMessage } from './schema.ts';

const image = z.object({
  scope: z.string().regex(/^org#/),
  id: z.string(),
  state: z.string(),
  reading: z.enum(READING_STATES).optional(),
  recognised: z.number().default(0),
});

/** A message for a queue of the readers. */
export interface ReaderMessage {
  queue: 'reading' | 'recognition';
  body: string;
}

/** A document whose reading is awaited anew, or with pages left that are pictures. */
export function readingMessagesOf({ entity, before, after }: Change): ReaderMessage[] {
  if (entity !== 'document' || !after) return [];
  const now = image.parse(after);
  const was = before && image.parse(before);
  if (now.state !== 'ready') return [];
  const document: ReadingMessage = { siren: now.scope.slice('org#'.length), document: now.id };
  if (now.reading === 'awaited' && was?.reading !== 'awaited') {
    return [{ queue: 'reading', body: JSON.stringify(document) }];
  }
  if (now.reading === 'recognising' && (was?.reading !== 'recognising' || was.recognised !== now.recognised)) {
    const pages: RecognitionMessage = { ...document, recognised: now.recognised };
    return [{ queue: 'recognition', body: JSON.stringify(pages) }];
  }
  return [];
}
