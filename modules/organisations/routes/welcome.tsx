/** `/connexion/bienvenue/<token>`: where every one-time link leads. */
import * as z from 'zod';
import { defineRoute, fieldErrors, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Call, RequestContext, Route } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { sessionCookie } from '../../../platform/sessions.ts';
import { joinBody, linkToken, welcomeBody } from '../schema.ts';
import { acceptWelcome, type WelcomeDeps, welcomeOf } from '../service/welcome.ts';
import { WelcomePage } from '../views/sign-up.tsx';

const params = z.object({ token: linkToken });
const anyBody = z.looseObject({ password: z.string().optional() });

interface WelcomeRoutesDeps extends WelcomeDeps {
  territory: { code: string; name: string };
  /** What the members of an organisation call the account with which they may come in too. */
  offeredBy: (siren: string) => Promise<string | undefined>;
}

export function welcomeRoutes(deps: WelcomeRoutesDeps): Route[] {
  const show = async (
    call: RequestContext & Pick<Call<{ token: string }, unknown, unknown>, 'params' | 'typed'>,
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const { link, hasAccount } = await welcomeOf(deps, call.params.token, call.member);
    const { purpose, name, email, organisation, slug } = link;
    const label = purpose === 'invitation' && organisation ? await deps.offeredBy(organisation) : undefined;
    const provider =
      label === undefined || !slug
        ? undefined
        : { label, href: `/connexion/fournisseur/${slug}?invitation=${call.params.token}` };
    const namesKnown = Boolean(link.firstName && link.lastName);
    const view = () => (
      <WelcomePage
        chrome={{ kind: 'bare', territory: deps.territory, nonce: call.nonce }}
        errors={errors}
        token={call.params.token}
        purpose={purpose}
        name={name}
        email={email}
        hasAccount={hasAccount}
        firstName={call.typed.firstName ?? link.firstName ?? ''}
        lastName={call.typed.lastName ?? link.lastName ?? ''}
        namesKnown={namesKnown}
        provider={provider}
      />
    );
    return page({ purpose, name, email, hasAccount, namesKnown }, view, { leadsIn: true });
  };

  return [
    defineRoute({
      method: 'get',
      path: '/connexion/bienvenue/:token',
      summary: 'Ouvre un lien reçu par courriel',
      access: 'visitor',
      beforeProof: true,
      params,
      handle: (call) => show(call),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/bienvenue/:token',
      summary: 'Accepte le lien : compte créé ou retrouvé, session ouverte',
      access: 'visitor',
      beforeProof: true,
      params,
      body: anyBody,
      async handle(call) {
        const { hasAccount } = await welcomeOf(deps, call.params.token, call.member);
        // A new password must be strong; one that exists must be right.
        const parsed = (hasAccount ? joinBody : welcomeBody).safeParse(call.body);
        if (!parsed.success) throw new Problem('invalid', { fields: fieldErrors(parsed.error) });
        const { session, isOperator } = await acceptWelcome(deps, {
          token: call.params.token,
          asked: call,
          opener: call.member,
          ...parsed.data,
        });
        const to = isOperator ? '/territoire' : '/accueil';
        return seeOther(to, { cookies: [sessionCookie(session)], data: { signedIn: true } });
      },
      again: (call, errors) => show(call, errors),
    }),
  ];
}
