/** `/actes/seances`: which lists of délibérations are online, and which are awaited. */
import * as z from 'zod';
import { currentOf, may, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { isoDay } from '../../../web/format.ts';
import { changeList, latestSessions, sessionBody, sessionOf } from '../sessions.ts';
import { listOf } from '../store/index.ts';
import { publicScope } from '../../../platform/scope.ts';
import { SessionFormPage, SessionsPage } from '../views/sessions.tsx';
import type { ActsDependencies } from './members.tsx';

const onDay = z.object({ date: z.iso.date() });
const blank = z.literal('').transform(() => undefined);

export function memberSessionRoutes(deps: ActsDependencies): Route[] {
  const { table, territory } = deps;

  async function formPage(
    call: RequestContext & { params: { date: string } },
    { errors = [], typed, done }: { errors?: readonly FieldError[]; typed?: Typed; done?: string } = {},
  ): Promise<Answer> {
    const member = signedIn(call);
    const { organisation: siren, slug } = currentOf(member);
    const { date } = call.params;
    const [seen, kept] = await Promise.all([sessionOf(table, siren, date), listOf(table, publicScope(siren), date)]);
    const version = kept?.version ?? 0;
    return page({ ...seen, version }, () => (
      <SessionFormPage
        chrome={memberChrome(territory, member, 'documents', call.nonce)}
        slug={slug}
        seen={seen}
        // That which her form was made from: what somebody else wrote meanwhile is not written over.
        version={typed ? Number(typed['version']) || 0 : version}
        typed={typed?.['autres'] ?? kept?.others.join('\n') ?? ''}
        mayPublish={may(member, 'publish-outside') && !currentOf(member).isSuspended}
        done={done}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/actes/seances',
      summary: 'Les dernières séances, et la liste des délibérations de chacune : en ligne, attendue, en retard',
      access: 'member',
      query: z.object({ date: z.union([blank, z.iso.date()]).optional().catch(undefined) }),
      async handle(call) {
        // Without script, a day is chosen by a form of this page.
        if (call.query.date) return seeOther(`/actes/seances/${call.query.date}`);
        const member = signedIn(call);
        const { organisation: siren, slug } = currentOf(member);
        const sessions = await latestSessions(deps, siren);
        return page({ sessions }, () => (
          <SessionsPage
            chrome={memberChrome(territory, member, 'documents', call.nonce)}
            slug={slug}
            sessions={sessions}
            mayPublish={may(member, 'publish-outside')}
            today={isoDay(deps.clock())}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/actes/seances/:date',
      summary: 'La liste des délibérations d’une séance, à mettre en ligne ou à corriger',
      access: 'member',
      params: onDay,
      query: z.object({ fait: z.enum(['publier', 'retirer']).optional().catch(undefined) }),
      handle: (call) => formPage(call, call.query.fait ? { done: call.query.fait } : {}),
    }),
    defineRoute({
      method: 'post',
      path: '/actes/seances/:date',
      summary: 'Met en ligne la liste des délibérations examinées en séance, la corrige ou la retire',
      access: 'member',
      needs: 'publish-outside',
      params: onDay,
      body: sessionBody,
      async handle(call) {
        const { date } = call.params;
        const list = await changeList(deps, signedIn(call), date, call.body);
        return seeOther(`/actes/seances/${date}?fait=${call.body.action}`, { data: list });
      },
      again: (call, errors) => formPage(call, { errors, typed: call.typed }),
    }),
  ];
}
