/** `/c/<slug>/actes/seances`: what a council examined, session by session, for everybody. */
import * as z from 'zod';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { publicScope } from '../../../platform/scope.ts';
import { organisationWithActs, publicChrome, type PublicContentDependencies, slugSchema } from '../../content/index.ts';
import { sessionOf } from '../sessions.ts';
import { listsOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { PublicSessionPage, PublicSessionsPage } from '../views/sessions.tsx';

/** Public pages may be kept this long by CloudFront and browsers. In seconds. */
const KEPT_FOR = 120;
/** Those of some years. */
const LISTS = 100;

/** Before the acts themselves: « seances » is no act's number. */
export function publicSessionRoutes(deps: PublicContentDependencies): Route[] {
  const { table, territory } = deps;

  return [
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/seances',
      summary: 'Les listes des délibérations examinées, séance par séance',
      access: 'anyone',
      params: z.object({ slug: slugSchema }),
      async handle(call) {
        const organisation = await organisationWithActs(deps, call.params.slug);
        const lists = (await listsOf(table, publicScope(organisation.siren), LISTS)).filter((one) => one.isOnline);
        const said = lists.map(({ date, onlineAt, updatedAt }) => ({
          date,
          onlineAt,
          updatedAt,
          url: `/c/${organisation.slug}/actes/seances/${date}`,
        }));
        const chrome = publicChrome(territory, organisation, call.nonce, 'acts');
        const view = () => <PublicSessionsPage chrome={chrome} organisation={organisation} lists={lists} />;
        return page({ sessions: said }, view, { publicFor: KEPT_FOR });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/seances/:date',
      summary: 'La liste des délibérations examinées en une séance (CGCT L2121-25), à imprimer',
      access: 'anyone',
      params: z.object({ slug: slugSchema, date: z.iso.date() }),
      async handle(call) {
        const organisation = await organisationWithActs(deps, call.params.slug);
        const { list, cards, date } = await sessionOf(table, organisation.siren, call.params.date);
        if (!list) throw new Problem('not-found', { detail: TEXTS.notListed });
        const { others, onlineAt, updatedAt } = list;
        const acts = cards.map((card) => ({ ...card, url: `/c/${organisation.slug}/actes/${card.address}` }));
        const chrome = publicChrome(territory, organisation, call.nonce, 'acts');
        const view = () => <PublicSessionPage chrome={chrome} organisation={organisation} list={list} cards={cards} />;
        return page({ date, onlineAt, updatedAt, acts, others }, view, { publicFor: KEPT_FOR });
      },
    }),
  ];
}
