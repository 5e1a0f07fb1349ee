/** `/organisation/membres/<person>/compte`: a référent helps a member whose mailbox or telephone is lost. */
import { signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { helpQuery, personParams, vouchBody } from '../schema.ts';
import { type HelpDeps, helpedByReferent, removeSecondFactor, vouch } from '../service/helping.ts';
import { HelpPage } from '../views/help.tsx';
import { DONE, shownOf } from './help.ts';

const PATH = '/organisation/membres/:person/compte';
const here = (person: string): string => `/organisation/membres/${person}/compte`;

export function helpByReferentRoutes(deps: HelpDeps & { territory: Territory }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Le compte d’un membre : adresse et téléphone perdus',
      access: 'member',
      needs: 'manage-members',
      params: personParams,
      query: helpQuery,
      async handle(call) {
        const member = signedIn(call);
        const { person } = call.params;
        const helped = await helpedByReferent(deps, member, person);
        const { firstName, lastName } = helped.rights.person;
        return page(shownOf(helped), () => (
          <HelpPage
            chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
            breadcrumb={[
              { href: '/organisation', label: 'Mon organisation' },
              { href: `/organisation/membres/${person}`, label: `${firstName} ${lastName}` },
            ]}
            here={here(person)}
            helped={helped}
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/adresse`,
      summary: 'Se porte garant d’un membre dont l’ancienne adresse est perdue',
      access: 'member',
      needs: 'manage-members',
      whileSuspended: true,
      params: personParams,
      body: vouchBody,
      async handle(call) {
        const member = signedIn(call);
        const { person } = call.params;
        await vouch(deps, member, await helpedByReferent(deps, member, person), call.body.change);
        return seeOther(`${here(person)}?fait=garant`, { data: { vouched: person } });
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/second-facteur`,
      summary: 'Retire la double vérification d’un membre dont le téléphone est perdu',
      access: 'member',
      needs: 'manage-members',
      whileSuspended: true,
      params: personParams,
      async handle(call) {
        const member = signedIn(call);
        const { person } = call.params;
        await removeSecondFactor(deps, member, await helpedByReferent(deps, member, person));
        return seeOther(`${here(person)}?fait=second-facteur`, { data: { removed: person } });
      },
    }),
  ];
}
