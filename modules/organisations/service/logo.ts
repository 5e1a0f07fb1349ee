/** The référent chooses the logo of her organisation among its documents; everybody sees a copy of it. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { PictureFiles } from '../../../platform/deposits.ts';
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
import {
  LARGEST_LOGO,
  LOGO_TYPES,
  logoRefusal,
  ownLogoAddress,
  publicLogoAddress,
  publicLogoKey,
} from '../rules-logo.ts';
import { type Logo, logoOf, removeLogo, saveLogo } from '../store/logo.ts';
import { publicProfile } from '../store/organisation.ts';
import { placeBySlug } from '../store/register.ts';
import { TEXTS } from '../texts.ts';

export interface LogoDeps {
  table: Table;
  clock: Clock;
  files: PictureFiles;
}

/** Pictures offered among the newest documents. */
const MOST_OFFERED = 20;

export interface OwnLogo {
  logo: Logo | undefined;
  /** An address of the picture. */
  source: string | undefined;
  /** Pictures that are online already, newest first. */
  pictures: DocumentCard[];
}

const isPicture = ({ type = '', size = 0 }: DocumentCard): boolean => logoRefusal({ type, size }) === undefined;

/** An address of her organisation's own logo; none when it has none. One read unit. */
export async function logoSource({ table }: Pick<LogoDeps, 'table'>, member: Member): Promise<string | undefined> {
  const logo = await logoOf(table, organisationScopeOf(member));
  return logo && ownLogoAddress(logo.document);
}

/** A picture, and what it is. */
export interface Picture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

async function pictureAt(files: PictureFiles, key: string, type: string, version?: string): Promise<Picture> {
  const bytes = LOGO_TYPES.some((one) => one === type) ? await files.picture(key, LARGEST_LOGO, version) : undefined;
  if (!bytes) throw new Problem('not-found');
  return { type, bytes };
}

/** Her organisation's own logo, as its members see it. @throws {Problem} `not-found` when that is not its logo. */
export async function ownPicture({ table, files }: LogoDeps, member: Member, document: string): Promise<Picture> {
  const logo = await logoOf(table, organisationScopeOf(member));
  if (logo?.document !== document) throw new Problem('not-found');
  return pictureAt(files, logo.key, logo.type, logo.objectVersion);
}

/** @throws {Problem} `forbidden` when she is not the référent. */
export async function ownLogo(deps: LogoDeps, member: Member): Promise<OwnLogo> {
  mustMay(member, 'manage-organisation');
  const scope = organisationScopeOf(member);
  const [logo, recent] = await Promise.all([
    logoOf(deps.table, scope),
    recentDocuments(deps.table, scope, MOST_OFFERED),
  ]);
  return { logo, source: logo && ownLogoAddress(logo.document), pictures: recent.filter(isPicture) };
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

type PublicLogoDeps = Pick<LogoDeps, 'table' | 'files'> & { territory: { code: string } };

/** What everybody may see. @throws {Problem} `not-found` without logo, or without a public page. One read unit. */
async function logoShown({ table, territory }: Omit<PublicLogoDeps, 'files'>, slug: string) {
  const place = await placeBySlug(table, territory.code, slug);
  const profile = place && (await publicProfile(table, place.siren));
  if (!profile?.logo || profile.isClosed || profile.left) throw new Problem('not-found');
  return { siren: profile.siren, ...profile.logo };
}

/** The address of the present picture. @throws {Problem} `not-found` */
export async function publicLogo(deps: Omit<PublicLogoDeps, 'files'>, slug: string): Promise<string> {
  return publicLogoAddress(slug, (await logoShown(deps, slug)).document);
}

/** @throws {Problem} `not-found` too when its logo is another one by now. */
export async function publicPicture(deps: PublicLogoDeps, slug: string, document: string): Promise<Picture> {
  const logo = await logoShown(deps, slug);
  if (logo.document !== document) throw new Problem('not-found');
  return pictureAt(deps.files, publicLogoKey(logo.siren, document), logo.type);
}
