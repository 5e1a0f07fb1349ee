/** What is written of folders. */
import { createWriteTransaction } from 'electrodb';
import type { Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { orderOf } from '../rules.ts';
import { type EntryCard, type Folder, ROOT, TRASH } from '../schema.ts';
import { repositoryEntities, type Writing } from './entities.ts';
import { foldersIn } from './reading.ts';

type Org = Scope<'org'>;

export const cardOfFolder = ({ id, name, by, createdAt }: Folder): EntryCard => ({
  kind: 'folder',
  id,
  name,
  by,
  updatedAt: createdAt,
});

/**
 * In a transaction: refused unless that folder is there, not thrown away, and still in the one where it was seen.
 * Nothing for the top.
 */
export const standing = (e: Writing, scope: Org, id: string, seenIn?: string) =>
  id === ROOT
    ? []
    : [
        e.folder
          .check({ scope, id })
          .where(
            ({ trashedAt, name, parent }, { exists, notExists, eq }) =>
              `${exists(name)} AND ${notExists(trashedAt)}${seenIn === undefined ? '' : ` AND ${eq(parent, seenIn)}`}`,
          )
          .commit(),
      ];

/** Refused when the name is taken in its place, or that place is gone. The first code is the folder's, the second its name's. */
export async function createFolder(table: Table, scope: Org, folder: Folder): Promise<void> {
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      e.folder.create({ scope, ...folder }).commit(),
      e.card
        .create({ scope, place: folder.parent, order: orderOf('folder', folder.name), ...cardOfFolder(folder) })
        .commit(),
      ...standing(e, scope, folder.parent),
    ]).go(),
  );
}

/** Gives the folders within one the way to them, as its own has become. Those within them follow from the stream. */
export async function leadTo(
  table: Table,
  scope: Org,
  { id, name, trail }: Pick<Folder, 'id' | 'name' | 'trail'>,
): Promise<void> {
  const { folder } = repositoryEntities(table);
  const within = [...trail, { id, name }];
  for (const child of await foldersIn(table, scope, id, 1000)) {
    try {
      await folder
        .patch({ scope, id: child.id })
        .set({ trail: within })
        .where(({ parent }, { eq }) => eq(parent, id))
        .go();
    } catch (error) {
      // Moved elsewhere meanwhile: its way is another.
      if (!conditionFailed(error)) throw error;
    }
  }
}

export const isThrownAway = (trail: readonly { id: string }[]): boolean => trail[0]?.id === TRASH;
