/** What a link opens, for whoever holds it: found, its password asked for, looked into. */
import { roleMay } from '../../../platform/rules.ts';
import { type Clock, timeToLive } from '../../../platform/clock.ts';
import { onBehalfOf } from '../../../platform/confinement.ts';
import type { DepositFiles } from '../../../platform/deposits.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { countUpTo } from '../../../platform/quota.ts';
import { organisationScope, type Scope } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { hashToken, sameSecret } from '../../../platform/tokens.ts';
import { fileLink, readyDocument } from '../../documents/index.ts';
import { memberOf, organisationNamed } from '../../organisations/index.ts';
import {
  entriesIn,
  type EntryCard,
  type File,
  fileById,
  type Folder,
  folderById,
  foldersAround,
  kindOf,
  noteOpening,
  type Rooms,
  roomsTo,
} from '../../repository/index.ts';
import { isPassword } from '../password.ts';
import { ENTERED_FOR, stateOf, TRIES_FROM_PLACE, TRIES_OF_LINK } from '../rules.ts';
import type { SharedLink } from '../schema.ts';
import { countOpening, linkById, placeOfToken } from '../store.ts';
import { TEXTS } from '../texts.ts';

export interface OpeningDeps {
  table: Table;
  clock: Clock;
  signer: Signer;
  files: Pick<DepositFiles, 'link' | 'deposit'>;
}

/** A link that opens, and of which organisation it is. */
export interface Opened {
  link: SharedLink;
  scope: Scope<'org'>;
  organisation: string;
  /** Folders with readers of their own, and those of them that keep whoever answers for the link out. */
  rooms: Rooms;
}

/** The same for every reason: whoever guesses learns nothing. */
export const gone = (cause?: unknown): Problem => new Problem('gone', { detail: TEXTS.gone, cause });

/**
 * Does something with what a link opens, on behalf of the organisation that it names and of no other.
 * @throws {Problem} `gone` for a token that was never given, for a link that is over or withdrawn, or when whoever
 * answers for it may no longer give links. What she may no longer read is gone too, once it is looked for.
 */
export async function throughLink<Result>(
  deps: Pick<OpeningDeps, 'table' | 'clock'>,
  token: string,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const hash = hashToken(token);
  const place = await placeOfToken(deps.table, hash);
  if (!place) throw gone();
  return onBehalfOf(place.siren, async () => {
    const scope = organisationScope(place.siren);
    const link = await linkById(deps.table, scope, place.id);
    if (!link || !sameSecret(link.hash, hash) || stateOf(link, deps.clock()) !== 'open') throw gone();
    const [organisation, maker] = await Promise.all([
      organisationNamed(deps.table, scope),
      memberOf(deps.table, scope, link.by.id),
    ]);
    if (!maker || !roleMay(maker.role, 'share-by-links')) throw gone();
    const rooms = await roomsTo(deps.table, scope, { id: link.by.id, role: maker.role });
    // A suspended organisation may be read; nothing new is added to it.
    if (!organisation || organisation.hasLeft) throw gone();
    if (organisation.isSuspended && link.kind === 'deposit') throw gone();
    return work({ link, scope, organisation: organisation.name, rooms });
  });
}

/** Proves for a while that its holder gave the password: signed, and of this very password. */
const enteredText = ({ id, password }: SharedLink, until: number): string => `${id}:${password?.salt ?? ''}:${until}`;

/** Of the browser; `__Host-`: of this site alone, and never without encryption. */
export const cookieOf = ({ id }: Pick<SharedLink, 'id'>): string => `__Host-lien-${id.slice(-12)}`;

export async function isEntered(
  { signer, clock }: Pick<OpeningDeps, 'signer' | 'clock'>,
  link: SharedLink,
  cookie: string | undefined,
): Promise<boolean> {
  if (!link.password) return true;
  const [, until = '', signature = ''] = /^(\d{1,12})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (Number(until) * 1000 <= clock().getTime()) return false;
  return signer.verify('link', enteredText(link, Number(until)), signature);
}

/**
 * Checks a password, a bounded number of times.
 * @returns the value of the cookie that says so, and its end.
 * @throws {Problem} `invalid` for a wrong one, `too-many`.
 */
export async function enter(
  { table, signer, clock }: Pick<OpeningDeps, 'table' | 'signer' | 'clock'>,
  link: SharedLink,
  { password, from }: { password: string; from: string },
): Promise<{ value: string; expires: Date }> {
  const now = clock();
  const [hour, day] = [now.toISOString().slice(0, 13), now.toISOString().slice(0, 10)];
  const inTime =
    (await countUpTo(table, now, { name: `link-tries:${link.id}:${from}:${hour}`, ...TRIES_FROM_PLACE })) &&
    (await countUpTo(table, now, { name: `link-tries:${link.id}:${day}`, ...TRIES_OF_LINK }));
  if (!inTime) throw new Problem('too-many', { detail: TEXTS.tooManyTries });
  if (link.password && !(await isPassword(password, link.password))) {
    throw refuseField('motdepasse', TEXTS.wrongPassword);
  }
  const until = timeToLive(now, ENTERED_FOR);
  const signature = await signer.sign('link', enteredText(link, until));
  return { value: `${until}.${signature}`, expires: new Date(until * 1000) };
}

