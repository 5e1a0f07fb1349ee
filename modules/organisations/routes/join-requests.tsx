/** `/organisation/demandes/<id>`: the référents answer those who ask to join. */
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { joinAcceptanceBody, joinRefusalBody, joinRequestParams } from '../schema.ts';
import { acceptToJoin, refuseToJoin, requestToAnswer } from '../service/join-requests.ts';
import type { MembersDeps } from '../service/members.ts';
import { JoinRequestPage } from '../views/join-requests.tsx';

export function joinRequestRoutes(deps: MembersDeps & { territory: Territory }): Route[] {
  const show = async (
    call: RequestContext & { params: { id: string }; typed: Readonly<Record<string, string>> },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const member = signedIn(call);
    const { request, invitation } = await requestToAnswer(deps, member, call.params.id);
    return page({ request, invitedAs: invitation?.role }, () => (
      <JoinRequestPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        organisation={currentOf(member).name}
        request={request}
        invitedAs={invitation?.role}
        typed={call.typed}
        errors={errors}
        now={deps.clock()}
      />
    ));
  };
  return [
    defineRoute({
      method: 'get',
      path: '/organisation/demandes/:id',
      summary: 'Quelqu’un qui demande à rejoindre mon organisation',
      access: 'member',
      needs: 'manage-members',
      params: joinRequestParams,
      handle: (call) => show(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/demandes/:id/accepter',
      summary: 'Accepte une demande, avec un rôle : la personne reçoit un lien',
      access: 'member',
      needs: 'manage-members',
      params: joinRequestParams,
      body: joinAcceptanceBody,
      async handle(call) {
        await acceptToJoin(deps, signedIn(call), call.params.id, call.body.role);
        return seeOther('/organisation?fait=acceptee', { data: { accepted: call.params.id } });
      },
      again: (call, errors) => show(call, errors),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/demandes/:id/refuser',
      summary: 'Refuse une demande, avec la raison envoyée à la personne',
      access: 'member',
      needs: 'manage-members',
      params: joinRequestParams,
      body: joinRefusalBody,
      async handle(call) {
        await refuseToJoin(deps, signedIn(call), call.params.id, call.body.reason);
        return seeOther('/organisation?fait=refusee', { data: { refused: call.params.id } });
      },
      again: (call, errors) => show(call, errors),
    }),
  ];
}
