/** Templates: files of one folder, from which others are begun. */
import { type Member, organisationScopeOf } from '../../../platform/actor.ts';
import { idOf } from '../../../platform/ids.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { type Scope, scopeId } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { withExtensionOf } from '../rules.ts';
import { type EntryCard, type File, type Folder, ROOT } from '../schema.ts';
import { createFolder, entriesIn, folderById, isFile, isThrownAway } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { copyInto } from './choice.ts';
import { itemOf } from './items.ts';
import { checkMaySort, openPlace, personOf, refusedPart, type Stored, underFreeName } from './places.ts';
import { checkMayEnter, roomsFor } from './rooms.ts';

/** The one folder whose files are templates: renamed or moved, it still is. */
const templatesId = (scope: Scope<'org'>): string => idOf('fol', `templates of ${scopeId(scope)}`);

/** Templates shown to choose from. */
const MOST_SHOWN = 50;

export interface Templates {
  /** Undefined until it is made. */
  folder: Folder | undefined;
  isThrownAway: boolean;
  files: EntryCard[];
}

/** Two read units. */
export async function templatesFor(table: Table, member: Member): Promise<Templates> {
  const scope = organisationScopeOf(member);
  const id = templatesId(scope);
  const [folder, rooms, { entries }] = await Promise.all([
    folderById(table, scope, id),
    roomsFor(table, member),
    entriesIn(table, scope, id, { limit: MOST_SHOWN, position: null }),
  ]);
  checkMayEnter(rooms, folder);
  const isThrown = folder !== undefined && (folder.trashedAt !== undefined || isThrownAway(folder.trail));
  return { folder, isThrownAway: isThrown, files: isThrown ? [] : entries.filter(({ kind }) => kind === 'file') };
}

/** Makes the folder of templates, at the top. Asked twice, it is made once. */
export async function makeTemplatesFolder({ table, clock }: Stored, member: Member): Promise<string> {
  checkMaySort(member);
  const scope = organisationScopeOf(member);
  const id = templatesId(scope);
  const at = clock().toISOString();
  const folder = { id, parent: ROOT, trail: [], version: 1, by: personOf(member), createdAt: at };
  try {
    await underFreeName(TEXTS.templates, (name) => createFolder(table, scope, { ...folder, name }));
  } catch (error) {
    if (refusedPart(error) !== 0) throw error;
  }
  return id;
}

/**
 * Begins a file from a template: the same content, under another name, in the folder where she was.
 * @throws {Problem} `not-found` for what is no template.
 */
export async function startFrom(
  deps: Stored,
  member: Member,
  { template, name, folder }: { template: string; name: string; folder: string },
): Promise<File> {
  checkMaySort(member);
  const item = await itemOf(deps.table, member, template);
  if (!isFile(item) || item.folder !== templatesId(organisationScopeOf(member))) throw new Problem('not-found');
  if (!name) throw refuseField('nom', TEXTS.nameNeeded);
  await openPlace(deps.table, member, folder);
  const note = `D’après le modèle « ${item.name} »`;
  return copyInto(deps, member, item, { to: folder, name: withExtensionOf(name, item.name), note });
}
