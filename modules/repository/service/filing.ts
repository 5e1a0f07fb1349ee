/** Gives documents their place: those that arrive, and those that were there before there were files. */
import { type Member, organisationScopeOf } from '../../../platform/actor.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { documentsBefore, type FoundGood, type Namesake, readyDocument } from '../../documents/index.ts';
import { extensionOf, fileIdFor } from '../rules.ts';
import { type File, type Holdings, PUBLICATIONS, ROOT } from '../schema.ts';
import { createFile, fileById, fileNamed, isThrownAway, putVersion, folderById, noteFiled } from '../store/index.ts';
import { mayReadFile, roomsFor } from './rooms.ts';
import { publicationsFolder, refusedPart, underFreeName } from './places.ts';

type Org = Scope<'org'>;

/** Where a document goes: where it was sent, or the top when that is gone. */
async function folderFor(table: Table, scope: Org, { place, depositor, createdAt }: FoundGood): Promise<string> {
  const wanted = place?.folder ?? ROOT;
  if (wanted === PUBLICATIONS) {
    return (await publicationsFolder(table, scope, { by: depositor, at: createdAt })) ?? ROOT;
  }
  if (wanted === ROOT) return ROOT;
  const folder = await folderById(table, scope, wanted, { consistent: true });
  return folder && !folder.trashedAt && !isThrownAway(folder.trail) ? wanted : ROOT;
}

/** The file of which a document is a new version, if it still may be: there, of the same kind, and not held by another. */
async function fileToRenew(table: Table, scope: Org, document: FoundGood): Promise<File | undefined> {
  const id = document.place?.file;
  if (!id) return undefined;
  const file = await fileById(table, scope, id, { consistent: true });
  if (!file || file.trashedAt || extensionOf(file.name) !== extensionOf(document.name)) return undefined;
  return file.lock && file.lock.id !== document.depositor.id ? undefined : file;
}

async function addVersion(table: Table, scope: Org, file: File, document: FoundGood, at: string): Promise<void> {
  const { id, size, type, pages, depositor, place } = document;
  if (file.document === id) return;
  const number = file.last + 1;
  const version = { number, document: id, size, type, pages, by: depositor, at, note: place?.note ?? '' };
  await putVersion(table, scope, file, version, { isNew: true });
}

type Taken = Pick<Namesake, 'of' | 'isSame'>;

/** Who sends from publishing forms, or by a link, does not look at the folder. */
const isTold = ({ place }: FoundGood): boolean => place?.folder !== PUBLICATIONS && place?.link === undefined;

/** Which file has a name: the very same content before any other. A read unit and a half for each name. */
async function takenBy(
  table: Table,
  scope: Org,
  { folder, name, sha256 }: { folder: string; name: string; sha256: string },
  before: Taken | undefined,
): Promise<Taken | undefined> {
  if (before?.isSame) return before;
  const of = await fileNamed(table, scope, folder, name);
  const there = of ? await fileById(table, scope, of) : undefined;
  const content = there ? await readyDocument(table, scope, there.document) : undefined;
  const isSame = content?.sha256 === sha256;
  return of && (isSame || !before) ? { of, isSame } : before;
}

/**
 * Makes a document that was found good a file, or a new version of one. Told twice, it is filed once. What can no
 * longer be a version becomes a file beside it: nothing that was sent is lost.
 */
export async function fileDocument(table: Table, scope: Org, document: FoundGood, at: string): Promise<void> {
  const renewed = await fileToRenew(table, scope, document);
  if (renewed) return addVersion(table, scope, renewed, document, at);
  const { id, name, size, type, pages, depositor, place, createdAt } = document;
  const file: Omit<File, 'name' | 'folder'> = {
    id: fileIdFor(id),
    document: id,
    size,
    type,
    pages,
    number: 1,
    last: 1,
    version: 1,
    by: depositor,
    updatedAt: createdAt,
    createdAt,
  };
  const note = place?.note ?? place?.via ?? '';
  const put = async (folder: string): Promise<void> => {
    let taken: Taken | undefined;
    await underFreeName(name, async (free) => {
      const namesake = taken && { ...taken, file: file.id, as: free };
      try {
        await createFile(table, scope, { ...file, name: free, folder }, { note, isNew: true, namesake });
      } catch (error) {
        if (refusedPart(error) === 1 && isTold(document)) {
          taken = await takenBy(table, scope, { folder, name: free, sha256: document.sha256 }, taken);
        }
        throw error;
      }
    });
  };
  try {
    const folder = await folderFor(table, scope, document);
    await put(folder);
  } catch (error) {
    // Filed already by another delivery of the same message.
    if (refusedPart(error) === 0) return;
    // Its folder was thrown away at this very moment.
    if (refusedPart(error) !== 2) throw error;
    await put(ROOT);
  }
}

/** Documents given a file at one visit: more would keep whoever opens the page waiting. */
const FILED_AT_ONCE = 50;

/** Everything that was there before has its file. */
export const ALL_FILED = 'all';

/**
 * Gives a file to documents that have none: those deposited before there were folders. Some at each visit of the page,
 * until all have one.
 */
export async function fileEarlierDocuments(
  table: Table,
  scope: Org,
  holdings: Holdings | undefined,
): Promise<'all' | 'some'> {
  if (holdings?.filed === ALL_FILED) return 'all';
  const { documents, next } = await documentsBefore(table, scope, { limit: FILED_AT_ONCE, after: holdings?.filed });
  for (const { isFiled, ...document } of documents) {
    if (!isFiled) await fileDocument(table, scope, document, document.createdAt);
  }
  try {
    await noteFiled(table, scope, { before: holdings?.filed, filed: next ?? ALL_FILED });
  } catch (error) {
    // Another reader opened the page at the same moment.
    if (!conditionFailed(error)) throw error;
  }
  return next ? 'some' : 'all';
}

/** @throws {Problem} `not-found` for a file that she may not read as for none. */
export async function fileOf(table: Table, member: Member, id: string, options = { consistent: false }): Promise<File> {
  const scope = organisationScopeOf(member);
  const [file, rooms] = await Promise.all([fileById(table, scope, id, options), roomsFor(table, member)]);
  if (!file || !(await mayReadFile(table, scope, rooms, file))) throw new Problem('not-found');
  return file;
}
