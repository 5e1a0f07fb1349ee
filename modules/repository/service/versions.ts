/** Versions of a file, and who holds it while she changes it. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed } from '../../../platform/table.ts';
import type { File } from '../schema.ts';
import { putVersion, setLock, versionOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { fileOf } from './filing.ts';
import { checkMaySort, personOf, type Stored } from './places.ts';

/** @throws {Problem} `conflict` when somebody else holds the file. */
export function checkNotLocked(member: Member, { lock }: Pick<File, 'lock'>): void {
  if (lock && lock.id !== member.person.id) throw new Problem('conflict', { detail: TEXTS.lockedBy(lock.name) });
}

/** A file that may be changed. @throws {Problem} `not-found`, `forbidden`, or `conflict` with the reason. */
async function openFile({ table }: Stored, member: Member, id: string): Promise<File> {
  checkMaySort(member);
  const file = await fileOf(table, member, id, { consistent: true });
  if (file.trashedAt) throw new Problem('conflict', { detail: TEXTS.inTrash });
  return file;
}

const orChanged = (error: unknown): unknown =>
  conditionFailed(error) ? new Problem('stale', { detail: TEXTS.changed, cause: error }) : error;

/** Takes the content of an older version again: as a new one, so that nothing is lost. */
export async function restoreVersion(deps: Stored, member: Member, id: string, number: number): Promise<File> {
  const scope = organisationScopeOf(member);
  const file = await openFile(deps, member, id);
  checkNotLocked(member, file);
  const older = await versionOf(deps.table, scope, id, number);
  if (!older) throw new Problem('not-found');
  // Pressed twice, or the present one already.
  if (older.document === file.document) return file;
  const { document, size, type, pages } = older;
  const at = deps.clock().toISOString();
  const last = file.last + 1;
  const version = { number: last, document, size, type, pages, by: personOf(member), at, note: '', restored: number };
  try {
    await putVersion(deps.table, scope, file, version, { isNew: false });
  } catch (error) {
    throw orChanged(error);
  }
  return { ...file, number: last, last };
}

/** Holds a file for oneself. Nobody else may then put a new version or throw it away. */
export async function takeLock(deps: Stored, member: Member, id: string): Promise<void> {
  const file = await openFile(deps, member, id);
  checkNotLocked(member, file);
  if (file.lock) return;
  const lock = { ...personOf(member), at: deps.clock().toISOString() };
  try {
    await setLock(deps.table, organisationScopeOf(member), file, lock);
  } catch (error) {
    throw orChanged(error);
  }
}

/** Gives a file back; the référent may do it for another, which the journal keeps. */
export async function releaseLock(deps: Stored, member: Member, id: string): Promise<void> {
  const file = await openFile(deps, member, id);
  const { lock } = file;
  if (!lock) return;
  const isForced = lock.id !== member.person.id;
  if (isForced) mustMay(member, 'erase-documents', TEXTS.mayNotErase);
  const act = isForced
    ? actFor(member, deps.clock, currentOf(member).organisation, {
        name: 'lock-forced',
        about: { name: file.name },
        details: { kind: 'file', holder: lock.name },
      })
    : undefined;
  try {
    await setLock(deps.table, organisationScopeOf(member), file, undefined, act);
  } catch (error) {
    throw orChanged(error);
  }
}
