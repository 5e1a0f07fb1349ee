/** The room of an organisation: what its files on their way keep of it. See docs/access-patterns/repository.md. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import type { Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table, wasInTheWay } from '../../../platform/table.ts';
import type { AwaitedDocument } from '../../documents/index.ts';
import { holdingsEntity, repositoryEntities, type Writing } from './entities.ts';

type Org = Scope<'org'>;

/** That the room kept for a file was given back: what tells so may tell it twice. */
const givenBackModel = {
  model: entityNamed('room-given-back'),
  attributes: {
    scope: scopeAttribute,
    document: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['document'], 'room#${document}') },
} as const;

const entities = perTable((table) => ({
  givenBack: new Entity(givenBackModel, { client: table.client, table: table.name }),
  holdings: holdingsEntity(table),
}));

/** A place that keeps room, in bytes. */
export type KeptPlace = AwaitedDocument & { kept: number };

/** What is held, as it was seen, and how much may be awaited beside it. In bytes. */
export interface RoomSeen {
  bytes: number;
  most: number;
}

/**
 * In a transaction, last: keeps a place for a file, and its bytes. Refused when the organisation holds more than was
 * seen, or awaits too much already: two at the same moment are both counted.
 */
export const placeKept = (
  e: Pick<Writing, 'document' | 'holdings'>,
  scope: Org,
  awaited: KeptPlace,
  room: RoomSeen,
) => [
  e.document.create({ ...awaited, scope, state: 'awaited' }).commit(),
  e.holdings
    .upsert({ scope })
    .add({ files: 0, bytes: 0, awaited: awaited.kept })
    .where(
      ({ bytes, awaited: present }, { notExists, lte }) =>
        `(${notExists(bytes)} OR ${lte(bytes, room.bytes)}) AND (${notExists(present)} OR ${lte(present, room.most)})`,
    )
    .commit(),
];

/** Refused as {@link placeKept}. */
export async function keepPlaceIn(table: Table, scope: Org, awaited: KeptPlace, room: RoomSeen): Promise<void> {
  await committed(
    createWriteTransaction(repositoryEntities(table), (e) => [...placeKept(e, scope, awaited, room)]).go(),
  );
}

/**
 * Gives back the room that was kept for a file, once: it is counted with what the organisation holds by now, or does
 * not come.
 */
export async function giveRoomBack(
  table: Table,
  scope: Org,
  { document, kept, ttl }: { document: string; kept: number; ttl: number },
): Promise<void> {
  try {
    await committed(
      createWriteTransaction(entities(table), (e) => [
        e.givenBack.create({ scope, document, ttl }).commit(),
        e.holdings.upsert({ scope }).add({ files: 0, bytes: 0, awaited: -kept }).commit(),
      ]).go(),
    );
  } catch (error) {
    // Told before.
    if (!conditionFailed(error) || wasInTheWay(error)) throw error;
  }
}

/** A place that waits for its file. */
export interface Waiting {
  id: string;
  kept: number | undefined;
}

/** Half a read unit, twice as it is read consistently. @returns nothing for another's as for none. */
export async function waitingFrom(
  table: Table,
  scope: Org,
  { id, depositor }: { id: string; depositor: string },
): Promise<Waiting | 'come' | undefined> {
  const { data } = await repositoryEntities(table).document.get({ scope, id }).go({ consistent: true });
  if (data?.depositor.id !== depositor) return undefined;
  return data.state === 'awaited' ? { id, kept: data.kept } : 'come';
}

/** Places that keep room past their time, as the table takes a while to forget them: those kept after `since`, an id. */
export async function overdueSince(
  table: Table,
  scope: Org,
  { since, now }: { since: string; now: number },
): Promise<Waiting[]> {
  const { data } = await repositoryEntities(table)
    .document.query.primary({ scope })
    .gt({ id: since })
    .where(
      ({ state, kept, ttl }, { eq, exists, lt }) => `${eq(state, 'awaited')} AND ${exists(kept)} AND ${lt(ttl, now)}`,
    )
    .go({ pages: 1 });
  return data.map(({ id, kept }) => ({ id, kept }));
}

/** @returns false when its file has come meanwhile. */
export async function forgetPlace(table: Table, scope: Org, id: string): Promise<boolean> {
  try {
    await repositoryEntities(table)
      .document.remove({ scope, id })
      .where(({ state }, { eq }) => eq(state, 'awaited'))
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
