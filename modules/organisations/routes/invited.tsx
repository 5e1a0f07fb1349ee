/** `/inscription/invitation/<token>`: a commune follows the invitation of its intercommunal body. */
import * as z from 'zod';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { linkToken, signUpBody } from '../schema.ts';
import { communeInvited, signUpInvited } from '../service/invited.ts';
import { hasJoined, referenceOf, type SignUpDeps } from '../service/sign-up.ts';
import { AlreadyJoinedPage, WhoPage } from '../views/sign-up.tsx';

/** Who asks, and whether it is a program. */
type Asking = RequestContext & { wantsJson: boolean };

const params = z.object({ token: linkToken });

export function invitedRoutes(deps: SignUpDeps): Route[] {
  const territory: Territory = deps.territory;
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory, nonce: call.nonce });

  const form = async (
    call: Asking & { params: { token: string }; typed: Readonly<Record<string, string>> },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const { link, place, contact } = await communeInvited(deps, call.params.token);
    if (contact !== undefined) {
      if (call.wantsJson) throw hasJoined(contact);
      return page({}, () => <AlreadyJoinedPage chrome={bare(call)} place={place} contact={contact} />, { status: 409 });
    }
    if (link.usedBy) return seeOther(`/inscription/demande/${await referenceOf(deps.signer, link.usedBy)}`);
    const id = call.typed.id ?? newId('sgn');
    const invitation = { token: call.params.token, by: link.bodyName };
    return page({ organisation: place.name, invitedBy: link.bodyName, id }, () => (
      <WhoPage chrome={bare(call)} place={place} id={id} typed={call.typed} invitation={invitation} errors={errors} />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: '/inscription/invitation/:token',
      summary: 'L’invitation qu’une commune a reçue de son intercommunalité',
      access: 'anyone',
      params,
      handle: (call) => form(call),
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/invitation/:token',
      summary: 'Dit qui s’occupera de l’espace de la commune invitée',
      access: 'anyone',
      params,
      body: signUpBody,
      async handle(call) {
        const result = await signUpInvited(deps, call.params.token, call.body);
        if (result.kind === 'welcome') {
          const next = `/connexion/bienvenue/${result.token}`;
          return seeOther(next, { data: { proved: true, next } });
        }
        const key = await referenceOf(deps.signer, result.request.id);
        const next = `/inscription/demande/${key}`;
        const { id, state } = result.request;
        return seeOther(next, { created: true, data: { id, state, reference: key, next } });
      },
      again: (call, errors) => form(call, errors),
    }),
  ];
}
