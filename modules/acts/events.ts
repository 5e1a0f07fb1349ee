/** What follows from an act that changed: the register looks at it again. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { isActName, CONTENT_ENTITY, KIND_NAMES } from '../content/index.ts';
import type { RegisterMessage } from './schema.ts';

const act = z.object({
  scope: z.string().startsWith('org#'),
  id: z.string(),
  kind: z.enum(KIND_NAMES),
  version: z.number(),
  state: z.string(),
  audience: z.string().optional(),
});

/** In order for each organisation; told twice by the stream, once by the queue. */
export function registerMessagesOf(change: Change): { queue: 'register'; body: string; group: string; id: string }[] {
  if (change.entity !== CONTENT_ENTITY || !change.after) return [];
  const { success, data } = act.safeParse(change.after);
  if (!success || !isActName(data.kind) || data.audience !== 'public') return [];
  const before = act.safeParse(change.before).data;
  // Drafts that stay drafts are nobody's business yet.
  const wasShown = before?.state === 'published' && before.audience === 'public';
  if (data.state !== 'published' && !wasShown) return [];
  const siren = data.scope.slice('org#'.length);
  const message: RegisterMessage = { siren, content: data.id };
  return [{ queue: 'register', body: JSON.stringify(message), group: siren, id: `${data.id}-${data.version}` }];
}
