/** `/u/copie/*`: the copy of an organisation that has left, for whoever holds the link of the mail. */
import * as z from 'zod';
import type { Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Route } from '../../platform/http/route.ts';
import { copyBehind, type CopyLinkDeps, fetchBehind } from './leaving.ts';
import { CopyBehindLinkPage } from './leaving-views.tsx';

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const copyLinkRoutes = (deps: CopyLinkDeps & { territory: Territory }): Route[] => [
  defineRoute({
    method: 'get',
    path: '/u/copie/:token',
    summary: 'La copie des données d’une organisation qui a quitté le territoire, par le lien reçu par courriel',
    access: 'anyone',
    params: z.object({ token }),
    async handle(call) {
      const { about, parts, expiresAt } = await copyBehind(deps, call.params.token);
      return page({ about, parts: parts.length, expiresAt }, () => (
        <CopyBehindLinkPage
          chrome={{ kind: 'bare', territory: deps.territory, nonce: call.nonce }}
          token={call.params.token}
          about={about}
          parts={parts}
          expiresAt={expiresAt}
        />
      ));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/u/copie/:token/:part',
    summary: 'Un fichier de cette copie, par une adresse qui vaut une minute',
    access: 'anyone',
    params: z.object({ token, part: z.coerce.number().int().min(1).max(9999) }),
    handle: async (call) => {
      const { token: given, part } = call.params;
      return seeOther(await fetchBehind(deps, given, part, call.address));
    },
  }),
];
