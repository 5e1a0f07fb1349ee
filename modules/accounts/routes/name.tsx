/** `/compte/nom`: a person writes her name as it is now. */
import { type Member, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { nameBody, nameQuery } from '../schema.ts';
import { changeName, type NamingDeps } from '../service/naming.ts';
import { NamePage, type NameTyped } from '../views/name.tsx';

const HERE = '/compte/nom';

export function nameRoutes(deps: NamingDeps & { territory: Territory }): Route[] {
  const show = (
    call: RequestContext,
    member: Member,
    shown: { typed?: NameTyped; errors?: readonly FieldError[]; isDone?: boolean } = {},
  ): Answer => {
    const { firstName, lastName } = member.person;
    const chrome = memberChrome(deps.territory, member, 'account', call.nonce);
    return page({ firstName, lastName }, () => <NamePage chrome={chrome} typed={{ firstName, lastName }} {...shown} />);
  };

  return [
    defineRoute({
      method: 'get',
      path: HERE,
      summary: 'Mon nom, et de quoi le corriger',
      access: 'member',
      query: nameQuery,
      async handle(call) {
        return show(call, signedIn(call), { isDone: call.query.fait !== undefined });
      },
    }),
    defineRoute({
      method: 'post',
      path: HERE,
      summary: 'Enregistre mon nom, que mes organisations reprennent',
      access: 'member',
      whileSuspended: true,
      body: nameBody,
      async handle(call) {
        await changeName(deps, signedIn(call), call.body);
        return seeOther(`${HERE}?fait=enregistre`, { data: call.body });
      },
      again: async (call, errors) => show(call, signedIn(call), { typed: call.typed, errors }),
    }),
  ];
}
