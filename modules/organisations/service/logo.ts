/** The référent chooses the logo of her organisation among its documents; everybody sees a copy of it. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { LinkedFiles } from '../../../platform/deposits.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import {
  DOCUMENT_TEXTS,
  type DocumentCard,
  documentOnceChecked,
  readyDocument,
  recentDocuments,
} from '../../documents/index.ts';
import { LOGO_TYPES, logoRefusal, publicLogoKey } from '../rules-logo.ts';
import { type Logo, logoOf, removeLogo, saveLogo } from '../store/logo.ts';
import { publicProfile } from '../store/organisation.ts';
import { placeBySlug } from '../store/register.ts';
import { TEXTS } from '../texts.ts';

export interface LogoDeps {
  table: Table;
  clock: Clock;
  files: Pick<LinkedFiles, 'link'>;
}

/** Pictures offered among the newest documents. */
const MOST_OFFERED = 20;

export interface OwnLogo {
  logo: Logo | undefined;
  /** An address of the picture, for a minute. */
  source: string | undefined;
  /** Pictures that are online already, newest first. */
  pictures: DocumentCard[];
}

const isPicture = ({ type = '', size = 0 }: DocumentCard): boolean => logoRefusal({ type, size }) === undefined;

const sourceOf = ({ files }: Pick<LogoDeps, 'files'>, { key, name, type, objectVersion }: Logo): Promise<string> =>
  files.link(key, { name, type, inline: true, version: objectVersion });

/** An address of her organisation's own logo, for a minute; none when it has none. One read unit. */
export async function logoSource(deps: LogoDeps, member: Member): Promise<string | undefined> {
  const logo = await logoOf(deps.table, organisationScopeOf(member));
  return logo && sourceOf(deps, logo);
}

/** @throws {Problem} `forbidden` when she is not the référent. */
export async function ownLogo(deps: LogoDeps, member: Member): Promise<OwnLogo> {
  mustMay(member, 'manage-organisation');
  const scope = organisationScopeOf(member);
  const [logo, recent] = await Promise.all([
    logoOf(deps.table, scope),
    recentDocuments(deps.table, scope, MOST_OFFERED),
  ]);
  return { logo, source: logo && (await sourceOf(deps, logo)), pictures: recent.filter(isPicture) };
}

/**
 * @param chosen with the version of the logo that she saw, 0 when there was none. Posted twice, it changes once.
 * @throws {Problem} `invalid` when it is no picture or too heavy, `stale` on a lost race.
 */
export async function chooseLogo(
  deps: LogoDeps,
  member: Member,
  chosen: { document: string; version: number },
): Promise<void> {
  mustMay(member, 'manage-organisation');
  const { table, clock } = deps;
  const scope = organisationScopeOf(member);
  const picture = await pictureToTake(table, member, chosen.document);
  const { organisation: siren } = currentOf(member);
  const { name, key, type, size, version: objectVersion } = picture;
  const logo: Logo = {
    ...{ siren, document: chosen.document, name, key, type, size },
    ...(objectVersion ? { objectVersion } : {}),
    version: chosen.version + 1,
    changedAt: clock().toISOString(),
    changedBy: member.person.id,
  };
  try {
    await saveLogo(table, scope, logo, actFor(member, clock, siren, { name: 'logo-chosen' }));
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if ((await logoOf(table, scope))?.document === chosen.document) return;
    throw new Problem('stale', { cause: error, fields: [{ field: 'document', message: TEXTS.changedMeanwhile }] });
  }
}

async function pictureToTake(table: Table, member: Member, id: string) {
  const ready = await readyDocument(table, organisationScopeOf(member), id);
  if (!ready) {
    const { refusal } = await documentOnceChecked(table, member, id);
    throw refuseField('document', refusal ? DOCUMENT_TEXTS.refusals[refusal] : DOCUMENT_TEXTS.notReady);
  }
  const refusal = logoRefusal(ready);
  if (refusal) throw refuseField('document', TEXTS.logoRefusals[refusal]);
  return ready;
}

/** The page goes back to the name alone; the document stays. @throws {Problem} `stale` when it changed meanwhile. */
export async function takeLogoAway({ table, clock }: LogoDeps, member: Member, version: number): Promise<void> {
  mustMay(member, 'manage-organisation');
  const scope = organisationScopeOf(member);
  const { organisation: siren } = currentOf(member);
  try {
    await removeLogo(table, scope, { siren, version }, actFor(member, clock, siren, { name: 'logo-removed' }));
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if (!(await logoOf(table, scope))) return;
    throw new Problem('stale', { cause: error, fields: [{ field: 'document', message: TEXTS.changedMeanwhile }] });
  }
}

/** For everybody, an address for a minute. @throws {Problem} `not-found` without logo, or without a public page. */
export async function publicLogo(
  { table, files, territory }: Pick<LogoDeps, 'table' | 'files'> & { territory: { code: string } },
  slug: string,
): Promise<string> {
  const place = await placeBySlug(table, territory.code, slug);
  const profile = place && (await publicProfile(table, place.siren));
  if (!profile?.logo || profile.isClosed || profile.left) throw new Problem('not-found');
  const { document, type } = profile.logo;
  if (!LOGO_TYPES.some((one) => one === type)) throw new Problem('not-found');
  return files.link(publicLogoKey(profile.siren, document), { name: `logo-${slug}`, type, inline: true });
}
