/** What is read of folders and files. */
import { createConversions } from 'electrodb';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { orderOf } from '../rules.ts';
import { type EntryCard, type File, type FileVersion, type Folder, type Holdings } from '../schema.ts';
import { repositoryEntities } from './entities.ts';

type Org = Scope<'org'>;

export async function folderById(
  table: Table,
  scope: Org,
  id: string,
  { consistent = false } = {},
): Promise<Folder | undefined> {
  const { data } = await repositoryEntities(table).folder.get({ scope, id }).go({ consistent });
  return data ?? undefined;
}

export async function fileById(
  table: Table,
  scope: Org,
  id: string,
  { consistent = false } = {},
): Promise<File | undefined> {
  const { data } = await repositoryEntities(table).file.get({ scope, id }).go({ consistent });
  return data ?? undefined;
}

export interface EntryPage {
  entries: EntryCard[];
  next: string | null;
}

/** One page of what lies in a folder, at the top or in the trash. `newest`: from the end of its order. */
export async function entriesIn(
  table: Table,
  scope: Org,
  place: string,
  { limit, position, newest = false }: { limit: number; position: string | null; newest?: boolean },
): Promise<EntryPage> {
  const { card } = repositoryEntities(table);
  const { data } = await card.query
    .primary({ scope, place })
    .go({ limit: limit + 1, cursor: position, order: newest ? 'desc' : 'asc' });
  const shown = data.slice(0, limit);
  const last = shown.at(-1);
  const { toCursor } = createConversions(card).byAccessPattern.primary.fromComposite;
  const next = last && data.length > limit ? toCursor({ scope, place, order: last.order }) : null;
  return { entries: shown.map(({ scope: _scope, place: _place, order: _order, ttl: _ttl, ...entry }) => entry), next };
}

/** The id of the file that has that name in a folder. Half a read unit. */
export async function fileNamed(table: Table, scope: Org, place: string, name: string): Promise<string | undefined> {
  const { data } = await repositoryEntities(table)
    .card.get({ scope, place, order: orderOf('file', name) })
    .go();
  return data?.id;
}

/** Folders that lie in a folder: at most `limit`, by name. */
export async function foldersIn(table: Table, scope: Org, place: string, limit: number): Promise<EntryCard[]> {
  const { data } = await repositoryEntities(table)
    .card.query.primary({ scope, place })
    .begins({ order: '0#' })
    .go({ limit });
  return data;
}

/** All versions of a file, the newest first. */
export async function versionsOf(table: Table, scope: Org, file: string): Promise<FileVersion[]> {
  const { data } = await repositoryEntities(table)
    .version.query.primary({ scope, file })
    .go({ order: 'desc', pages: 'all' });
  return data;
}

export async function versionOf(
  table: Table,
  scope: Org,
  file: string,
  number: number,
): Promise<FileVersion | undefined> {
  const { data } = await repositoryEntities(table).version.get({ scope, file, number }).go();
  return data ?? undefined;
}

/** What the organisation holds; undefined before anything was filed. */
export async function holdingsOf(table: Table, scope: Org, { consistent = false } = {}): Promise<Holdings | undefined> {
  const { data } = await repositoryEntities(table).holdings.get({ scope }).go({ consistent });
  return data ?? undefined;
}

/** Several folders. Half a read unit for each, twice when `consistent`. */
export async function foldersTogether(
  table: Table,
  scope: Org,
  ids: readonly string[],
  { consistent = false } = {},
): Promise<Folder[]> {
  if (ids.length === 0) return [];
  const { data } = await repositoryEntities(table)
    .folder.get(ids.map((id) => ({ scope, id })))
    .go({ consistent, concurrency: 2 });
  return data;
}

/** Several files. Half a read unit for each, twice when `consistent`. */
export async function filesTogether(
  table: Table,
  scope: Org,
  ids: readonly string[],
  { consistent = false } = {},
): Promise<File[]> {
  if (ids.length === 0) return [];
  const { data } = await repositoryEntities(table)
    .file.get(ids.map((id) => ({ scope, id })))
    .go({ consistent, concurrency: 2 });
  return data;
}

interface IdPage {
  ids: string[];
  next: string | null;
}

/** A page of all folders, wherever they lie. About two read units for fifty. */
export async function folderIdsFrom(table: Table, scope: Org, cursor: string | null, limit: number): Promise<IdPage> {
  const { data, cursor: next } = await repositoryEntities(table).folder.query.primary({ scope }).go({ limit, cursor });
  return { ids: data.map(({ id }) => id), next };
}

/** A page of all files, wherever they lie. About three read units for fifty. */
export async function fileIdsFrom(table: Table, scope: Org, cursor: string | null, limit: number): Promise<IdPage> {
  const { data, cursor: next } = await repositoryEntities(table).file.query.primary({ scope }).go({ limit, cursor });
  return { ids: data.map(({ id }) => id), next };
}
