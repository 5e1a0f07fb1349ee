/** What an organisation holds, and how far earlier documents have been given a file. */
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { repositoryEntities } from './entities.ts';

/** Refused when another has gone on meanwhile. */
export async function noteFiled(
  table: Table,
  scope: Scope<'org'>,
  { before, filed }: { before: string | undefined; filed: string },
): Promise<void> {
  await repositoryEntities(table)
    .holdings.upsert({ scope })
    .add({ files: 0, bytes: 0 })
    .set({ filed })
    .where(({ filed: present }, { eq, notExists }) => (before === undefined ? notExists(present) : eq(present, before)))
    .go();
}
