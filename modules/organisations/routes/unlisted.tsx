/** `/inscription/autre`: an organisation that the register lacks asks the operator. */
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { unlistedBody } from '../schema.ts';
import { beginUnlistedSignUp, referenceOf, type SignUpDeps } from '../service/sign-up.ts';
import { UnlistedPage } from '../views/unlisted.tsx';

export function unlistedRoutes(deps: SignUpDeps): Route[] {
  const territory: Territory = deps.territory;
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory, nonce: call.nonce });

  return [
    defineRoute({
      method: 'get',
      path: '/inscription/autre',
      summary: 'Le formulaire d’inscription d’une organisation que le registre n’a pas',
      access: 'anyone',
      async handle(call) {
        const id = newId('sgn');
        return page({ id }, () => <UnlistedPage chrome={bare(call)} id={id} typed={{}} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/autre',
      summary: 'Demande l’inscription d’une organisation par son SIREN : l’opérateur décide',
      access: 'anyone',
      body: unlistedBody,
      async handle(call) {
        const { siren, kind, name, ...applicant } = call.body;
        const request = await beginUnlistedSignUp(deps, { siren, kind, name }, applicant);
        const reference = await referenceOf(deps.signer, request.id);
        const data = { id: request.id, organisation: request.name, state: request.state, reference };
        return seeOther(`/inscription/demande/${reference}`, { created: true, data });
      },
      async again(call, errors) {
        const id = call.typed.id ?? newId('sgn');
        return page({}, () => <UnlistedPage chrome={bare(call)} id={id} typed={call.typed} errors={errors} />);
      },
    }),
  ];
}
