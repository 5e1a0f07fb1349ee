/**
 * What follows from changes of folders and files. Folders within one that moved are led to anew; what a file that is
 * gone held goes too, unless something else holds it. Everything here may happen twice.
 */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { organisationScope } from '../../platform/scope.ts';
import { type Table } from '../../platform/table.ts';
import { TRASH_KEPT_FOR } from './rules.ts';
import { FILE_ENTITY, FOLDER_ENTITY, forgetRoom, leadTo, letGo, removeWhatLiesIn } from './store/index.ts';

const inOrganisation = z
  .string()
  .startsWith('org#')
  .transform((scope) => organisationScope(scope.slice('org#'.length)));
const step = z.object({ id: z.string(), name: z.string() });
const folder = z.object({ scope: inOrganisation, id: z.string(), name: z.string(), trail: z.array(step) });
const file = z.object({ scope: inOrganisation, id: z.string() });

const sameWay = (one: z.infer<typeof folder>, other: z.infer<typeof folder>): boolean =>
  one.name === other.name && JSON.stringify(one.trail) === JSON.stringify(other.trail);

export interface RepositoryChangeDeps {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'remove'>;
}

export async function onRepositoryChange(
  { entity, kind, before, after }: Change,
  { table, files, clock }: RepositoryChangeDeps,
): Promise<void> {
  if (entity === FOLDER_ENTITY && kind === 'modify') {
    const present = folder.parse(after);
    if (!sameWay(folder.parse(before), present)) await leadTo(table, present.scope, present);
  }
  if (entity === FOLDER_ENTITY && kind === 'remove') {
    const gone = folder.parse(before);
    await forgetRoom(table, gone.scope, gone.id, timeToLive(clock(), TRASH_KEPT_FOR + DAY));
    await removeWhatLiesIn(table, gone.scope, gone.id);
  }
  if (entity === FILE_ENTITY && kind === 'remove') {
    const gone = file.parse(before);
    await letGo(table, gone.scope, gone.id, (key) => files.remove(key));
  }
}
