/** Folders and files as members of their organisation find them: by name, files by the text of their present version. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { type Scope, scopeId, scopeKind } from '../../platform/scope.ts';
import {
  type Place,
  type Searched,
  type SearchedScope,
  searchedScope,
  type SearchSource,
} from '../../platform/search/source.ts';
import type { Table } from '../../platform/table.ts';
import { describeFile } from '../documents/index.ts';
import { wayOf } from './rules-rooms.ts';
import { type File, type Folder, ROOT } from './schema.ts';
import {
  entriesIn,
  FILE_ENTITY,
  fileIdsFrom,
  filesTogether,
  FOLDER_ENTITY,
  folderIdsFrom,
  foldersTogether,
  isThrownAway,
  ROOM_ENTITY,
  roomsIn,
} from './store/index.ts';
import { TEXTS } from './texts.ts';

type Org = Scope<'org'>;

const isOrganisation = (scope: SearchedScope): scope is Org => scopeKind(scope) === 'org';

const located = { scope: z.string(), id: z.string(), name: z.string(), trashedAt: z.string().optional() };
const fileImage = z.object({ ...located, folder: z.string(), document: z.string() });
const roomImage = z.object({ scope: z.string(), folder: z.string() });
const folderImage = z.object({ ...located, trail: z.array(z.object({ id: z.string(), name: z.string() })) });

/** What an index says of a file changes with these, not with who holds it. */
const fileFoundBy = ({ name, folder, document }: z.infer<typeof fileImage>): string => `${folder} ${document} ${name}`;

function fileChanged({ entity, before, after }: Change): readonly Place[] {
  if (entity !== FILE_ENTITY) return [];
  const [was, is] = [before && fileImage.parse(before), after && fileImage.parse(after)];
  const one = is ?? was;
  if (!one || (was && is && fileFoundBy(was) === fileFoundBy(is))) return [];
  return [{ scope: searchedScope(one.scope), id: one.id }];
}

/** In the trash, or within a folder that is. */
const isGone = ({ trashedAt, trail }: Pick<Folder, 'trashedAt' | 'trail'>): boolean =>
  trashedAt !== undefined || isThrownAway(trail);

function folderChanged({ entity, before, after }: Change): readonly Place[] {
  if (entity !== FOLDER_ENTITY) return [];
  const [was, is] = [before && folderImage.parse(before), after && folderImage.parse(after)];
  const one = is ?? was;
  if (!one) return [];
  const place = { scope: searchedScope(one.scope), id: one.id };
  // Thrown away, taken back or moved, its files are with it; gone for good, each tells it.
  if (was && is && (isGone(was) !== isGone(is) || wayOf(was).join() !== wayOf(is).join())) {
    return [{ ...place, isWithin: true }];
  }
  return was?.name === is?.name ? [] : [place];
}

/** Other readers of a folder: other finders of all that lies in it. */
function roomChanged({ entity, before, after }: Change): readonly Place[] {
  if (entity !== ROOM_ENTITY || (before && after)) return [];
  const { scope, folder } = roomImage.parse(after ?? before);
  return [{ scope: searchedScope(scope), id: folder, isWithin: true }];
}

/** Folders around files, by id. */
async function foldersOf(table: Table, scope: Org, files: readonly File[], consistent: boolean) {
  const ids = [...new Set(files.map(({ folder }) => folder))].filter((id) => id !== ROOT);
  const folders = await foldersTogether(table, scope, ids, { consistent });
  return new Map(folders.map((folder) => [folder.id, folder]));
}

/** Folders around something, and those of them that only some read. */
const around = (folder: Folder | undefined, rooms: ReadonlySet<string>): Pick<Searched, 'within' | 'rooms'> => {
  const within = folder ? wayOf(folder) : [];
  return { within, rooms: within.filter((id) => rooms.has(id)) };
};

const roomIds = async (table: Table, scope: Org, consistent: boolean): Promise<ReadonlySet<string>> =>
  new Set((await roomsIn(table, scope, { consistent })).map(({ folder }) => folder));

const fileSearched = (scope: Org, file: File, folder: Folder | undefined, rooms: ReadonlySet<string>): Searched => ({
  ...around(folder, rooms),
  category: 'documents',
  title: file.name,
  text: '',
  detail: [folder?.name, describeFile(file)].filter(Boolean).join(' · '),
  audience: 'organisation',
  date: file.updatedAt,
  documents: [{ siren: scopeId(scope), document: file.document }],
  address: () => `/documents/fichiers/${file.id}`,
});

const PAGE = 50;
/** Files of a folder that are told one by one; when there are more, the whole scope is read again. */
const MOST_TOLD = 200;

export const fileSource: SearchSource = {
  name: 'file',
  changed: fileChanged,
  async read(table, scope, ids, { consistent }) {
    if (!isOrganisation(scope)) return new Map();
    const present = (await filesTogether(table, scope, ids, { consistent })).filter(({ trashedAt }) => !trashedAt);
    const [folders, rooms] = await Promise.all([
      foldersOf(table, scope, present, consistent),
      roomIds(table, scope, consistent),
    ]);
    const found = present.flatMap((file): [string, Searched][] => {
      const folder = folders.get(file.folder);
      if (file.folder !== ROOT && (!folder || isGone(folder))) return [];
      return [[file.id, fileSearched(scope, file, folder, rooms)]];
    });
    return new Map(found);
  },
  async all(table, scope, cursor) {
    return isOrganisation(scope) ? fileIdsFrom(table, scope, cursor, PAGE) : { ids: [], next: null };
  },
};

const folderSearched = (folder: Folder, rooms: ReadonlySet<string>): Searched => ({
  ...around(folder, rooms),
  category: 'dossiers',
  title: folder.name,
  text: '',
  detail: folder.trail.at(-1)?.name ?? TEXTS.root,
  audience: 'organisation',
  date: folder.createdAt,
  address: () => `/documents/dossiers/${folder.id}`,
});

export const folderSource: SearchSource = {
  name: 'folder',
  changed: (change) => [...folderChanged(change), ...roomChanged(change)],
  async read(table, scope, ids, { consistent }) {
    if (!isOrganisation(scope)) return new Map();
    const [folders, rooms] = await Promise.all([
      foldersTogether(table, scope, ids, { consistent }),
      roomIds(table, scope, consistent),
    ]);
    const present = folders.filter((folder) => !isGone(folder));
    return new Map(present.map((folder) => [folder.id, folderSearched(folder, rooms)]));
  },
  async all(table, scope, cursor) {
    return isOrganisation(scope) ? folderIdsFrom(table, scope, cursor, PAGE) : { ids: [], next: null };
  },
  async within(table, scope, id) {
    if (!isOrganisation(scope)) return [];
    const { entries, next } = await entriesIn(table, scope, id, { limit: MOST_TOLD, position: null });
    if (next !== null) return 'all';
    return entries.map(({ kind, id: one }) =>
      kind === 'file' ? { source: fileSource.name, id: one } : { source: 'folder', id: one, isWithin: true },
    );
  },
};
