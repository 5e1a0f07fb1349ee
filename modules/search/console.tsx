/** `/territoire/recherche`: the operator has an index of the search made again. */
import * as z from 'zod';
import { signedIn } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../platform/http/route.ts';
import type { FieldError } from '../../platform/problems.ts';
import type { Table } from '../../platform/table.ts';
import { slugSchema } from '../organisations/index.ts';
import { IndexesPage } from './console-views.tsx';
import { askToRebuild, rebuildBody, rebuildsAsked } from './rebuilding.ts';

export interface SearchConsoleDependencies {
  table: Table;
  clock: Clock;
  territory: Territory;
}

export function searchConsoleRoutes(deps: SearchConsoleDependencies): Route[] {
  async function shown(
    call: RequestContext,
    { typed, errors, isDone = false }: { typed: Typed; errors?: readonly FieldError[]; isDone?: boolean },
  ): Promise<Answer> {
    const asked = await rebuildsAsked(deps.table);
    const { firstName, lastName } = signedIn(call).person;
    return page({ asked }, () => (
      <IndexesPage
        chrome={{
          kind: 'operator',
          territory: deps.territory,
          person: { name: `${firstName} ${lastName}` },
          current: 'search',
          nonce: call.nonce,
        }}
        asked={asked}
        typed={typed}
        errors={errors ?? []}
        isDone={isDone}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/territoire/recherche',
      summary: 'Les index de la recherche que l’on a fait refaire, et où ils en sont',
      access: 'operator',
      needs: 'rebuild-indexes',
      query: z.object({
        fait: z.enum(['demande']).optional().catch(undefined),
        organisation: slugSchema.optional().catch(undefined),
      }),
      handle(call) {
        const { fait, organisation } = call.query;
        const typed: Typed = organisation ? { which: 'organisation', organisation } : {};
        return shown(call, { typed, isDone: fait !== undefined });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/territoire/recherche',
      summary: 'Fait refaire l’index de la recherche d’une organisation, du réseau ou du public',
      access: 'operator',
      needs: 'rebuild-indexes',
      body: rebuildBody,
      async handle(call) {
        const indexes = await askToRebuild(deps, signedIn(call), call.body);
        return seeOther('/territoire/recherche?fait=demande', { data: { indexes } });
      },
      again: (call, errors) => shown(call, { typed: call.typed, errors }),
    }),
  ];
}
