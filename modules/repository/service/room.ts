/**
 * How much of its room an organisation has left, and files on their way that keep theirs: from members, whole or in
 * parts, and by links. Given back once it is known what a file is, or that it does not come.
 */
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Change } from '../../../platform/changes.ts';
import { type Clock, DAY, timeToLive } from '../../../platform/clock.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { idAt } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope, type Scope } from '../../../platform/scope.ts';
import { conditionFailed, type Table, wasInTheWay } from '../../../platform/table.ts';
import { forgetPlace, giveRoomBack, holdingsOf, overdueSince, type RoomSeen, type Waiting } from '../store/index.ts';
import { TEXTS } from '../texts.ts';

type Org = Scope<'org'>;

export interface RoomDependencies {
  table: Table;
  clock: Clock;
  /** Bytes that an organisation's documents may take. */
  quota: number;
}

/** What there is of an organisation's room. In bytes. */
export interface Room {
  /** What its files take. */
  bytes: number;
  /** What those that are on their way keep. */
  awaited: number;
  left: number;
}

/** One read unit. */
async function roomIn({ table, quota }: RoomDependencies, scope: Org): Promise<Room> {
  const { bytes = 0, awaited = 0 } = (await holdingsOf(table, scope, { consistent: true })) ?? {};
  return { bytes, awaited, left: quota - bytes - awaited };
}

/** Times that a place is tried for when the organisation's files change meanwhile, and the pause after. In milliseconds. */
const TRIES = 8;
const PAUSE = 20;

/** No file is sent longer than this after its place was kept, and the table forgets within two days of its time. */
const LONGEST_HELD = 3 * DAY;

/** Longer than a change may be told again. */
const REMEMBERED_FOR = 7 * DAY;

/**
 * Keeps a place with as much of the organisation's room as its file may take, so that files that come side by side
 * cannot take more than there is.
 * @param file.size in bytes; without script it is not known: those of the largest file, or all that is left.
 * @param write keeps the place, in a transaction that ends with `placeKept`.
 * @param refused what is said when the file does not fit.
 * @returns how many bytes.
 * @throws {Problem} `conflict` when it does not fit, or when too much comes at this very moment.
 */
export async function keepRoom(
  deps: RoomDependencies,
  scope: Org,
  { size, largest = LARGEST_FILE }: { size?: number | undefined; largest?: number },
  write: (kept: number, room: RoomSeen) => Promise<void>,
  refused: (room: Room) => string,
): Promise<number> {
  let isSwept = false;
  for (let tries = 1; ; tries += 1) {
    const room = await roomIn(deps, scope);
    const { bytes, awaited, left } = room;
    const kept = size ?? Math.min(largest, left);
    if (kept <= 0 || kept > left) {
      // What is kept past its time may be just what is missing.
      const mayFit = !isSwept && awaited > 0 && left + awaited >= (size ?? 1);
      isSwept = true;
      if (mayFit && (await sweep(deps, scope))) continue;
      throw new Problem('conflict', { detail: refused(room) });
    }
    try {
      await write(kept, { bytes, most: deps.quota - bytes - kept });
      return kept;
    } catch (error) {
      if (!conditionFailed(error)) throw error;
      // Others were faster, and there may be room all the same.
      if (tries === TRIES) throw new Problem('conflict', { detail: TEXTS.manyAtOnce, cause: error });
      if (wasInTheWay(error)) await wait(PAUSE * tries * (0.5 + Math.random()));
    }
  }
}

/** Forgets a place whose file has not come, and gives its room back. @returns false when it has come meanwhile. */
export async function giveUpPlace(
  { table, clock }: Pick<RoomDependencies, 'table' | 'clock'>,
  scope: Org,
  { id, kept }: Waiting,
): Promise<boolean> {
  if (!(await forgetPlace(table, scope, id))) return false;
  if (kept) await giveRoomBack(table, scope, { document: id, kept, ttl: timeToLive(clock(), REMEMBERED_FOR) });
  return true;
}

/** Places kept past their time give their room back. @returns whether there were any. */
async function sweep(deps: RoomDependencies, scope: Org): Promise<boolean> {
  const now = deps.clock();
  const since = idAt('doc', new Date(now.getTime() - LONGEST_HELD));
  const overdue = await overdueSince(deps.table, scope, { since, now: timeToLive(now, 0) });
  for (const one of overdue) await giveUpPlace(deps, scope, one);
  return overdue.length > 0;
}

const sent = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  id: z.string(),
  state: z.string(),
  kept: z.number().optional(),
});

/** Found good, a file counts with what its organisation holds; refused, or never come, it takes no room. */
export async function onRoomChange(
  { entity, kind, before, after }: Change,
  { table, clock }: Pick<RoomDependencies, 'table' | 'clock'>,
): Promise<void> {
  if (entity !== 'document' || kind === 'insert') return;
  const was = sent.parse(before);
  if (!was.kept) return;
  const state = kind === 'remove' ? undefined : sent.parse(after).state;
  const isKnown = state === undefined ? was.state === 'awaited' : state === 'ready' || state === 'refused';
  if (!isKnown || state === was.state) return;
  const ttl = timeToLive(clock(), REMEMBERED_FOR);
  await giveRoomBack(table, was.scope, { document: was.id, kept: was.kept, ttl });
}
