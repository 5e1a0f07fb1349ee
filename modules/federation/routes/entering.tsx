/** `/connexion/fournisseur/*` and `/connexion/retour`: in by the organisation's own provider. */
import * as z from 'zod';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { sessionCookie } from '../../../platform/sessions.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { returnPathSchema } from '../../identity/index.ts';
import { linkTokenSchema } from '../../organisations/index.ts';
import { returnQuery, slugParams } from '../schema.ts';
import { type Arrival, comeBack, type EnteringDeps, leaveFor, NotEntered } from '../service/entering.ts';
import { NotEnteredPage } from '../views/not-entered.tsx';

/** Comes back with the browser that left, once: ten minutes, and gone. An invitation's link goes along in it. */
const COOKIE = '__Host-parvis-retour';
const noCookie = { name: COOKIE, value: '', expires: new Date(0) };

const leavingQuery = z.object({
  retour: returnPathSchema,
  essai: z.literal('oui').optional().catch(undefined),
  invitation: linkTokenSchema.optional().catch(undefined),
});

export function enteringRoutes(deps: EnteringDeps & { territory: Territory }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/connexion/fournisseur/:slug',
      summary: 'Va se connecter chez le service que l’organisation a choisi',
      access: 'visitor',
      beforeProof: true,
      params: slugParams,
      query: leavingQuery,
      async handle(call) {
        const { retour: back, essai, invitation } = call.query;
        const { to, token } = await leaveFor(deps, call.params.slug, {
          member: call.member,
          back,
          isTrial: essai !== undefined,
        });
        return seeOther(to, { cookies: [{ name: COOKIE, value: invitation ? `${token}.${invitation}` : token }] });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/connexion/retour',
      summary: 'Revient de chez ce service, et ouvre la session',
      access: 'visitor',
      beforeProof: true,
      query: returnQuery,
      async handle(call) {
        let arrival: Arrival;
        try {
          const { member, address, userAgent } = call;
          const [token, invitation] = call.cookie(COOKIE)?.split('.') ?? [];
          arrival = await comeBack(deps, token, call.query, { member, address, userAgent, invitation });
        } catch (error) {
          if (call.wantsJson || !(error instanceof Problem)) throw error;
          const { status, message } = error;
          const wayOut = error instanceof NotEntered ? error.wayOut : {};
          const chrome: Chrome = { kind: 'bare', territory: deps.territory, nonce: call.nonce };
          const view = () => <NotEnteredPage chrome={chrome} detail={message} wayOut={wayOut} />;
          return page({}, view, { status, cookies: [noCookie] });
        }
        if (arrival.kind === 'tried') return seeOther('/organisation/fournisseur?fait=essai', { cookies: [noCookie] });
        const cookies = [noCookie, sessionCookie(arrival.opened)];
        return seeOther(arrival.back ?? '/accueil', { cookies, data: { entered: true } });
      },
    }),
  ];
}
