/** Whatever is found and changes goes into the queue of its scope. */
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SearchedScope } from '../../platform/search/source.ts';
import { noteAsked } from '../../platform/search/shelf.ts';
import type { Table } from '../../platform/table.ts';
import { rebuildMessagesOf } from './rebuilding.ts';
import type { SearchMessage } from './schema.ts';
import { SOURCES } from './sources.ts';

export interface SearchChangeDeps {
  table: Table;
  clock: Clock;
  /** Puts messages into the queue: one after the other within a scope. */
  toIndex: (messages: readonly SearchMessage[]) => Promise<void>;
}

/** Notes that the index of each scope concerned is behind, then has it brought up to date. May run twice. */
export async function onSearchedChange(change: Change, { table, clock, toIndex }: SearchChangeDeps): Promise<void> {
  const at = clock().toISOString();
  const messages: (Extract<SearchMessage, { id: string }> & { scope: SearchedScope })[] = SOURCES.flatMap(
    ({ name, changed }) =>
      changed(change).map(({ scope, id, isWithin }) => ({
        scope,
        source: name,
        id,
        at,
        ...(isWithin ? { isWithin } : {}),
      })),
  );
  for (const { scope } of messages) await noteAsked(table, scope, at);
  const again = rebuildMessagesOf(change);
  if (messages.length + again.length > 0) await toIndex([...messages, ...again]);
}
