/** One file or folder at a time: renamed, moved, thrown away, taken back, erased. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import { after as later, timeToLive } from '../../../platform/clock.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { isShown } from '../../documents/index.ts';
import { DEEPEST, liesIn, TRASH_KEPT_FOR, withExtensionOf } from '../rules.ts';
import { wayOf } from '../rules-rooms.ts';
import { type File, type Folder, kindOf, ROOT, TRASH } from '../schema.ts';
import {
  entriesIn,
  erase,
  fileById,
  folderById,
  isFile,
  isThrownAway,
  type Item,
  move,
  parentOf,
  versionsOf,
} from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { checkMaySort, openPlace, refusedPart, type Stored, underFreeName, wayInto } from './places.ts';
import { checkMayEnter, mayReadFile, type Rooms, roomsFor } from './rooms.ts';
import { checkNotLocked } from './versions.ts';

type Org = Scope<'org'>;

const changed = (cause: unknown): Problem => new Problem('stale', { detail: TEXTS.changed, cause });

/** @throws {Problem} `not-found` for what she may not read as for nothing. `rooms`: when they are known already. */
export async function itemOf(table: Table, member: Member, id: string, rooms?: Rooms): Promise<Item> {
  const scope = organisationScopeOf(member);
  const read = kindOf(id) === 'folder' ? folderById : fileById;
  const [item, known] = await Promise.all([
    read(table, scope, id, { consistent: true }),
    rooms ?? roomsFor(table, member),
  ]);
  if (!item) throw new Problem('not-found');
  if (isFile(item)) {
    if (!(await mayReadFile(table, scope, known, item))) throw new Problem('not-found');
  } else checkMayEnter(known, item);
  return item;
}

/** The same item under another name or in another place. */
const placed = (item: Item, name: string, place: string, around: Folder | undefined): Item =>
  isFile(item) ? { ...item, name, folder: place } : { ...item, name, parent: place, trail: wayInto(around) };

/** Gives an item another name, of the version that was seen. A file keeps its extension. */
export async function rename(
  { table }: Stored,
  member: Member,
  { id, name, version }: { id: string; name: string; version: number },
): Promise<Item> {
  checkMaySort(member);
  const scope = organisationScopeOf(member);
  const before = await itemOf(table, member, id);
  if (before.trashedAt) throw new Problem('conflict', { detail: TEXTS.inTrash });
  const wanted = isFile(before) ? withExtensionOf(name, before.name) : name;
  if (before.name === wanted) return before;
  if (before.version !== version) throw changed(undefined);
  const after = { ...before, name: wanted };
  try {
    await move(table, scope, { before, after });
  } catch (error) {
    if (refusedPart(error) === 1) throw refuseField('nom', TEXTS.nameTaken);
    throw conditionFailed(error) ? changed(error) : error;
  }
  return after;
}

/**
 * A place and the folders around it, the innermost first, each as it is now. One read unit each.
 * @throws {Problem} `conflict` when one is gone, or in the trash.
 */
export async function foldersAround(table: Table, scope: Org, place: string): Promise<Folder[]> {
  const around: Folder[] = [];
  for (let id = place; id !== ROOT && around.length <= DEEPEST;) {
    const folder = await folderById(table, scope, id, { consistent: true });
    if (!folder || folder.trashedAt) throw new Problem('conflict', { detail: TEXTS.folderGone });
    around.push(folder);
    id = folder.parent;
  }
  return around;
}

/** @throws {Problem} `conflict` for a folder that would come to lie in itself, or in a place that is gone. */
export async function moveItem(table: Table, member: Member, before: Item, to: string): Promise<Item> {
  if (before.trashedAt) throw new Problem('conflict', { detail: TEXTS.inTrash });
  if (parentOf(before) === to) return before;
  return putInto(table, member, before, to);
}

/** Out of the trash, a file lies in its folder again. */
const withoutWay = ({ way: _way, ...file }: File): File => file;

async function putInto(table: Table, member: Member, before: Item, to: string): Promise<Item> {
  const scope = organisationScopeOf(member);
  const folder = await openPlace(table, member, to, { forFolder: !isFile(before) });
  const around = isFile(before) ? [] : await foldersAround(table, scope, to);
  if (liesIn(around, before.id)) throw new Problem('conflict', { detail: TEXTS.intoItself });
  const { from: _from, trashedAt: _trashedAt, ...kept } = before;
  const present: Item = isFile(kept) ? withoutWay(kept) : kept;
  try {
    return await underFreeName(before.name, async (name) => {
      const after = placed(present, name, to, folder);
      await move(table, scope, { before, after, around });
      return after;
    });
  } catch (error) {
    throw conditionFailed(error) ? changed(error) : error;
  }
}

/** What lies in a folder, at every depth. */
export interface Inside {
  folders: number;
  files: string[];
}

