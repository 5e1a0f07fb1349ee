/** Publications as they are found, in the partition of each audience. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { publicScope, type Scope, scopeKind } from '../../platform/scope.ts';
import {
  type Place,
  type Reader,
  type ReadOptions,
  type Searched,
  type SearchedScope,
  searchedScope,
  type SearchSource,
} from '../../platform/search/source.ts';
import type { Table } from '../../platform/table.ts';
import { memberAddress, publicAddress } from './addresses.ts';
import { KINDS } from './kinds/index.ts';
import { PROJECTIONS, textOfHtml } from './rules.ts';
import { AUDIENCES, type Audience, type ShownContent } from './schema.ts';
import { CARD_ENTITY, cardsFrom, contentsTogether, shownTogether } from './store/index.ts';
import { isPublished, shownOf } from './writing.ts';

const cardItem = z.object({
  scope: z.string(),
  id: z.string(),
  audience: z.enum(AUDIENCES),
  organisation: z.string(),
});

/** A publication by whose it is and its own id: `214701682/pub_01K…`. */
const idOf = ({ organisation, id }: { organisation: string; id: string }): string => `${organisation}/${id}`;

const partsOf = (id: string): { siren: string; content: string } => {
  const [siren = '', content = ''] = id.split('/');
  return { siren, content };
};

/** What the members of its organisation find in the network is not found in their own partition a second time. */
const isFoundIn = (scope: string, audience: Audience): boolean =>
  scopeKind(scope) !== 'org' || PROJECTIONS[audience].texts.length === 0;

function changed({ entity, before, after }: Change): readonly Place[] {
  if (entity !== CARD_ENTITY) return [];
  const { scope, audience, ...named } = cardItem.parse(after ?? before);
  return isFoundIn(scope, audience) ? [{ scope: searchedScope(scope), id: idOf(named) }] : [];
}

/** Texts lie in the partition of those who read them; the territory's has lines alone. */
async function shownIn(
  table: Table,
  scope: SearchedScope,
  ids: readonly string[],
  options: ReadOptions,
): Promise<ShownContent[]> {
  const contents = ids.map((id) => partsOf(id).content);
  if (isScopeOf(scope, 'org')) {
    const published = (await contentsTogether(table, scope, contents, options)).filter(isPublished);
    return published.filter(({ audience }) => isFoundIn(scope, audience)).map(shownOf);
  }
  if (scope !== publicScope('territoire')) return shownTogether(table, scope, contents, options);
  const byOrganisation = Map.groupBy(ids.map(partsOf), ({ siren }) => siren);
  const found = await Promise.all(
    [...byOrganisation].map(([siren, own]) =>
      shownTogether(
        table,
        publicScope(siren),
        own.map(({ content }) => content),
        options,
      ),
    ),
  );
  return found.flat();
}

const isScopeOf = (scope: SearchedScope, kind: 'org'): scope is Scope<'org'> => scopeKind(scope) === kind;

const addressFor =
  (shown: ShownContent) =>
  ({ organisation }: Reader): string =>
    organisation === undefined ? publicAddress(shown) : memberAddress(shown, organisation);

function searchedOf(shown: ShownContent): Searched {
  const { kind, title, body, particulars, attachments, audience, group, publishedAt } = shown;
  const { organisation: siren, organisationName, slug } = shown;
  const { words, line, section } = KINDS[kind];
  const own = line({ particulars });
  return {
    category: section,
    title,
    text: textOfHtml(body),
    also: [...attachments.map(({ name }) => name), ...Object.values(particulars).filter(saysSomething)].join('\n'),
    documents: attachments.map(({ document }) => ({ siren, document })),
    detail: own ? `${words.one}, ${own.charAt(0).toLowerCase()}${own.slice(1)}` : words.one,
    organisation: { siren, slug, name: organisationName },
    audience,
    groupName: group?.name,
    date: publishedAt,
    address: addressFor(shown),
  };
}

const PAGE = 200;

/** Counts of a vote are nothing to look for. */
const saysSomething = (particular: string): boolean => !/^\d{1,3}$/.test(particular);

/** What is published, as each audience reads it. */
export const publicationSource: SearchSource = {
  name: 'publication',
  changed,
  async read(table, scope, ids, options) {
    const shown = await shownIn(table, scope, ids, options);
    return new Map(shown.map((one) => [idOf(one), searchedOf(one)]));
  },
  async all(table, scope, cursor) {
    const { cards, next } = await cardsFrom(table, scope, { limit: PAGE, cursor });
    return { ids: cards.filter(({ audience }) => isFoundIn(scope, audience)).map(idOf), next };
  },
};
