/** What goes with a folder or a file that is gone. Each step may be taken again. */
import { createWriteTransaction } from 'electrodb';
import { type Scope, scopeId } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { textKey, thumbnailKey } from '../../documents/index.ts';
import { repositoryEntities } from './entities.ts';
import { versionsOf } from './reading.ts';

type Org = Scope<'org'>;

/** Removes the files and folders that lay in a folder, with their lines; what they held follows from that. */
export async function removeWhatLiesIn(table: Table, scope: Org, place: string): Promise<void> {
  const entities = repositoryEntities(table);
  const { data } = await entities.card.query.primary({ scope, place }).go({ pages: 'all' });
  for (const { kind, id, order } of data) {
    await committed(
      createWriteTransaction(entities, (e) => [
        kind === 'file' ? e.file.delete({ scope, id }).commit() : e.folder.delete({ scope, id }).commit(),
        e.card.delete({ scope, place, order }).commit(),
      ]).go(),
    );
  }
}

/** Lets go of a document; when nothing else holds it, its object is removed, then its item. */
async function letDocumentGo(
  table: Table,
  scope: Org,
  { file, id }: { file: string; id: string },
  removeObject: (key: string) => Promise<void>,
): Promise<void> {
  const entities = repositoryEntities(table);
  const { data: found } = await entities.document.get({ scope, id }).go({ consistent: true });
  if (!found) return;
  if (found.files?.includes(file)) {
    await entities.document
      .patch({ scope, id })
      .delete({ files: [file] })
      .go();
  }
  try {
    // Cut short after this, it is known by its state what is left to do.
    if (found.state !== 'erased')
      await committed(
        createWriteTransaction(entities, (e) => [
          e.document
            .patch({ scope, id })
            .set({ state: 'erased' })
            .where(
              ({ files, uses, state }, { notExists, ne }) =>
                `${notExists(files)} AND ${notExists(uses)} AND ${ne(state, 'erased')}`,
            )
            .commit(),
          e.holdings
            .upsert({ scope })
            .add({ files: 0, bytes: -(found.size ?? 0) })
            .commit(),
        ]).go(),
      );
  } catch (error) {
    // Another file holds it, or a publication shows it: it stays.
    if (conditionFailed(error)) return;
    throw error;
  }
  const siren = scopeId(scope);
  for (const key of [found.key, textKey(siren, id), thumbnailKey(siren, id)]) if (key) await removeObject(key);
  await entities.document.delete({ scope, id }).go();
}

/** Forgets the versions of a file that is gone, and the documents that nothing else holds, their objects with them. */
export async function letGo(
  table: Table,
  scope: Org,
  file: string,
  removeObject: (key: string) => Promise<void>,
): Promise<void> {
  const { version, holdings } = repositoryEntities(table);
  const versions = await versionsOf(table, scope, file);
  for (const { number, document } of versions) {
    await letDocumentGo(table, scope, { file, id: document }, removeObject);
    await version.delete({ scope, file, number }).go();
  }
  // The last version gone says that the file was still counted.
  if (versions.length > 0) await holdings.upsert({ scope }).add({ files: -1, bytes: 0 }).go();
}
