/** `/territoire/organisations/:siren/depart`: the operator decides that an organisation leaves, and undoes it. */
import { signedIn } from '../../../platform/actor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { operatorChrome, organisationParams } from '../../organisations/index.ts';
import { leavingBody, restoringBody } from '../schema.ts';
import { anyToLeave, bringBack, type DepartureDeps, makeLeave } from '../service.ts';
import { LeavingPage } from '../views/leaving.tsx';

const PATH = '/territoire/organisations/:siren';
const pageOf = (siren: string): string => `/territoire/organisations/${siren}`;

export function operatorDepartureRoutes(deps: DepartureDeps & { territory: Territory }): Route[] {
  async function show(
    call: RequestContext & { params: { siren: string }; typed: Typed },
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const { siren } = call.params;
    const toLeave = await anyToLeave(deps, siren);
    const { life, profile, reached, until, isHeld } = toLeave;
    if (life.state === 'left') return seeOther(pageOf(siren));
    return page({ version: life.version, reached, until, isHeld }, () => (
      <LeavingPage
        chrome={operatorChrome(deps.territory, signedIn(call), 'organisations', call.nonce)}
        toLeave={toLeave}
        action={`${pageOf(siren)}/depart`}
        back={{ href: pageOf(siren), label: profile.name }}
        isOperator
        typed={call.typed}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: `${PATH}/depart`,
      summary: 'Ce que quitter le territoire veut dire pour une organisation : ne décide rien',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      handle: (call) => show(call),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/depart`,
      summary: 'Fait quitter le territoire à une organisation, avec la raison',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      body: leavingBody,
      async handle(call) {
        const { siren } = call.params;
        const until = await makeLeave(deps, signedIn(call), siren, call.body);
        return seeOther(`${pageOf(siren)}?fait=partie`, { data: { siren, state: 'left', until } });
      },
      again: (call, errors) => show(call, errors),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/retablir`,
      summary: 'Rétablit une organisation qui a quitté le territoire, avant la fin de son délai',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      body: restoringBody,
      async handle(call) {
        const { siren } = call.params;
        await bringBack(deps, signedIn(call), siren, call.body);
        return seeOther(`${pageOf(siren)}?fait=retablie`, { data: { siren, state: 'active' } });
      },
    }),
  ];
}
