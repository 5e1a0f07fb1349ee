/** Several things at once: what was chosen in a list, and what is done with it. */
import { type Member, organisationScopeOf } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import { createFile, isFile, type Item } from '../store/index.ts';
import type { File } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import { eraseItem, insideOf, itemOf, moveItem, takeBack, throwAway } from './items.ts';
import { roomsFor } from './rooms.ts';
import { checkMaySort, openPlace, personOf, type Stored, underFreeName } from './places.ts';

export const ACTIONS = ['deplacer', 'copier', 'jeter', 'restaurer', 'effacer'] as const;
export type ChoiceAction = (typeof ACTIONS)[number];

export async function itemsOf(table: Table, member: Member, ids: readonly string[]): Promise<Item[]> {
  const rooms = await roomsFor(table, member);
  return Promise.all(ids.map((id) => itemOf(table, member, id, rooms)));
}

/** What is touched besides the items themselves, as a confirmation says it. */
export async function touchedBy(
  table: Table,
  member: Member,
  items: readonly Item[],
): Promise<{ folders: number; files: number }> {
  const rooms = await roomsFor(table, member);
  const touched = { folders: 0, files: 0 };
  for (const item of items) {
    if (isFile(item)) {
      touched.files += 1;
      continue;
    }
    const inside = await insideOf(table, organisationScopeOf(member), item.id, rooms);
    touched.folders += 1 + inside.folders;
    touched.files += inside.files.length;
  }
  return touched;
}

/** The same content under another name: nothing is stored twice. */
export async function copyInto(
  { table, clock }: Stored,
  member: Member,
  item: Item,
  { to, name, note }: { to: string; name: string; note: string },
): Promise<File> {
  if (!isFile(item)) throw new Problem('conflict', { detail: TEXTS.foldersNotCopied });
  if (item.trashedAt) throw new Problem('conflict', { detail: TEXTS.inTrash });
  const now = clock();
  const scope = organisationScopeOf(member);
  const { document, size, type, pages } = item;
  const copy = {
    id: newId('fil', now),
    folder: to,
    document,
    size,
    type,
    pages,
    number: 1,
    last: 1,
    version: 1,
    by: personOf(member),
    updatedAt: now.toISOString(),
    createdAt: now.toISOString(),
  };
  return underFreeName(name, async (free) => {
    const made = { ...copy, name: free };
    await createFile(table, scope, made, { note, isNew: false });
    return made;
  });
}

/**
 * Does one thing with all that was chosen, one after the other; what was done before a refusal stays done.
 * @returns how many.
 */
export async function doWith(
  deps: Stored,
  member: Member,
  { action, ids, to }: { action: ChoiceAction; ids: readonly string[]; to: string | undefined },
): Promise<number> {
  checkMaySort(member);
  const { table } = deps;
  if (to !== undefined) await openPlace(table, member, to);
  const rooms = await roomsFor(table, member);
  for (const id of ids) {
    const item = await itemOf(table, member, id, rooms);
    switch (action) {
      case 'deplacer':
        await moveItem(table, member, item, to ?? '');
        break;
      case 'copier':
        await copyInto(deps, member, item, { to: to ?? '', name: item.name, note: `Copie de « ${item.name} »` });
        break;
      case 'jeter':
        await throwAway(deps, member, item);
        break;
      case 'restaurer':
        await takeBack(table, member, item);
        break;
      case 'effacer':
        await eraseItem(deps, member, item);
        break;
    }
  }
  return ids.length;
}
