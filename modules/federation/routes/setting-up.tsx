/** `/territoire/fournisseurs`: what référents ask for, checked and set up. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { decisionBody, removalBody, sirenParams } from '../schema.ts';
import {
  type Checked,
  checkProvider,
  providerAsked,
  removeProvider,
  setUpProvider,
  type SettingUpDeps,
  stopProvider,
} from '../service/setting-up.ts';
import { providersAsked } from '../store.ts';
import { ProviderSeenPage, ProvidersPage } from '../views/console.tsx';

const PATH = '/territoire/fournisseurs';

const DONE = {
  'en-place': 'C’est en place : ses référents peuvent l’essayer, puis le proposer à leurs collègues.',
  arrete: 'C’est fait : ce bouton n’est plus sur sa page de connexion.',
  retire: 'C’est fait : cette connexion est retirée, et Cognito n’en garde rien.',
} as const;
const doneQuery = z.object({ fait: z.enum(['en-place', 'arrete', 'retire']).optional().catch(undefined) });

type Seen = RequestContext & { params: { siren: string } };

export function settingUpRoutes(deps: SettingUpDeps & { territory: Territory }): Route[] {
  const chromeOf = (call: RequestContext): Chrome => {
    const { firstName, lastName } = signedIn(call).person;
    return {
      kind: 'operator',
      territory: deps.territory,
      person: { name: `${firstName} ${lastName}` },
      current: 'organisations',
      nonce: call.nonce,
    };
  };
  const show = async (
    call: Seen,
    shown: { errors?: readonly FieldError[]; done?: string | undefined; checked?: Checked },
  ): Promise<Answer> => {
    const provider = await providerAsked(deps, call.params.siren);
    return page({ provider, ...shown.checked }, () => (
      <ProviderSeenPage chrome={chromeOf(call)} provider={provider} {...shown} />
    ));
  };
  const shared = { access: 'operator', needs: 'manage-organisations' } as const;
  const decision = { ...shared, method: 'post', params: sirenParams, body: decisionBody } as const;

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Les connexions que des organisations demandent ou ont déjà',
      ...shared,
      query: doneQuery,
      async handle(call) {
        const providers = await providersAsked(deps.table);
        const { fait } = call.query;
        return page({ providers }, () => (
          <ProvidersPage chrome={chromeOf(call)} providers={providers} done={fait && DONE[fait]} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/:siren`,
      summary: 'La connexion demandée par une organisation',
      ...shared,
      params: sirenParams,
      query: doneQuery,
      handle: (call) => show(call, { done: call.query.fait && DONE[call.query.fait] }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:siren/verifier`,
      summary: 'Lit ce que le service dit de lui-même',
      ...shared,
      params: sirenParams,
      async handle(call) {
        const checked = await checkProvider(deps, await providerAsked(deps, call.params.siren));
        return show(call, { checked });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      ...decision,
      path: `${PATH}/:siren/mettre-en-place`,
      summary: 'Vérifie, puis met la connexion en place pour que ses référents l’essaient',
      async handle(call) {
        const { siren } = call.params;
        await setUpProvider(deps, signedIn(call), siren, call.body.version);
        return seeOther(`${PATH}/${siren}?fait=en-place`, { data: { siren, state: 'ready' } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      ...decision,
      path: `${PATH}/:siren/arreter`,
      summary: 'Retire le bouton de la page de connexion de l’organisation',
      async handle(call) {
        const { siren } = call.params;
        await stopProvider(deps, signedIn(call), siren, call.body.version);
        return seeOther(`${PATH}/${siren}?fait=arrete`, { data: { siren, state: 'ready' } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      ...decision,
      body: removalBody,
      path: `${PATH}/:siren/retirer`,
      summary: 'Retire la connexion de l’organisation, ici et chez Cognito',
      async handle(call) {
        await removeProvider(deps, signedIn(call), call.params.siren, call.body);
        return seeOther(`${PATH}?fait=retire`, { data: { siren: call.params.siren } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
  ];
}
