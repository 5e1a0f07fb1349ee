/** `/connexion/*`: the only routes that open a session. */
import { may } from '../../platform/actor.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../platform/http/route.ts';
import type { Chrome } from '../../web/layout.tsx';
import { closedDoor, atDoor, bareChrome, goOn, type IdentityRoutesDeps } from './entering.tsx';
import { findingRoutes } from './finding-routes.tsx';
import { mailedCodeRoutes } from './mailed-code-routes.tsx';
import { proofRoutes } from './proof-routes.tsx';
import { doorParams, forgottenBody, newPasswordBody, secondFactorBody, signInBody, signInQuery } from './schema.ts';
import { secondFactorRoutes } from './second-factor-routes.tsx';
import { isRecoveryCode } from './recovery-codes.ts';
import { proveRecoveryCode } from './recovery.ts';
import { proveCode, provePassword, resetPassword, sendResetCode } from './service.ts';
import { ForgottenPage, NewPasswordPage, SecondFactorPage, SignInPage } from './views.tsx';

export function identityRoutes(deps: IdentityRoutesDeps): Route[] {
  const bare = (call: RequestContext): Chrome => bareChrome(deps, call);

  return [
    defineRoute({
      method: 'get',
      path: '/connexion',
      summary: 'La page de connexion',
      access: 'visitor',
      beforeProof: true,
      query: signInQuery,
      async handle(call) {
        // Whoever belongs to nothing any more may sign in as somebody else.
        if (call.member?.current || call.member?.awaits) return seeOther(call.query.retour ?? '/accueil');
        if (call.member && may(call.member, 'open-console')) return seeOther(call.query.retour ?? '/territoire');
        return page({}, () => <SignInPage chrome={bare(call)} back={call.query.retour} />, { leadsIn: true });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/connexion',
      summary: 'Ouvre une session',
      access: 'anyone',
      body: signInBody,
      async handle(call) {
        const { email, password } = call.body;
        return goOn(deps, await provePassword(deps, email, password), call.body, call);
      },
      async again(call, errors) {
        const { email, organisation, retour, suite } = call.typed;
        const door = organisation ? await deps.doors.at(organisation) : undefined;
        if (door) return atDoor(deps, call, door, { errors, email, back: retour, kept: suite });
        return page({}, () => (
          <SignInPage chrome={bare(call)} errors={errors} email={email} back={retour} kept={suite} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/code',
      summary: 'Donne le code de la double vérification',
      access: 'anyone',
      body: secondFactorBody,
      async handle(call) {
        const { email, defi, code } = call.body;
        const given = { email, challenge: defi, code };
        const proof = isRecoveryCode(code)
          ? await proveRecoveryCode(deps, given, call)
          : await proveCode(deps, email, defi, code);
        return goOn(deps, proof, call.body, call);
      },
      async again(call, errors) {
        const { email = '', defi = '', organisation, retour, suite } = call.typed;
        return page({}, () => (
          <SecondFactorPage
            chrome={bare(call)}
            errors={errors}
            email={email}
            challenge={defi}
            typedCode={call.typed.code}
            organisation={organisation}
            back={retour}
            kept={suite}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/connexion/oubli',
      summary: 'La page « mot de passe oublié »',
      access: 'anyone',
      handle: async (call) => page({}, () => <ForgottenPage chrome={bare(call)} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/oubli',
      summary: 'Envoie un code à l’adresse, si elle a un compte',
      access: 'anyone',
      body: forgottenBody,
      async handle(call) {
        await sendResetCode(deps, call.body.email);
        return page({ sent: true }, () => <NewPasswordPage chrome={bare(call)} email={call.body.email} />);
      },
      again: async (call, errors) =>
        page({}, () => <ForgottenPage chrome={bare(call)} errors={errors} email={call.typed.email} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/nouveau',
      summary: 'Change le mot de passe avec le code reçu',
      access: 'anyone',
      body: newPasswordBody,
      async handle(call) {
        const { email, code, password } = call.body;
        await resetPassword(deps, { email, code, password, address: call.address });
        const done = 'Votre mot de passe est changé. Connectez-vous avec le nouveau.';
        return page({ changed: true }, () => <SignInPage chrome={bare(call)} email={email} done={done} />);
      },
      again: async (call, errors) =>
        page({}, () => <NewPasswordPage chrome={bare(call)} errors={errors} email={call.typed.email} />),
    }),
    ...mailedCodeRoutes(deps),
    ...findingRoutes(deps),
    ...proofRoutes(deps),
    ...secondFactorRoutes(deps),
    // After the words above: an organisation of such a name is found by `/connexion` all the same.
    defineRoute({
      method: 'get',
      path: '/connexion/:slug',
      summary: 'La page de connexion d’une organisation',
      access: 'anyone',
      params: doorParams,
      query: signInQuery,
      async handle(call) {
        const door = await deps.doors.at(call.params.slug);
        if (!door) return closedDoor(deps, call, call.params.slug);
        return atDoor(deps, call, door, { back: call.query.retour });
      },
    }),
  ];
}
