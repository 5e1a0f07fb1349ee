/** `/organisation/communes`: an intercommunal body and its communes. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { communeInvitationBody, slug } from '../schema.ts';
import { type CommunesDeps, communesOf, communeToInvite, inviteCommune } from '../service/commune-invitations.ts';
import { CommunesPage, InviteCommunePage } from '../views/communes.tsx';

const PATH = '/organisation/communes';
const params = z.object({ slug });
const doneQuery = z.object({ fait: z.literal('invitee').optional().catch(undefined) });

export function communeRoutes(deps: CommunesDeps & { territory: Territory }): Route[] {
  const chromeOf = (call: RequestContext) => memberChrome(deps.territory, signedIn(call), 'organisation', call.nonce);

  const form = async (
    call: RequestContext & { params: { slug: string }; typed: Readonly<Record<string, string>> },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const { place, mailbox, hasJoined, before } = await communeToInvite(deps, signedIn(call), call.params.slug);
    if (hasJoined) return seeOther(PATH);
    const shown = { commune: place.name, hasMailbox: mailbox !== undefined, invitedAt: before?.sentAt };
    return page(shown, () => (
      <InviteCommunePage
        chrome={chromeOf(call)}
        name={place.name}
        slug={place.slug}
        hasMailbox={shown.hasMailbox}
        before={before}
        typed={call.typed}
        errors={errors}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Les communes de mon intercommunalité, inscrites, invitées ou à inviter',
      access: 'member',
      needs: 'answer-for-organisation',
      query: doneQuery,
      async handle(call) {
        const found = await communesOf(deps, signedIn(call));
        const communes = found.map(({ invitation, ...commune }) => ({
          ...commune,
          invitation: invitation && {
            channel: invitation.channel,
            email: invitation.email,
            by: invitation.by,
            sentAt: invitation.sentAt,
            expiresAt: invitation.expiresAt,
          },
        }));
        return page({ communes }, () => (
          <CommunesPage chrome={chromeOf(call)} communes={communes} now={deps.clock()} done={call.query.fait} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/:slug`,
      summary: 'Le formulaire pour inviter une commune de mon intercommunalité',
      access: 'member',
      needs: 'answer-for-organisation',
      params,
      handle: (call) => form(call),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:slug`,
      summary: 'Invite une commune, par sa messagerie officielle ou à une adresse',
      access: 'member',
      needs: 'answer-for-organisation',
      params,
      body: communeInvitationBody,
      async handle(call) {
        await inviteCommune(deps, signedIn(call), call.params.slug, call.body);
        return seeOther(`${PATH}?fait=invitee`, { created: true, data: { invited: call.params.slug } });
      },
      again: (call, errors) => form(call, errors),
    }),
  ];
}
