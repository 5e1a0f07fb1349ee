/** Several files and folders at once, as far as somebody may read them. */
import { type Member, organisationScopeOf } from '../../../platform/actor.ts';
import type { Table } from '../../../platform/table.ts';
import { isOpen, wayOf } from '../rules-rooms.ts';
import { kindOf, ROOT } from '../schema.ts';
import { filesTogether, foldersTogether } from '../store/index.ts';
import { roomsFor } from './rooms.ts';

/**
 * Of these, those that she may read, in the trash too; not those that are gone for good. Nothing more is read when no
 * folder keeps her out; else half a unit each, and as much for the folder of each file.
 */
export async function readableAmong(
  table: Table,
  member: Member,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return (await sortedOut(table, member, ids)).readable;
}

/** Of these, whether one is still there and she may not read it. The same reads. */
export async function isClosedAmong(table: Table, member: Member, ids: readonly string[]): Promise<boolean> {
  const { there, readable } = await sortedOut(table, member, ids);
  return there.some((id) => !readable.has(id));
}

async function sortedOut(
  table: Table,
  member: Member,
  ids: readonly string[],
): Promise<{ there: readonly string[]; readable: ReadonlySet<string> }> {
  const { closed } = await roomsFor(table, member);
  const asked = [...new Set(ids)];
  if (closed.size === 0) return { there: asked, readable: new Set(asked) };
  const scope = organisationScopeOf(member);
  const isFile = (id: string): boolean => kindOf(id) === 'file';
  const files = await filesTogether(table, scope, asked.filter(isFile));
  const around = files.filter(({ way, folder }) => !way && folder !== ROOT).map(({ folder }) => folder);
  const wanted = new Set([...asked.filter((id) => !isFile(id)), ...around]);
  const folders = await foldersTogether(table, scope, [...wanted]);
  const open = new Set(folders.filter((folder) => isOpen(closed, wayOf(folder))).map(({ id }) => id));
  const readable = files.filter(({ way, folder }) => (way ? isOpen(closed, way) : folder === ROOT || open.has(folder)));
  return {
    there: [...files, ...folders].map(({ id }) => id).filter((id) => asked.includes(id)),
    readable: new Set([...readable.map(({ id }) => id), ...asked.filter((id) => open.has(id))]),
  };
}
