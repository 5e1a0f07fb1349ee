/** `/inscription/<slug>/rejoindre`: asking to join an organisation that is there already. */
import * as z from 'zod';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { joiningBody, linkToken, slug } from '../schema.ts';
import { askToJoin, confirmAsking, joiningUnderWay, organisationToJoin } from '../service/joining.ts';
import type { WelcomeDeps } from '../service/welcome.ts';
import { AskedPage, AskToJoinPage, ConfirmedPage, ConfirmPage } from '../views/joining.tsx';

const slugParams = z.object({ slug });
const tokenParams = z.object({ token: linkToken });
const doneQuery = z.object({ fait: z.literal('demande').optional().catch(undefined) });

export function joiningRoutes(deps: WelcomeDeps & { territory: Territory }): Route[] {
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory: deps.territory, nonce: call.nonce });

  const form = async (
    call: RequestContext & { params: { slug: string }; typed: Readonly<Record<string, string>> },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const organisation = await organisationToJoin(deps, call.params.slug);
    return page({ organisation: organisation.name }, () => (
      <AskToJoinPage chrome={bare(call)} organisation={organisation} typed={call.typed} errors={errors} />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: '/inscription/:slug/rejoindre',
      summary: 'Le formulaire pour demander à rejoindre une organisation inscrite',
      access: 'anyone',
      params: slugParams,
      query: doneQuery,
      async handle(call) {
        if (!call.query.fait) return form(call);
        const { name } = await organisationToJoin(deps, call.params.slug);
        return page({ asked: true }, () => <AskedPage chrome={bare(call)} name={name} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/:slug/rejoindre',
      summary: 'Demande à rejoindre une organisation ; l’adresse est d’abord confirmée',
      access: 'anyone',
      params: slugParams,
      body: joiningBody,
      async handle(call) {
        await askToJoin(deps, call.params.slug, call.body, call.address);
        return seeOther(`/inscription/${call.params.slug}/rejoindre?fait=demande`, { data: { asked: true } });
      },
      again: (call, errors) => form(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/inscription/rejoindre/:token',
      summary: 'Une demande de rejoindre à confirmer, par le lien reçu',
      access: 'anyone',
      params: tokenParams,
      async handle(call) {
        const { name, email, outcome } = await joiningUnderWay(deps, call.params.token);
        return page({ organisation: name, email, outcome }, () =>
          outcome ? (
            <ConfirmedPage chrome={bare(call)} name={name} outcome={outcome} />
          ) : (
            <ConfirmPage chrome={bare(call)} name={name} email={email} token={call.params.token} />
          ),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/rejoindre/:token',
      summary: 'Confirme l’adresse : la demande part aux référents',
      access: 'anyone',
      params: tokenParams,
      async handle(call) {
        const outcome = await confirmAsking(deps, call.params.token);
        return seeOther(`/inscription/rejoindre/${call.params.token}`, { data: { outcome } });
      },
    }),
  ];
}
