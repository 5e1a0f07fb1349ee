/** Favourites and recents: ids alone are kept, and what they are of is read anew, so that none leads where she may not go. */
import { currentOf, type Member, organisationScopeOf, personScopeOf } from '../../../platform/actor.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import { isOpen, wayOf } from '../rules-rooms.ts';
import { withFirst } from '../rules.ts';
import { kindOf } from '../schema.ts';
import {
  fileById,
  folderById,
  isFile,
  isThrownAway,
  type Item,
  keepOnShelf,
  type Shelf,
  shelfOf,
} from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { itemOf } from './items.ts';
import { mayReadFile, type Rooms, roomsFor } from './rooms.ts';

/** Each is read when they are shown. */
export const MOST_FAVOURITES = 30;
export const MOST_RECENTS = 15;

const ownShelf = (table: Table, member: Member): Promise<Shelf> =>
  shelfOf(table, personScopeOf(member), currentOf(member).organisation);

/** What an id on her shelf is of now; undefined when it is gone, thrown away, or no longer hers to read. */
async function presentItem(table: Table, member: Member, rooms: Rooms, id: string): Promise<Item | undefined> {
  const scope = organisationScopeOf(member);
  if (kindOf(id) === 'folder') {
    const folder = await folderById(table, scope, id);
    const isThere = folder && !folder.trashedAt && !isThrownAway(folder.trail) && isOpen(rooms.closed, wayOf(folder));
    return isThere ? folder : undefined;
  }
  const file = await fileById(table, scope, id);
  return file && !file.trashedAt && (await mayReadFile(table, scope, rooms, file)) ? file : undefined;
}

/** Her favourites, or what she opened last. Half a read unit each, and as much for their folder when one is closed to her. */
export async function onShelf(table: Table, member: Member, which: keyof Shelf): Promise<Item[]> {
  const [shelf, rooms] = await Promise.all([ownShelf(table, member), roomsFor(table, member)]);
  const found = await Promise.all(shelf[which].map((id) => presentItem(table, member, rooms, id)));
  return found.filter((item) => item !== undefined);
}

/** @throws {Problem} `not-found` for what she may not read, `conflict` when she has too many. */
export async function chooseFavourite(table: Table, member: Member, id: string, isChosen: boolean): Promise<void> {
  if (isChosen) await itemOf(table, member, id);
  const { favourites } = await ownShelf(table, member);
  const others = favourites.filter((one) => one !== id);
  if (isChosen && others.length >= MOST_FAVOURITES) throw new Problem('conflict', { detail: TEXTS.tooManyFavourites });
  const kept = isChosen ? [id, ...others] : others;
  await keepOnShelf(table, personScopeOf(member), currentOf(member).organisation, { favourites: kept });
}

/** She opens a file. Written only when she has opened another since. @returns whether it is a favourite. */
export async function noteOpened(table: Table, member: Member, item: Item): Promise<boolean> {
  const { favourites, recents } = await ownShelf(table, member);
  if (isFile(item) && !item.trashedAt && recents[0] !== item.id) {
    await keepOnShelf(table, personScopeOf(member), currentOf(member).organisation, {
      recents: withFirst(recents, item.id, MOST_RECENTS),
    });
  }
  return favourites.includes(item.id);
}
