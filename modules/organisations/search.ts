/** Organisations that have joined, as they are found: by members, and by everybody when they have a public page. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { networkScope } from '../../platform/scope.ts';
import type { Place, Searched, SearchedScope, SearchSource } from '../../platform/search/source.ts';
import { KIND_TEXTS } from './texts.ts';
import { LISTED_ENTITY, TERRITORY } from './store/entities.ts';
import { type ListedOrganisation, listedTogether, organisationsListed } from './store/organisation.ts';

const listed = z.object({ slug: z.string() });
const SCOPES: readonly SearchedScope[] = [networkScope, TERRITORY];

function changed({ entity, before, after }: Change): readonly Place[] {
  if (entity !== LISTED_ENTITY) return [];
  const { slug: id } = listed.parse(after ?? before);
  return SCOPES.map((scope) => ({ scope, id }));
}

const searchedOf = ({ siren, name, slug, kind }: ListedOrganisation): Searched => ({
  category: 'organisations',
  title: name,
  text: '',
  also: KIND_TEXTS[kind],
  detail: KIND_TEXTS[kind],
  organisation: { siren, slug, name },
  audience: 'public',
  address: ({ organisation }) => (organisation === undefined ? `/c/${slug}` : `/annuaire/${slug}`),
});

const PAGE = 200;

export const organisationSource: SearchSource = {
  name: 'organisation',
  changed,
  async read(table, scope, ids, { consistent }) {
    if (!SCOPES.includes(scope)) return new Map();
    const found = await listedTogether(table, ids, { consistent });
    return new Map(found.map((one) => [one.slug, searchedOf(one)]));
  },
  async all(table, scope, cursor) {
    if (!SCOPES.includes(scope)) return { ids: [], next: null };
    const { organisations, next } = await organisationsListed(table, { limit: PAGE, cursor });
    return { ids: organisations.map(({ slug }) => slug), next };
  },
};
