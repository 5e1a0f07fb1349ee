/** `/organisation/fournisseur`: signing in with an account that members already have elsewhere. */
import * as z from 'zod';
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { decisionBody, requestBody } from '../schema.ts';
import { askForProvider, type AskingDeps, offerProvider, ownProvider, stopOffering } from '../service/asking.ts';
import { ProviderPage } from '../views/provider.tsx';

const PATH = '/organisation/fournisseur';

const DONE = {
  demande: 'Votre demande est transmise à l’opérateur. Le secret est gardé à part, et ne se relit pas.',
  essai: 'L’essai a réussi : ce compte est bien le vôtre. Vous pouvez maintenant le proposer à vos collègues.',
  propose: 'C’est fait : vos collègues voient ce bouton sur la page de connexion de votre organisation.',
  arrete: 'C’est fait : ce bouton n’est plus sur la page de connexion. Chacun entre avec son mot de passe.',
} as const;
const query = z.object({ fait: z.enum(['demande', 'essai', 'propose', 'arrete']).optional().catch(undefined) });

/** `signInOrigin`: of the pool's domain, which the organisation's service must know. */
export function askingRoutes(deps: AskingDeps & { territory: Territory; signInOrigin: string }): Route[] {
  const show = async (
    call: RequestContext & { typed: Typed },
    options: { errors?: readonly FieldError[]; done?: string | undefined } = {},
  ): Promise<Answer> => {
    const member = signedIn(call);
    const provider = await ownProvider(deps, member);
    const redirectAddress = `${deps.signInOrigin}/oauth2/idpresponse`;
    return page({ provider: provider ?? null, redirectAddress }, () => (
      <ProviderPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        errors={options.errors}
        done={options.done}
        slug={currentOf(member).slug}
        provider={provider}
        redirectAddress={redirectAddress}
        // The secret is never given back, not even in the form that was refused.
        typed={options.errors ? call.typed : {}}
      />
    ));
  };
  const shared = { access: 'member', needs: 'manage-organisation' } as const;

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'La connexion de mes collègues avec un compte qu’ils ont déjà',
      ...shared,
      query,
      handle: (call) => show(call, { done: call.query.fait && DONE[call.query.fait] }),
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Demande à l’opérateur de mettre cette connexion en place',
      ...shared,
      body: requestBody,
      async handle(call) {
        await askForProvider(deps, signedIn(call), call.body);
        return seeOther(`${PATH}?fait=demande`, { data: { version: call.body.version + 1 } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/proposer`,
      summary: 'Propose cette connexion à tous les membres',
      ...shared,
      body: decisionBody,
      async handle(call) {
        await offerProvider(deps, signedIn(call), call.body.version);
        return seeOther(`${PATH}?fait=propose`, { data: { state: 'offered' } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/arreter`,
      summary: 'Ne propose plus cette connexion',
      ...shared,
      body: decisionBody,
      async handle(call) {
        await stopOffering(deps, signedIn(call), call.body.version);
        return seeOther(`${PATH}?fait=arrete`, { data: { state: 'ready' } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
  ];
}
