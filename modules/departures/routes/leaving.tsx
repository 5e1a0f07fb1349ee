/** `/organisation/depart`: the référent decides that her organisation leaves the territory. */
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { leavingBody } from '../schema.ts';
import { type DepartureDeps, leaveWithOwn, ownToLeave } from '../service.ts';
import { LeavingPage, LeftPage } from '../views/leaving.tsx';

const PATH = '/organisation/depart';

export function leavingRoutes(deps: DepartureDeps & { territory: Territory }): Route[] {
  async function show(call: RequestContext & { typed: Typed }, errors?: readonly FieldError[]): Promise<Answer> {
    const member = signedIn(call);
    const toLeave = await ownToLeave(deps, member);
    const { life, reached, until, isHeld } = toLeave;
    return page({ version: life.version, reached, until, isHeld }, () => (
      <LeavingPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        toLeave={toLeave}
        action={PATH}
        back={{ href: '/organisation', label: 'Mon organisation' }}
        isOperator={false}
        typed={call.typed}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Ce que quitter le territoire veut dire pour mon organisation : ne décide rien',
      access: 'member',
      needs: 'answer-for-organisation',
      handle: (call) => show(call),
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Mon organisation quitte le territoire',
      access: 'member',
      needs: 'answer-for-organisation',
      body: leavingBody,
      async handle(call) {
        const member = signedIn(call);
        const { name } = currentOf(member);
        const until = await leaveWithOwn(deps, member, call.body);
        // Not elsewhere: she has no page there any more.
        return page({ left: true, until }, () => (
          <LeftPage
            chrome={{ kind: 'bare', territory: deps.territory, nonce: call.nonce }}
            name={name}
            until={until}
            email={member.person.email}
          />
        ));
      },
      again: (call, errors) => show(call, errors),
    }),
  ];
}
