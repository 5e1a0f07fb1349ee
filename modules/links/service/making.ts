/** Links as members make them, list them, and take them back. */
import { type Member, currentOf, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import { after, type Clock, DAY } from '../../../platform/clock.ts';
import { actFor } from '../../../platform/journal.ts';
import { newId } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import {
  type File,
  type Folder,
  foldersAround,
  itemOf,
  kindOf,
  personOf,
  readableAmong,
} from '../../repository/index.ts';
import { hashPassword } from '../password.ts';
import { stateOf } from '../rules.ts';
import { type Deposited, KINDS, type NewLink, type SharedLink } from '../schema.ts';
import { changeLink, depositsBy, keepLink, linkById, linksOf } from '../store.ts';
import { TEXTS } from '../texts.ts';

export interface MakingDeps {
  table: Table;
  clock: Clock;
}

/** @throws {Problem} `forbidden` to who may not give anything out of the organisation. */
export const checkMayShare = (member: Member): void => mustMay(member, 'share-by-links', TEXTS.mayNotShare);

/**
 * A file or a folder that a link may lead to.
 * @throws {Problem} `not-found` for another organisation's as for none, `conflict` in the trash.
 */
export async function targetToShare(
  { table }: Pick<MakingDeps, 'table'>,
  member: Member,
  id: string,
): Promise<File | Folder> {
  checkMayShare(member);
  const scope = organisationScopeOf(member);
  const target = await itemOf(table, member, id);
  if (target.trashedAt) throw new Problem('conflict', { detail: TEXTS.targetGone });
  await foldersAround(table, scope, 'folder' in target ? target.folder : target.parent);
  return target;
}

/** Made now, or by the same form a moment before: its address is known to whoever made it, and kept nowhere. */
export interface Made {
  link: SharedLink;
  token: string;
}

/** @throws {Problem} `conflict` when there is another link of that id. */
export async function makeLink(deps: MakingDeps, member: Member, asked: NewLink): Promise<Made> {
  const target = await targetToShare(deps, member, asked.cible);
  const kind = KINDS[asked.pour];
  if (kind === 'deposit' && kindOf(target.id) !== 'folder')
    throw new Problem('conflict', { detail: TEXTS.folderNeeded });
  const { table, clock } = deps;
  const now = clock();
  const scope = organisationScopeOf(member);
  const token = asked.jeton ?? newToken();
  const link: SharedLink = {
    id: asked.id ?? newId('lnk', now),
    kind,
    target: { id: target.id, name: target.name },
    ...(asked.nom ? { label: asked.nom } : {}),
    hash: hashToken(token),
    ...(asked.motdepasse ? { password: await hashPassword(asked.motdepasse) } : {}),
    expiresAt: after(now, asked.jours * DAY).toISOString(),
    by: personOf(member),
    createdAt: now.toISOString(),
    openings: 0,
    ...(kind === 'deposit' ? { mostFiles: asked.fichiers, largest: asked.taille } : {}),
  };
  try {
    await keepLink(table, scope, link, actOn(deps, member, 'link-made', link));
    return { link, token };
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const present = await linkById(table, scope, link.id);
    if (present?.hash === link.hash) return { link: present, token };
    throw new Problem('conflict', { detail: TEXTS.alreadyThere, cause: error });
  }
}

type LinkAct = 'link-made' | 'link-withdrawn' | 'link-reopened' | 'link-taken-over';

const actOn = ({ clock }: MakingDeps, member: Member, name: LinkAct, { kind, target }: SharedLink) =>
  actFor(member, clock, currentOf(member).organisation, {
    name,
    about: { name: target.name },
    details: { link: kind, kind: kindOf(target.id) },
  });

/** Of these links, her own and those that lead to what she may read: the others name what is closed to her. */
async function known(table: Table, member: Member, links: readonly SharedLink[]): Promise<SharedLink[]> {
  const others = links.filter(({ by }) => by.id !== member.person.id);
  const readable = await readableAmong(
    table,
    member,
    others.map(({ target }) => target.id),
  );
  return links.filter(({ by, target }) => by.id === member.person.id || readable.has(target.id));
}

/** One page of her organisation's links, as far as they are for her to know. */
export async function listLinks(
  { table }: Pick<MakingDeps, 'table'>,
  member: Member,
  page: { limit: number; position: string | null },
): Promise<{ links: SharedLink[]; next: string | null }> {
  const { links, next } = await linksOf(table, organisationScopeOf(member), page);
  return { links: await known(table, member, links), next };
}

/** @throws {Problem} `not-found` for another organisation's, or one to what she may not read, as for none. */
export async function linkOf({ table }: Pick<MakingDeps, 'table'>, member: Member, id: string): Promise<SharedLink> {
  checkMayShare(member);
  const found = await linkById(table, organisationScopeOf(member), id);
  const [link] = found ? await known(table, member, [found]) : [];
  if (!link) throw new Problem('not-found');
  return link;
}

/** Deposits shown of a link: as many as it may take files, one each. */
const MOST_DEPOSITS = 100;

/** What was sent by a link, the latest first. */
export async function depositsThrough(
  { table }: Pick<MakingDeps, 'table'>,
  member: Member,
  link: SharedLink,
): Promise<Deposited[]> {
  const deposits = await depositsBy(table, organisationScopeOf(member), link.id, MOST_DEPOSITS);
  return deposits.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}

export const LINK_ACTIONS = ['retirer', 'rouvrir', 'reprendre'] as const;
export type LinkAction = (typeof LINK_ACTIONS)[number];

/**
 * Withdraws a link, reopens it, or answers for it in place of who made it. Asked twice, it is done once.
 * @throws {Problem} `stale` when it was changed meanwhile, `conflict` when it is over.
 */
export async function actOnLink(deps: MakingDeps, member: Member, id: string, action: LinkAction): Promise<void> {
  const link = await linkOf(deps, member, id);
  const now = deps.clock();
  const me = personOf(member);
  const change = (done: Parameters<typeof changeLink>[3], act: LinkAct): Promise<void> =>
    changeLink(deps.table, organisationScopeOf(member), link, done, actOn(deps, member, act, link));
  try {
    if (action === 'retirer' && !link.withdrawn) {
      await change({ withdrawn: { ...me, at: now.toISOString() } }, 'link-withdrawn');
    }
    if (action === 'rouvrir' && link.withdrawn) {
      if (stateOf({ expiresAt: link.expiresAt }, now) === 'expired')
        throw new Problem('conflict', { detail: TEXTS.expired });
      await change({ reopened: true }, 'link-reopened');
    }
    if (action === 'reprendre' && link.by.id !== me.id) await change({ by: me }, 'link-taken-over');
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('stale', { detail: TEXTS.changed, cause: error });
    throw error;
  }
}
