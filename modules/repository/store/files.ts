/** What is written of files and their versions. */
import { createWriteTransaction } from 'electrodb';
import type { Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import type { Namesake } from '../../documents/index.ts';
import { orderOf } from '../rules.ts';
import type { EntryCard, File, FileVersion, Person } from '../schema.ts';
import { repositoryEntities } from './entities.ts';
import { standing } from './folders.ts';

type Org = Scope<'org'>;

export const cardOfFile = ({ id, name, size, type, pages, by, updatedAt, lock }: File): EntryCard => ({
  kind: 'file',
  id,
  name,
  size,
  type,
  pages,
  by,
  updatedAt,
  lockedBy: lock && { id: lock.id, name: lock.name },
});

/** The line of a file that is not in the trash. */
export const placeOf = ({ folder, name }: Pick<File, 'folder' | 'name'>) => ({
  place: folder,
  order: orderOf('file', name),
});

/**
 * Refused when the file is there already, its name is taken, or its folder is gone: codes in this order. `isNew`: its
 * document was in no file until now, and counts for what the organisation holds. `namesake`: kept with its document.
 */
export async function createFile(
  table: Table,
  scope: Org,
  file: File,
  { note, isNew, namesake }: { note: string; isNew: boolean; namesake?: Namesake | undefined },
): Promise<void> {
  const { id, document, size, type, pages, by, updatedAt: at } = file;
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      e.file.create({ scope, ...file }).commit(),
      e.card.create({ scope, ...placeOf(file), ...cardOfFile(file) }).commit(),
      ...standing(e, scope, file.folder),
      e.version.create({ scope, file: id, number: 1, document, size, type, pages, by, at, note }).commit(),
      e.document
        .patch({ scope, id: document })
        .add({ files: [id] })
        .set(namesake ? { namesake } : {})
        .commit(),
      e.holdings
        .upsert({ scope })
        .add({ files: 1, bytes: isNew ? size : 0 })
        .commit(),
    ]).go(),
  );
}

/** Puts a version over the one that was seen. `isNew`: its document was in no file until now. */
export async function putVersion(
  table: Table,
  scope: Org,
  before: File,
  version: FileVersion,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const { document, size, type, pages, number, by, at } = version;
  const after = { ...before, document, size, type, pages, by, updatedAt: at };
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      e.file
        .patch({ scope, id: before.id })
        .set({ document, size, type, by, updatedAt: at, number, last: number, version: before.version + 1 })
        .set(pages === undefined ? {} : { pages })
        .remove(pages === undefined ? ['pages'] : [])
        .where(
          ({ version: present, trashedAt }, { eq, notExists }) =>
            `${eq(present, before.version)} AND ${notExists(trashedAt)}`,
        )
        .commit(),
      e.card.put({ scope, ...placeOf(before), ...cardOfFile(after) }).commit(),
      e.version.create({ scope, file: before.id, ...version }).commit(),
      e.document
        .patch({ scope, id: document })
        .add({ files: [before.id] })
        .commit(),
      ...(isNew ? [e.holdings.upsert({ scope }).add({ files: 0, bytes: size }).commit()] : []),
    ]).go(),
  );
}

/** Reserves a file for somebody, or gives it back (`lock` absent). Refused when it has changed since it was seen. */
export async function setLock(
  table: Table,
  scope: Org,
  before: File,
  lock: (Person & { at: string }) | undefined,
  act?: Parameters<ReturnType<typeof repositoryEntities>['act']['create']>[0],
): Promise<void> {
  const { lock: _lock, ...rest } = before;
  const after: File = lock ? { ...rest, lock } : rest;
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      e.file
        .patch({ scope, id: before.id })
        .set({ version: before.version + 1, ...(lock ? { lock } : {}) })
        .remove(lock ? [] : ['lock'])
        .where(
          ({ version, trashedAt }, { eq, notExists }) => `${eq(version, before.version)} AND ${notExists(trashedAt)}`,
        )
        .commit(),
      e.card.put({ scope, ...placeOf(before), ...cardOfFile(after) }).commit(),
      ...(lock ? [e.held.put({ scope, person: lock.id, file: before.id }).commit()] : []),
      ...(before.lock && before.lock.id !== lock?.id
        ? [e.held.delete({ scope, person: before.lock.id, file: before.id }).commit()]
        : []),
      ...(act ? [e.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Says why there is a version, when that was typed while its file was on its way. Nothing when it is not there yet. */
export async function noteVersion(
  table: Table,
  scope: Org,
  file: string,
  document: string,
  note: string,
): Promise<void> {
  const { version } = repositoryEntities(table);
  const { data } = await version.query.primary({ scope, file }).go({ order: 'desc', limit: 5 });
  const found = data.find((one) => one.document === document);
  if (found) await version.patch({ scope, file, number: found.number }).set({ note }).go();
}
