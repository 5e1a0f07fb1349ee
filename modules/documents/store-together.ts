/** Several documents at once, and what holds one. */
import type { Scope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import type { DocumentPlace, ReadyDocument } from './schema.ts';
import { documentEntity, readyOf, type StoredDocument } from './store.ts';

async function storedTogether(
  table: Table,
  scope: Scope<'org'>,
  ids: readonly string[],
  { consistent }: { consistent: boolean },
): Promise<StoredDocument[]> {
  if (ids.length === 0) return [];
  const { data } = await documentEntity(table)
    .get(ids.map((id) => ({ scope, id })))
    .go({ consistent, concurrency: 2 });
  return data;
}

/** Several documents, those that are ready among them. Half a read unit for each, twice when `consistent`. */
export async function readyDocuments(
  table: Table,
  scope: Scope<'org'>,
  ids: readonly string[],
  options: { consistent: boolean },
): Promise<ReadyDocument[]> {
  const stored = await storedTogether(table, scope, ids, options);
  return stored.map(readyOf).filter((one) => one !== undefined);
}

/** Of these, those that are ready and that no file of the repository holds. */
export async function readyUnfiled(
  table: Table,
  scope: Scope<'org'>,
  ids: readonly string[],
  options: { consistent: boolean },
): Promise<ReadyDocument[]> {
  const stored = await storedTogether(table, scope, ids, options);
  return stored
    .filter(({ files }) => files === undefined)
    .map(readyOf)
    .filter((one) => one !== undefined);
}

/** What holds a document, and where it is on its way to. */
export interface Holders {
  files: readonly string[];
  place: DocumentPlace | undefined;
  /** Who sent it. */
  depositor: string;
}

/** Half a read unit. */
export async function holdersOf(table: Table, scope: Scope<'org'>, id: string): Promise<Holders | undefined> {
  const { data } = await documentEntity(table).get({ scope, id }).go();
  return data ? { files: data.files ?? [], place: data.place, depositor: data.depositor.id } : undefined;
}
