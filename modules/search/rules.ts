/** Whose indexes somebody searches, and how what she asks is understood. Pure. */
import { groupScopeOf, type Member, networkScopeOf, organisationScopeOf } from '../../platform/actor.ts';
import { DAY } from '../../platform/clock.ts';
import { publicScope } from '../../platform/scope.ts';
import type { Searched, SearchedScope } from '../../platform/search/source.ts';

/** What everybody finds: in the whole territory, or of one organisation. */
export const publicScopes = (siren: string | undefined): readonly SearchedScope[] => [
  publicScope(siren ?? 'territoire'),
];

/** What a member finds, with her rights of this very moment: of her organisation, of each of her groups, of the network. */
export const memberScopes = (member: Member): readonly SearchedScope[] => [
  organisationScopeOf(member),
  ...member.groups.map(({ group }) => groupScopeOf(member, group)),
  networkScopeOf(member),
];

/** Between whose an entry is and the folders that only some read around it. */
const ROOMS = '\t';

/**
 * An organisation as the index keeps it beside each entry: `214701682/marmande/Marmande`. After it, the folders around
 * the entry that not everybody reads: which, and not who does.
 */
export function organisationKey(organisation: Searched['organisation'], rooms: Searched['rooms'] = []): string {
  const whose = organisation ? `${organisation.siren}/${organisation.slug}/${organisation.name}` : '';
  return rooms.length > 0 ? `${whose}${ROOMS}${[...rooms].sort().join(',')}` : whose;
}

/** Folders around an entry that not everybody reads. */
export const roomsOf = (key: string): readonly string[] => key.split(ROOMS)[1]?.split(',') ?? [];

/** The organisation of an entry; undefined when it is of none. */
export function organisationOf(key: string): { siren: string; slug: string; name: string } | undefined {
  const [whose = ''] = key.split(ROOMS);
  const [siren = '', slug = '', ...name] = whose.split('/');
  return siren ? { siren, slug, name: name.join('/') } : undefined;
}

/** A day, `2026-11-24`, as the index counts them. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY);

/** Results of a page, and how far they go on: further, one looks for something else. */
export const PAGE_SIZE = 10;
export const LAST_PAGE = 50;
export const PROPOSALS = 6;
/** What is typed is cut there. In characters. */
export const LONGEST_QUERY = 200;
