/** `/recherche`: for members what they may read, for everybody what is public. */
import type { Member } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Chrome } from '../../web/layout.tsx';
import { proposalsQuery, searchQuery } from './schema.ts';
import { find, propose, type Result, type SearchDependencies } from './service.ts';
import { categoryNamed } from './texts.ts';
import { SearchPage } from './views.tsx';

const textOf = (pieces: Result['excerpt']): string => pieces.map(({ text }) => text).join('');

/** A result for programs: what was found in it, as words. */
const dataOf = ({ titlePieces, excerpt, ...result }: Result) => ({
  ...result,
  excerpt: textOf(excerpt),
  found: [...new Set([...titlePieces, ...excerpt].filter(({ isFound }) => isFound).map(({ text }) => text))],
});

export function searchRoutes(deps: SearchDependencies & { territory: Territory }): Route[] {
  const chromeOf = (member: Member | undefined, nonce: string): Chrome =>
    member?.current
      ? { ...memberChrome(deps.territory, member, undefined, nonce), withoutSearch: true }
      : { kind: 'public', territory: deps.territory, withoutSearch: true };

  return [
    defineRoute({
      method: 'get',
      path: '/recherche',
      summary: 'Rechercher dans tout ce que vous pouvez lire : actes, actualités, documents, personnes, organisations',
      access: 'visitor',
      query: searchQuery,
      async handle({ member, query, nonce }) {
        const found = await find(deps, member, query);
        const { counts, results, organisations, ...said } = found;
        const data = { ...said, counts: Object.fromEntries(counts), organisations, results: results.map(dataOf) };
        return page(data, () => (
          <SearchPage
            chrome={chromeOf(member, nonce)}
            query={query}
            found={found}
            isMember={member?.current !== undefined}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/recherche/propositions',
      summary: 'Ce que l’on cherche peut-être, pendant que l’on écrit (JSON)',
      access: 'visitor',
      query: proposalsQuery,
      async handle({ member, query }) {
        const proposed = await propose(deps, member, query);
        const proposals = proposed.map(({ title, category, organisation, url }) => ({
          value: title,
          label: title,
          hint: category === 'organisations' ? categoryNamed(category).label : (organisation?.name ?? ''),
          url,
        }));
        return { kind: 'body', type: 'application/json; charset=utf-8', body: JSON.stringify(proposals) };
      },
    }),
  ];
}