/** Most that is looked through when a folder is thrown away. */
const MOST_INSIDE = 2000;

/** @throws {Problem} `conflict` when there is too much to look through, or a folder that is not hers to read. */
export async function insideOf(table: Table, scope: Org, folder: string, { closed }: Rooms): Promise<Inside> {
  const inside: Inside = { folders: 0, files: [] };
  const left = [folder];
  for (let place = left.pop(); place; place = left.pop()) {
    const { entries, next } = await entriesIn(table, scope, place, { limit: MOST_INSIDE, position: null });
    for (const { kind, id } of entries) {
      if (closed.has(id)) throw new Problem('conflict', { detail: TEXTS.closedInside });
      if (kind === 'file') inside.files.push(id);
      else left.push(id);
    }
    inside.folders += 1;
    if (next || inside.files.length + inside.folders > MOST_INSIDE) {
      throw new Problem('conflict', { detail: TEXTS.tooMuchInside });
    }
  }
  return { ...inside, folders: inside.folders - 1 };
}

/** Most versions of which a transaction can make sure that no publication shows them. */
const MOST_CHECKED = 80;

/** Documents of a file, the present one first. */
async function documentsHeldBy(table: Table, scope: Org, item: Item): Promise<string[]> {
  if (!isFile(item)) return [];
  const versions = await versionsOf(table, scope, item.id);
  return [...new Set([item.document, ...versions.map(({ document }) => document)])].slice(0, MOST_CHECKED);
}

/** @throws {Problem} `conflict` when a publication shows it, or something in it, or somebody else holds it. */
export async function throwAway({ table, clock }: Stored, member: Member, before: Item): Promise<void> {
  const scope = organisationScopeOf(member);
  if (before.trashedAt) return;
  if (isFile(before)) checkNotLocked(member, before);
  else await checkNothingShown(table, member, before);
  const now = clock();
  const thrown = { from: parentOf(before), trashedAt: now.toISOString() };
  const around = isFile(before) && before.folder !== ROOT ? await folderById(table, scope, before.folder) : undefined;
  const after: Item = isFile(before)
    ? { ...before, ...thrown, folder: TRASH, way: around ? wayOf(around) : [] }
    : // The way to it stays behind that of the trash: who read it there reads it here.
      { ...before, ...thrown, parent: TRASH, trail: [{ id: TRASH, name: TEXTS.trash }, ...before.trail] };
  const act = actFor(member, clock, currentOf(member).organisation, {
    name: 'thrown-away',
    about: { name: before.name },
    details: { kind: isFile(before) ? 'file' : 'folder' },
  });
  try {
    await move(table, scope, {
      before,
      after,
      ttl: timeToLive(now, TRASH_KEPT_FOR),
      until: later(now, TRASH_KEPT_FOR).toISOString(),
      unused: await documentsHeldBy(table, scope, before),
      act,
    });
  } catch (error) {
    // After its own change, its new line and its old one come the documents.
    if (isFile(before) && refusedPart(error) >= 3)
      throw new Problem('conflict', { detail: TEXTS.published(before.name) });
    throw conditionFailed(error) ? changed(error) : error;
  }
}

/** @throws {Problem} `conflict` naming the first file within a folder that a publication shows. */
async function checkNothingShown(table: Table, member: Member, folder: Folder): Promise<void> {
  const scope = organisationScopeOf(member);
  const { files } = await insideOf(table, scope, folder.id, await roomsFor(table, member));
  for (const id of files) {
    const file = await fileById(table, scope, id);
    if (file && (await isShown(table, scope, file.document)))
      throw new Problem('conflict', { detail: TEXTS.published(file.name) });
  }
}

/** Takes an item back to where it lay, or to the top when that is gone. */
export async function takeBack(table: Table, member: Member, before: Item): Promise<Item> {
  if (!before.trashedAt) return before;
  const scope = organisationScopeOf(member);
  const from = before.from ?? ROOT;
  const folder = from === ROOT ? undefined : await folderById(table, scope, from, { consistent: true });
  const isOpen = folder !== undefined && !folder.trashedAt && !isThrownAway(folder.trail);
  return putInto(table, member, before, isOpen ? from : ROOT);
}

/** Erases for good what is in the trash. @throws {Problem} `forbidden` for all but the référent. */
export async function eraseItem({ table, clock }: Stored, member: Member, item: Item): Promise<void> {
  mustMay(member, 'erase-documents', TEXTS.mayNotErase);
  if (!item.trashedAt) throw new Problem('conflict', { detail: TEXTS.changed });
  const act = actFor(member, clock, currentOf(member).organisation, {
    name: 'erased',
    about: { name: item.name },
    details: { kind: isFile(item) ? 'file' : 'folder' },
  });
  try {
    await erase(table, organisationScopeOf(member), item, act);
  } catch (error) {
    throw conditionFailed(error) ? changed(error) : error;
  }
}
