/** Where things may lie: folders made, found, and the way to them. */
import { type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { idOf, newId } from '../../../platform/ids.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopeId } from '../../../platform/scope.ts';
import { conditionFailed, type Table, TransactionRefused } from '../../../platform/table.ts';
import { isOpen, wayOf } from '../rules-rooms.ts';
import { DEEPEST, MOST_NAMESAKES, numbered } from '../rules.ts';
import { type Folder, type Person, ROOT, type Step } from '../schema.ts';
import { createFolder, folderById, isThrownAway } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { checkMayEnter, type Rooms, roomsFor } from './rooms.ts';

export interface Stored {
  table: Table;
  clock: Clock;
}

type Org = Scope<'org'>;

export const personOf = ({ person }: Member): Person => ({
  id: person.id,
  name: `${person.firstName} ${person.lastName}`.trim(),
});

/** @throws {Problem} `forbidden` when her role only lets her read. */
export const checkMaySort = (member: Member): void => mustMay(member, 'deposit-documents', TEXTS.mayNotSort);

/** @throws {Problem} `not-found` for a folder that she may not read as for none. */
export async function folderOf({ table }: Pick<Stored, 'table'>, member: Member, id: string): Promise<Folder> {
  return (await folderAndRooms({ table }, member, id)).folder;
}

/** The same, with what else she may not read. */
export async function folderAndRooms(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  id: string,
): Promise<{ folder: Folder; rooms: Rooms }> {
  const [folder, rooms] = await Promise.all([
    folderById(table, organisationScopeOf(member), id),
    roomsFor(table, member),
  ]);
  if (!folder) throw new Problem('not-found');
  checkMayEnter(rooms, folder);
  return { folder, rooms };
}

/** The way down to what lies in a place. */
export const wayInto = (folder: Folder | undefined): readonly Step[] =>
  folder ? [...folder.trail, { id: folder.id, name: folder.name }] : [];

/**
 * A place where she may put something: undefined for the top.
 * @throws {Problem} `conflict` when it is gone, in the trash, not for her to read, or too deep for one more folder
 *   (`forFolder`).
 */
export async function openPlace(
  table: Table,
  member: Member,
  id: string,
  { forFolder = false } = {},
): Promise<Folder | undefined> {
  if (id === ROOT) return undefined;
  const [folder, { closed }] = await Promise.all([
    folderById(table, organisationScopeOf(member), id, { consistent: true }),
    roomsFor(table, member),
  ]);
  if (!folder || folder.trashedAt || isThrownAway(folder.trail) || !isOpen(closed, wayOf(folder))) {
    throw new Problem('conflict', { detail: TEXTS.folderGone });
  }
  if (forFolder && folder.trail.length + 1 >= DEEPEST) throw new Problem('conflict', { detail: TEXTS.tooDeep });
  return folder;
}

/** Which of a refused transaction's parts was refused by its condition; -1 for another error. */
export const refusedPart = (error: unknown): number =>
  error instanceof TransactionRefused ? error.codes.indexOf('ConditionalCheckFailed') : -1;

/**
 * Tries a name, then « name (2) », until one is free in its place: `attempt` throws with the second part refused when it
 * is taken.
 * @throws {Problem} `conflict` when too many bear it.
 */
export async function underFreeName<Result>(name: string, attempt: (name: string) => Promise<Result>): Promise<Result> {
  for (let number = 1; number <= MOST_NAMESAKES; number += 1) {
    try {
      return await attempt(numbered(name, number));
    } catch (error) {
      if (refusedPart(error) !== 1) throw error;
    }
  }
  throw new Problem('conflict', { detail: TEXTS.tooManyNamesakes });
}

/** Makes a folder. Posted twice with the same `id`, it is made once. */
export async function makeFolder(
  { table, clock }: Stored,
  member: Member,
  { id, name, parent }: { id?: string | undefined; name: string; parent: string },
): Promise<Folder> {
  checkMaySort(member);
  const scope = organisationScopeOf(member);
  const around = await openPlace(table, member, parent, { forFolder: true });
  const now = clock();
  const folder: Folder = {
    id: id ?? newId('fol', now),
    name,
    parent,
    trail: wayInto(around),
    version: 1,
    by: personOf(member),
    createdAt: now.toISOString(),
  };
  try {
    await createFolder(table, scope, folder);
  } catch (error) {
    const part = refusedPart(error);
    if (part === 0) return folderOf({ table }, member, folder.id);
    if (part === 1) throw refuseField('nom', TEXTS.nameTaken);
    if (conditionFailed(error)) throw new Problem('conflict', { detail: TEXTS.folderGone, cause: error });
    throw error;
  }
  return folder;
}

/** The folder of what is sent from publishing forms, made when it is first needed. Thrown away, it stays so: `undefined`. */
export async function publicationsFolder(
  table: Table,
  scope: Org,
  { by, at }: { by: Person; at: string },
): Promise<string | undefined> {
  const id = idOf('fol', `publications of ${scopeId(scope)}`);
  const present = await folderById(table, scope, id);
  if (present) return present.trashedAt ? undefined : id;
  const folder: Folder = { id, name: TEXTS.publications, parent: ROOT, trail: [], version: 1, by, createdAt: at };
  try {
    await underFreeName(folder.name, (name) => createFolder(table, scope, { ...folder, name }));
  } catch (error) {
    // Another document made it at the same moment.
    if (refusedPart(error) !== 0) throw error;
  }
  return id;
}
