/** How things go from one place to another: their line is their place. */
import { createWriteTransaction } from 'electrodb';
import type { ActItem } from '../../../platform/journal.ts';
import type { Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { orderOf } from '../rules.ts';
import { type EntryCard, type File, type Folder, kindOf, TRASH } from '../schema.ts';
import { repositoryEntities, type Writing } from './entities.ts';
import { cardOfFile } from './files.ts';
import { cardOfFolder, standing } from './folders.ts';

type Org = Scope<'org'>;
export type Item = File | Folder;

export const isFile = (item: Item): item is File => kindOf(item.id) === 'file';

/** Where an item lies, or lay before it was thrown away. */
export const parentOf = (item: Item): string => (isFile(item) ? item.folder : item.parent);

/** The line of an item, as lists show it. */
export const cardOf = (item: Item): EntryCard => (isFile(item) ? cardOfFile(item) : cardOfFolder(item));

/** The key of an item's line. In the trash the latest comes last, whatever its name. */
const lineOf = (item: Item) => ({
  place: parentOf(item),
  order: item.trashedAt ? `${item.trashedAt}#${item.id}` : orderOf(isFile(item) ? 'file' : 'folder', item.name),
});

/** What changes of an item, in a transaction: refused unless it is as it was seen. */
function changing(e: Writing, scope: Org, before: Item, after: Item, ttl: number | undefined) {
  const { id, name, from, trashedAt } = after;
  const way = isFile(after) && after.way ? { way: after.way } : {};
  const thrown = from !== undefined && trashedAt !== undefined && ttl !== undefined ? { from, trashedAt, ttl } : {};
  const gone = 'ttl' in thrown ? [] : (['from', 'trashedAt', 'ttl'] as const);
  const version = before.version + 1;
  return isFile(after)
    ? e.file
        .patch({ scope, id })
        .set({ name, folder: after.folder, version, ...thrown, ...way })
        .remove([...gone, ...('way' in way ? [] : (['way'] as const))])
        .where(({ version: present }, { eq }) => eq(present, before.version))
        .commit()
    : e.folder
        .patch({ scope, id })
        .set({ name, parent: after.parent, trail: after.trail, version, ...thrown })
        .remove([...gone])
        .where(({ version: present }, { eq }) => eq(present, before.version))
        .commit();
}

/** The folders around where something thrown away lay. */
const wayBefore = (item: Item): readonly string[] =>
  isFile(item) ? (item.way ?? []) : item.trail.map(({ id }) => id).filter((id) => id !== TRASH);

export interface Move {
  before: Item;
  after: Item;
  /** Of a folder: where those around its new place lay when they were seen, so that none comes to lie in itself. */
  around?: readonly Pick<Folder, 'id' | 'parent'>[] | undefined;
  /** In the trash: when it is forgotten, in seconds since 1970, and as its line says it. */
  ttl?: number | undefined;
  until?: string | undefined;
  /** Documents that no publication may show, or it is not thrown away. */
  unused?: readonly string[] | undefined;
  act?: ActItem | undefined;
}

/**
 * Moves, renames, throws away or takes back: all or nothing. Codes: the item, its new line, its new folder, then the
 * rest. Refused when it has changed since, the name is taken there, or the folder is gone.
 */
export async function move(table: Table, scope: Org, moved: Move): Promise<void> {
  const { before, after, around = [], ttl, until, unused = [], act } = moved;
  const [from, to] = [lineOf(before), lineOf(after)];
  const stays = from.place === to.place && from.order === to.order;
  const line = {
    scope,
    ...to,
    ...cardOf(after),
    ...(ttl === undefined ? {} : { ttl, until, from: after.from, way: wayBefore(after) }),
  };
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      changing(e, scope, before, after, ttl),
      stays ? e.card.put(line).commit() : e.card.create(line).commit(),
      ...(to.place === TRASH ? [] : standing(e, scope, to.place, around.find(({ id }) => id === to.place)?.parent)),
      ...(stays ? [] : [e.card.delete({ scope, ...from }).commit()]),
      ...around
        .filter(({ id }) => id !== to.place)
        .map(({ id, parent: seen }) =>
          e.folder
            .check({ scope, id })
            .where(({ parent }, { eq }) => eq(parent, seen))
            .commit(),
        ),
      ...unused.map((id) =>
        e.document
          .check({ scope, id })
          .where(({ uses }, { notExists }) => notExists(uses))
          .commit(),
      ),
      ...(act ? [e.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Takes an item out of the trash for good: what it held follows from the stream. */
export async function erase(table: Table, scope: Org, item: Item, act: ActItem): Promise<void> {
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [
      isFile(item)
        ? e.file
            .delete({ scope, id: item.id })
            .where(({ version }, { eq }) => eq(version, item.version))
            .commit()
        : e.folder
            .delete({ scope, id: item.id })
            .where(({ version }, { eq }) => eq(version, item.version))
            .commit(),
      e.card.delete({ scope, ...lineOf(item) }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
