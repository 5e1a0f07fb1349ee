/** The files of a folder of documents, in a copy that whoever asked for it fetches: as other copies, file by file. */
import { currentOf, type Member, organisationScopeOf } from '../../platform/actor.ts';
import { organisationScope } from '../../platform/scope.ts';
import { Problem } from '../../platform/problems.ts';
import type { Table } from '../../platform/table.ts';
import { formatSize } from '../../web/format.ts';
import { readyDocument } from '../documents/index.ts';
import { memberOf } from '../organisations/index.ts';
import {
  closedFolders,
  type File,
  fileById,
  filesWithin,
  type FileWithin,
  type Folder,
  folderById,
  folderOf,
  foldersAround,
  isClosedAmong,
  noteOpening,
  roomsTo,
} from '../repository/index.ts';
import { addDocument, type CopyDeps, type MadePart } from './copy.ts';
import { LARGEST_FOLDER, PART_SIZE } from './rules.ts';
import { addressOfPart, isUnderWay, newRequest, type PrivacyDeps } from './service.ts';
import { type DataRequest, keepRequest, requestOf, requestsOfFolder } from './store.ts';
import { plainName, Zip } from './zip.ts';

/** A folder to copy, what is in it, and what was asked for of it. */
export interface FolderToCopy {
  folder: Folder;
  files: number;
  bytes: number;
  copies: DataRequest[];
}

/** @throws {Problem} `not-found` for another organisation's folder as for none, `conflict` for too large a one. */
export async function folderToCopy(
  { table }: Pick<PrivacyDeps, 'table'>,
  member: Member,
  id: string,
): Promise<FolderToCopy> {
  const scope = organisationScopeOf(member);
  const folder = await folderOf({ table }, member, id);
  // Nothing of the trash is taken away.
  await foldersAround(table, scope, id);
  const closed = await closedFolders(table, member);
  const [found, copies] = await Promise.all([
    filesWithin(table, scope, id, closed),
    requestsOfFolder(table, scope, { folder: id, person: member.person.id }),
  ]);
  return { folder, files: found.length, bytes: found.reduce((sum, { size }) => sum + size, 0), copies };
}

/** Asks for the files of a folder. Posted twice, or with one on its way, it is one. */
export async function askForFolder(deps: PrivacyDeps, member: Member, id: string, request: string): Promise<void> {
  const { folder, files, bytes, copies } = await folderToCopy(deps, member, id);
  if (copies.some((one) => isUnderWay(one, deps.clock()))) return;
  if (files === 0) throw new Problem('conflict', { detail: 'Ce dossier est vide : il n’y a rien à télécharger.' });
  if (bytes > LARGEST_FOLDER) {
    const most = formatSize(LARGEST_FOLDER);
    throw new Problem('conflict', { detail: `Ce dossier dépasse ${most} : prenez-le dossier par dossier.` });
  }
  const scope = organisationScopeOf(member);
  const what = { scope, id: request, kind: 'folder' as const, about: folder.name, folder: id };
  await keepRequest(deps.table, newRequest(deps, member, { ...what, organisations: [currentOf(member).organisation] }));
}

const CLOSED_SINCE =
  'Depuis que ce ZIP a été préparé, un de ses fichiers se trouve dans un dossier que vous ne pouvez plus lire. Préparez le dossier de nouveau : il viendra sans ce fichier.';

/**
 * @throws {Problem} `not-found` for what another asked for as for nothing, `conflict` when something in it was closed to
 *   her since it was made.
 */
export async function fetchOfFolder(
  deps: PrivacyDeps,
  member: Member,
  { folder, id, part }: { folder: string; id: string; part: number },
): Promise<string> {
  // What is no longer hers to read is not fetched either.
  await folderOf(deps, member, folder);
  const request = await requestOf(deps.table, organisationScopeOf(member), id);
  const isHers = request?.kind === 'folder' && request.folder === folder && request.person === member.person.id;
  if (!isHers) throw new Problem('not-found');
  const { files = [] } = request.parts[part - 1] ?? {};
  if (await isClosedAmong(deps.table, member, files)) throw new Problem('conflict', { detail: CLOSED_SINCE });
  return addressOfPart(deps, request, part);
}

/** What she may not read of what she asked for; undefined when it is no longer to be made: she has left, or it is gone or closed to her. */
async function closedWithin(table: Table, request: DataRequest): Promise<ReadonlySet<string> | undefined> {
  const [siren = ''] = request.organisations;
  const scope = organisationScope(siren);
  const folder = request.folder ? await folderById(table, scope, request.folder, { consistent: true }) : undefined;
  const asker = await memberOf(table, scope, request.person);
  if (!folder || !asker) return undefined;
  try {
    const around = await foldersAround(table, scope, folder.id);
    const { closed } = await roomsTo(table, scope, { id: request.person, role: asker.role });
    return around.some(({ id }) => closed.has(id)) ? undefined : closed;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** A file as it is now, with where its bytes are; undefined when it went meanwhile. */
async function presentOf(table: Table, request: DataRequest, id: string) {
  const scope = organisationScope(request.organisations[0] ?? '');
  const file: File | undefined = await fileById(table, scope, id, { consistent: true });
  const ready = file && !file.trashedAt ? await readyDocument(table, scope, file.document) : undefined;
  return file && ready ? { file, ready } : undefined;
}

/** By id, so that a file that is renamed or moved while the copy is made is in it once. */
const inOrder = (files: readonly FileWithin[], after = ''): FileWithin[] =>
  files.filter(({ id }) => id > after).sort((one, other) => (one.id < other.id ? -1 : 1));

/** The next file of a folder's copy. Undefined when its asker has left, or the folder is gone: nothing is made. */
export async function nextFolderPart(
  { table, files }: CopyDeps,
  request: DataRequest,
  at: Date,
  size = PART_SIZE,
): Promise<MadePart | undefined> {
  const closed = request.folder ? await closedWithin(table, request) : undefined;
  if (!request.folder || !closed) return undefined;
  const scope = organisationScope(request.organisations[0] ?? '');
  const zip = new Zip();
  const top = plainName(request.about);
  const folderOfCopy = (path: readonly string[]): string => [top, ...path.map(plainName)].join('/');
  const found = await filesWithin(table, scope, request.folder, closed);
  for (const { path } of found) path.forEach((_, depth) => zip.keepFolder(folderOfCopy(path.slice(0, depth + 1))));
  let last: string | undefined;
  const taken: string[] = [];
  for (const { id, path } of inOrder(found, request.cursor)) {
    // There is one more, and this file is full.
    if (zip.isFull(size) && last !== undefined) return { bytes: zip.finish(), cursor: last, files: taken };
    const present = await presentOf(table, request, id);
    last = id;
    if (!present) continue;
    const { file, ready } = present;
    const named = { key: ready.key, version: ready.version, name: file.name, folder: folderOfCopy(path) };
    await addDocument(zip, files, named, at);
    taken.push(id);
    const by = { id: request.person, name: request.name };
    await noteOpening(table, scope, { file: id, number: file.number, by, way: 'member' }, at);
  }
  return { bytes: zip.finish(), cursor: undefined, files: taken };
}
