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

/** An organisation as the index keeps it beside each entry: `214701682/marmande/Marmande`. */
export const organisationKey = (organisation: Searched['organisation']): string =>
  organisation ? `${organisation.siren}/${organisation.slug}/${organisation.name}` : '';

/** The organisation of an entry; undefined when it is of none. */
export function organisationOf(key: string): { siren: string; slug: string; name: string } | undefined {
  const [siren = '', slug = '', ...name] = key.split('/');
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
