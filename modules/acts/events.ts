/** What follows from an act that changed, and from its line in the register. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Table } from '../../platform/table.ts';
import { isActName, CONTENT_ENTITY, KIND_NAMES } from '../content/index.ts';
import type { RegisterMessage } from './schema.ts';
import { noteAwaitedList } from './sessions.ts';
import { LINE_ENTITY } from './store/entities.ts';

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

const line = z.object({
  scope: z.string().startsWith('pub#'),
  kind: z.enum(KIND_NAMES),
  date: z.string(),
  state: z.string(),
});

/** A délibération enters the register: the list of its session is awaited. May run twice. One read and one write. */
export async function onRegistered({ entity, before, after }: Change, { table }: { table: Table }): Promise<void> {
  if (entity !== LINE_ENTITY || !after) return;
  const { scope, kind, date, state } = line.parse(after);
  const was = line.safeParse(before).data;
  const isThere = was?.state === 'online' && was.date === date;
  if (kind !== 'deliberation' || !date || state !== 'online' || isThere) return;
  await noteAwaitedList(table, scope.slice('pub#'.length), date);
}