export const opened = (deps: Pick<OpeningDeps, 'table' | 'clock'>, { link, scope }: Opened): Promise<void> =>
  countOpening(deps.table, scope, link.id, deps.clock().toISOString());

/** Whether whoever answers for the link may read a place: nobody reads by a link what its maker is shut out of. */
const isOpenToMaker = ({ rooms }: Opened, around: readonly Folder[]): boolean =>
  !around.some(({ id }) => rooms.closed.has(id));

/** A folder within what was given that has readers of its own was not given with it. */
const isApart = ({ rooms }: Opened, id: string): boolean => rooms.all.some(({ folder }) => folder === id);

/**
 * Whether a place is what the link leads to, or within it, and not in the trash: each folder on the way is looked at
 * as it is now, so that what was moved out, or thrown away, is no longer behind the link.
 */
async function isBehind(table: Table, behind: Opened, place: string): Promise<boolean> {
  try {
    const around = await foldersAround(table, behind.scope, place);
    const target = around.findIndex(({ id }) => id === behind.link.target.id);
    return (
      target >= 0 && isOpenToMaker(behind, around) && !around.slice(0, target).some(({ id }) => isApart(behind, id))
    );
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** The folder that a link leads to, or one within it. @throws {Problem} `not-found` for any other. */
export async function folderBehind({ table }: Pick<OpeningDeps, 'table'>, behind: Opened, id: string): Promise<Folder> {
  const folder = (await isBehind(table, behind, id)) ? await folderById(table, behind.scope, id) : undefined;
  if (!folder) throw new Problem('not-found');
  return folder;
}

/** The file that a link leads to, or one within its folder. @throws {Problem} `not-found` for any other. */
export async function fileBehind({ table }: Pick<OpeningDeps, 'table'>, behind: Opened, id: string): Promise<File> {
  const file = await fileById(table, behind.scope, id, { consistent: true });
  if (!file || file.trashedAt) throw new Problem('not-found');
  if (kindOf(behind.link.target.id) === 'folder') {
    if (!(await isBehind(table, behind, file.folder))) throw new Problem('not-found');
    return file;
  }
  if (id !== behind.link.target.id) throw new Problem('not-found');
  // A file stays where it was when its folder is thrown away.
  const around = await foldersAround(table, behind.scope, file.folder).catch((error: unknown) => {
    throw error instanceof Problem ? new Problem('not-found', { cause: error }) : error;
  });
  if (!isOpenToMaker(behind, around)) throw new Problem('not-found');
  return file;
}

/** What the link itself leads to: gone with it. */
export async function targetOf(
  deps: Pick<OpeningDeps, 'table'>,
  behind: Opened,
): Promise<{ file: File } | { folder: Folder }> {
  const { id } = behind.link.target;
  try {
    return kindOf(id) === 'file'
      ? { file: await fileBehind(deps, behind, id) }
      : { folder: await folderBehind(deps, behind, id) };
  } catch (error) {
    throw error instanceof Problem ? gone(error) : error;
  }
}

export async function entriesBehind(
  { table }: Pick<OpeningDeps, 'table'>,
  behind: Opened,
  folder: string,
  page: { limit: number; position: string | null },
): Promise<{ entries: EntryCard[]; next: string | null }> {
  const found = await entriesIn(table, behind.scope, folder, page);
  return { ...found, entries: found.entries.filter(({ id }) => !isApart(behind, id)) };
}

/** How the log of a file names whoever came by a link. */
const holderOf = ({ id, label, by }: SharedLink) => ({ id, name: label ?? `lien de ${by.name}` });

/** A minute's address of a file's present version. The log of the file keeps that it was asked for. */
export async function fetchBehind(
  deps: Pick<OpeningDeps, 'table' | 'clock' | 'files'>,
  behind: Opened,
  id: string,
  download: boolean,
): Promise<string> {
  const { table, clock, files } = deps;
  const file = await fileBehind(deps, behind, id);
  const ready = await readyDocument(table, behind.scope, file.document);
  if (!ready) throw new Problem('not-found');
  const by = holderOf(behind.link);
  await noteOpening(table, behind.scope, { file: file.id, number: file.number, by, way: 'link' }, clock());
  return fileLink(files, { ...ready, name: file.name }, download);
}
