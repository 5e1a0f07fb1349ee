/** `/territoire/organisations`: those that have joined, and those that the operator adds. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { operatorChrome } from '../views/operator-chrome.ts';
import { unlistedBody } from '../schema.ts';
import { addOrganisation, type OperatorDeps } from '../service/operator.ts';
import { networkReach, organisationsListed } from '../store/organisation.ts';
import { AddOrganisationPage, OrganisationsPage } from '../views/organisations.tsx';

const PAGE = 50;
const PATH = '/territoire/organisations';

const DONE = { ajout: 'L’organisation est ajoutée : le lien est parti.' } as const;

const listQuery = z.object({
  suite: z.string().max(2000).optional(),
  fait: z.enum(['ajout']).optional().catch(undefined),
});

export function organisationsRoutes(deps: OperatorDeps & { territory: Territory; signer: Signer }): Route[] {
  const chromeOf = (call: RequestContext) =>
    operatorChrome(deps.territory, signedIn(call), 'organisations', call.nonce);

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Les organisations inscrites',
      access: 'operator',
      needs: 'manage-organisations',
      query: listQuery,
      async handle(call) {
        const cursor = await openCursor(deps.signer, ['listed'], call.query.suite);
        const [{ organisations, next }, reach] = await Promise.all([
          organisationsListed(deps.table, { limit: PAGE, cursor }),
          networkReach(deps.table),
        ]);
        const sealed = await sealCursor(deps.signer, ['listed'], next);
        return page({ organisations, reach, next: sealed }, () => (
          <OrganisationsPage
            chrome={chromeOf(call)}
            organisations={organisations}
            next={sealed}
            reach={reach}
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/nouvelle`,
      summary: 'Le formulaire d’ajout d’une organisation',
      access: 'operator',
      needs: 'manage-organisations',
      async handle(call) {
        const id = newId('sgn');
        return page({ id }, () => <AddOrganisationPage chrome={chromeOf(call)} id={id} typed={{}} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Ajoute une organisation et invite son premier référent par courriel',
      access: 'operator',
      needs: 'manage-organisations',
      body: unlistedBody,
      async handle(call) {
        const { id, name, slug, state } = await addOrganisation(deps, signedIn(call), call.body);
        return seeOther(`${PATH}?fait=ajout`, { created: true, data: { id, organisation: name, slug, state } });
      },
      async again(call, errors) {
        const id = call.typed.id ?? newId('sgn');
        return page({}, () => (
          <AddOrganisationPage chrome={chromeOf(call)} id={id} typed={call.typed} errors={errors} />
        ));
      },
    }),
  ];
}
