/** Which folders a member may not read, and who reads them: asked anew at each request. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { roleMay } from '../../../platform/rules.ts';
import type { Scope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { ownUnits } from '../../directory/index.ts';
import { holdersOf } from '../../documents/index.ts';
import { isOpen, MOST_ROOMS, reads, type RoomReader, wayOf } from '../rules-rooms.ts';
import { type File, type Folder, ROOT, type Room, type TypedReaders } from '../schema.ts';
import { fileById, folderById, openRoom, roomsIn, saveRoom } from '../store/index.ts';
import { TEXTS } from '../texts.ts';

/** Folders with readers of their own, and those of them that keep somebody out. */
export interface Rooms {
  all: readonly Room[];
  closed: ReadonlySet<string>;
}

const NO_UNITS: ReadonlySet<string> = new Set();

async function withUnits(
  table: Table,
  scope: Scope<'org'>,
  who: Pick<RoomReader, 'id' | 'role'>,
  rooms: readonly Room[],
): Promise<RoomReader> {
  const reader = { ...who, units: NO_UNITS };
  // Services are looked at only when one of them may let her in.
  const mayCount = rooms.some((room) => room.units.length > 0 && !reads(reader, room));
  return mayCount ? { ...reader, units: await ownUnits(table, scope, who.id) } : reader;
}

const whoIs = (member: Member): Pick<RoomReader, 'id' | 'role'> => ({
  id: member.person.id,
  role: currentOf(member).role,
});

const closedAmong = (rooms: readonly Room[], reader: RoomReader): ReadonlySet<string> =>
  new Set(rooms.filter((room) => !reads(reader, room)).map(({ folder }) => folder));

/**
 * As somebody finds them: for what is done in her name. Half a read unit for some ten such folders, and as much for
 * services when one of them is named.
 */
export async function roomsTo(table: Table, scope: Scope<'org'>, who: Pick<RoomReader, 'id' | 'role'>): Promise<Rooms> {
  const all = await roomsIn(table, scope);
  return { all, closed: closedAmong(all, await withUnits(table, scope, who, all)) };
}

/** As she finds them herself. */
export const roomsFor = (table: Table, member: Member): Promise<Rooms> =>
  roomsTo(table, organisationScopeOf(member), whoIs(member));

/** @throws {Problem} `not-found` for a folder that she may not read as for none. */
export function checkMayEnter({ closed }: Rooms, folder: Folder | undefined): void {
  if (folder && !isOpen(closed, wayOf(folder))) throw new Problem('not-found');
}

/** Whether she may read a file. Nothing more is read when no folder keeps her out; else half a unit. */
export async function mayReadFile(
  table: Table,
  scope: Scope<'org'>,
  { closed }: Rooms,
  { folder, way }: Pick<File, 'folder' | 'way'>,
): Promise<boolean> {
  if (closed.size === 0 || folder === ROOT) return true;
  // Thrown away, it is read by those who read it where it lay.
  if (way) return isOpen(closed, way);
  const around = await folderById(table, scope, folder);
  return around !== undefined && isOpen(closed, wayOf(around));
}

/**
 * Whether she may read a document: one of the files that hold it, or what she has just sent. Nothing more is read when
 * no folder keeps her out.
 */
export async function mayReadDocument(table: Table, member: Member, document: string): Promise<boolean> {
  const rooms = await roomsFor(table, member);
  if (rooms.closed.size === 0) return true;
  const scope = organisationScopeOf(member);
  const held = await holdersOf(table, scope, document);
  if (!held) return true;
  if (held.files.length === 0 && held.depositor === member.person.id) return true;
  for (const id of held.files) {
    const file = await fileById(table, scope, id);
    if (file && (await mayReadFile(table, scope, rooms, file))) return true;
  }
  if (held.files.length > 0) return false;
  // On its way: to a folder, or over a file.
  const { folder = ROOT } = held.place ?? {};
  return folder === ROOT || mayReadFile(table, scope, rooms, { folder, way: undefined });
}

/** @throws {Problem} `not-found` for a document that she may not read as for none. */
export async function checkMayRead(table: Table, member: Member, document: string): Promise<void> {
  if (!(await mayReadDocument(table, member, document))) throw new Problem('not-found');
}

/** Folders of her organisation that she may not read: what is found in them is not for her. */
export async function closedFolders(table: Table, member: Member): Promise<ReadonlySet<string>> {
  return (await roomsFor(table, member)).closed;
}

interface RoomDependencies {
  table: Table;
  clock: Clock;
}

/**
 * Says who reads a folder: all those who read what is around it, those who publish, or some persons and services.
 * @throws {Problem} `invalid`, or `stale` when somebody else said so meanwhile.
 */
export async function changeReaders(
  { table, clock }: RoomDependencies,
  member: Member,
  folder: Folder,
  { readers, units, persons, version }: TypedReaders,
): Promise<void> {
  mustMay(member, 'choose-folder-readers', TEXTS.mayNotChooseReaders);
  const scope = organisationScopeOf(member);
  const all = await roomsIn(table, scope);
  const before = all.find((room) => room.folder === folder.id);
  if ((before?.version ?? 0) !== version) throw new Problem('stale', { detail: TEXTS.changed });
  const act = actFor(member, clock, currentOf(member).organisation, {
    name: 'folder-readers-changed',
    about: { name: folder.name },
    details: { readers, kind: 'folder' },
  });
  try {
    if (readers === 'everybody') {
      if (before) await openRoom(table, scope, folder.id, version, act);
      return;
    }
    if (!before && all.length >= MOST_ROOMS) throw refuseField('lecteurs', TEXTS.tooManyRooms);
    const chosen = readers === 'chosen' ? { units, persons } : { units: [], persons: [] };
    const room: Room = { folder: folder.id, readers, ...chosen, version: version + 1 };
    await checkStaysIn(table, member, room);
    await saveRoom(table, scope, room, version, act);
  } catch (error) {
    throw conditionFailed(error) ? new Problem('stale', { detail: TEXTS.changed, cause: error }) : error;
  }
}

/** @throws {Problem} `invalid` when nobody is chosen, or when she would shut herself out. */
async function checkStaysIn(table: Table, member: Member, room: Room): Promise<void> {
  if (room.readers === 'chosen' && room.units.length + room.persons.length === 0) {
    throw refuseField('personnes', TEXTS.nobodyChosen);
  }
  const { role } = currentOf(member);
  if (roleMay(role, 'manage-organisation')) return;
  const she = await withUnits(table, organisationScopeOf(member), whoIs(member), [room]);
  if (!reads(she, room)) throw refuseField('personnes', TEXTS.shutsHerselfOut);
}
