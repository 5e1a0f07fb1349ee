/** Folders that only some members may read: few, side by side, so that one query says all of them. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import type { Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { type Room, ROOM_READERS } from '../schema.ts';
import { memberEntity } from '../../organisations/index.ts';
import { repositoryEntities } from './entities.ts';

type Org = Scope<'org'>;
const text = { type: 'string', required: true } as const;

const roomModel = {
  model: entityNamed('folder-readers'),
  attributes: {
    scope: scopeAttribute,
    folder: text,
    readers: { type: ROOM_READERS, required: true },
    /** Services and persons, when they were chosen one by one. */
    units: { type: 'list', items: { type: 'string' }, required: true },
    persons: { type: 'list', items: { type: 'string' }, required: true },
    version: { type: 'number', required: true },
    /** Set when its folder is gone for good: what was in it may still be in the trash. */
    ttl: { type: 'number' },
  },
  indexes: { primary: inScope(['folder'], 'readers#${folder}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    room: new Entity(roomModel, options),
    folder: repositoryEntities(table).folder,
    member: memberEntity(table),
    act: actEntity(table),
  };
});

/** How the stream calls the readers of a folder. */
export const ROOM_ENTITY = roomModel.model.entity;

/** All folders of an organisation that not everybody reads. Half a read unit for some ten of them. */
export async function roomsIn(table: Table, scope: Org, { consistent = false } = {}): Promise<Room[]> {
  const { data } = await entities(table).room.query.primary({ scope }).go({ pages: 'all', consistent });
  return data.map(({ scope: _scope, ttl: _ttl, ...room }) => room);
}

/**
 * Says who reads a folder. Refused when somebody else said so since `before`, when the folder is gone, and when somebody
 * among them is no longer a member: should she come back, she reads what she is given then.
 */
export async function saveRoom(
  table: Table,
  scope: Org,
  room: Room,
  before: number,
  act: ActItem | undefined,
): Promise<void> {
  const item = { scope, ...room, units: [...room.units], persons: [...room.persons] };
  await committed(
    createWriteTransaction(entities(table), (e) => [
      before === 0
        ? e.room.create(item).commit()
        : e.room
            .put(item)
            .where(({ version }, { eq }) => eq(version, before))
            .commit(),
      e.folder
        .check({ scope, id: room.folder })
        .where(({ name, trashedAt }, { exists, notExists }) => `${exists(name)} AND ${notExists(trashedAt)}`)
        .commit(),
      ...room.persons.map((person) =>
        e.member
          .check({ scope, person })
          .where(({ since }, { exists }) => exists(since))
          .commit(),
      ),
      ...(act ? [e.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Lets everybody read a folder that its own readers read until now. Refused when somebody else changed them. */
export async function openRoom(table: Table, scope: Org, folder: string, before: number, act: ActItem): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.room
        .delete({ scope, folder })
        .where(({ version }, { eq }) => eq(version, before))
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** The readers of a folder that is gone are forgotten with what was thrown away out of it. May run twice. */
export async function forgetRoom(table: Table, scope: Org, folder: string, ttl: number): Promise<void> {
  try {
    await entities(table).room.patch({ scope, folder }).set({ ttl }).go();
  } catch (error) {
    // Everybody read it.
    if (!conditionFailed(error)) throw error;
  }
}

/** Puts somebody in the place of another, or of nobody, among the readers of a folder. Refused when they have changed. */
export async function replaceReader(table: Table, scope: Org, room: Room, persons: readonly string[]): Promise<void> {
  await entities(table)
    .room.patch({ scope, folder: room.folder })
    .set({ persons: [...persons], version: room.version + 1 })
    .where(({ version }, { eq }) => eq(version, room.version))
    .go();
}
