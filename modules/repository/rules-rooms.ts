/** Who reads which folder. Pure: docs/adr/0029-readers-of-folders.md. */
import { type Role, roleMay } from '../../platform/rules.ts';
import type { Folder, Room } from './schema.ts';

/** Folders with readers of their own, in one organisation: all of them are read at each request. */
export const MOST_ROOMS = 30;
/** Persons or services chosen for one folder. */
export const MOST_READERS = 30;

/** Whoever asks, as far as folders look. */
export interface RoomReader {
  id: string;
  role: Role;
  /** Services that she is in, or answers for. */
  units: ReadonlySet<string>;
}

/** A référent answers for all that her organisation holds: no folder is left without anybody. */
export function reads({ id, role, units }: RoomReader, room: Pick<Room, 'readers' | 'units' | 'persons'>): boolean {
  if (roleMay(role, 'manage-organisation')) return true;
  if (room.readers === 'publishers') return roleMay(role, 'publish-outside');
  return room.persons.includes(id) || room.units.some((unit) => units.has(unit));
}

/** A folder and those around it, as far as readers matter. */
export type Placed = Pick<Folder, 'id' | 'trail'>;

/** Folders on the way to what lies in a folder, itself included. */
export const wayOf = ({ id, trail }: Placed): readonly string[] => [...trail.map((step) => step.id), id];

/** True when nothing on that way keeps her out. */
export const isOpen = (closed: ReadonlySet<string>, way: readonly string[]): boolean =>
  !way.some((id) => closed.has(id));

/** The innermost folder on a way that has readers of its own: those who read it read all that is around it too. */
export const roomOn = (rooms: readonly Room[], way: readonly string[]): Room | undefined =>
  [...way].reverse().flatMap((id) => rooms.filter(({ folder }) => folder === id))[0];
