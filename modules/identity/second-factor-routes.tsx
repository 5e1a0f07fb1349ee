/** `/connexion/double-verification`: the telephone's application, set up once. */
import { signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../platform/http/route.ts';
import { refuseField } from '../../platform/problems.ts';
import type { Chrome } from '../../web/layout.tsx';
import type { IdentityRoutesDeps } from './entering.tsx';
import { enrolmentBody, enrolmentToken, passwordOnlyBody, signInQuery } from './schema.ts';
import { beginSecondFactor, confirmSecondFactor, secondFactorUnderWay } from './second-factor.ts';
import { SecondFactorEnrolPage, SecondFactorStartPage } from './views.tsx';

/** A drawing that the phone's application photographs. */
async function enrolmentDrawing(territory: Territory, email: string, secret: string): Promise<string> {
  const { renderSVG } = await import('uqr');
  const issuer = encodeURIComponent(territory.name);
  const address = `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
  return renderSVG(address, { border: 2 });
}

export function secondFactorRoutes(deps: IdentityRoutesDeps): Route[] {
  const chrome = (call: RequestContext): Chrome => memberChrome(deps.territory, signedIn(call), 'account', call.nonce);

  return [
    defineRoute({
      method: 'get',
      path: '/connexion/double-verification',
      summary: 'Mettre en place la double vérification',
      access: 'visitor',
      beforeProof: true,
      query: signInQuery,
      async handle(call) {
        const shown = { chrome: chrome(call), back: call.query.retour };
        return page({}, () => <SecondFactorStartPage {...shown} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification',
      summary: 'Donne la clé de l’application de codes',
      access: 'visitor',
      beforeProof: true,
      body: passwordOnlyBody,
      async handle(call) {
        const { person } = signedIn(call);
        const { token, secret } = await beginSecondFactor(deps, person, call.body.password);
        const drawing = await enrolmentDrawing(deps.territory, person.email, secret);
        return page({ jeton: token, secret }, () => (
          <SecondFactorEnrolPage
            chrome={chrome(call)}
            token={token}
            secret={secret}
            drawing={drawing}
            back={call.body.retour}
          />
        ));
      },
      again: async (call, errors) =>
        page({}, () => <SecondFactorStartPage chrome={chrome(call)} errors={errors} back={call.typed.retour} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification/code',
      summary: 'Vérifie un premier code',
      access: 'visitor',
      beforeProof: true,
      body: enrolmentBody,
      async handle(call) {
        await confirmSecondFactor(deps, signedIn(call), call.body.jeton, call.body.code);
        return seeOther(call.body.retour ?? '/compte?fait=double-verification', { data: { secondFactor: true } });
      },
      async again(call, errors) {
        const { person } = signedIn(call);
        const token = call.typed.jeton ?? '';
        if (!enrolmentToken.safeParse(token).success) throw refuseField('code', 'Recommencez depuis votre compte.');
        const secret = await secondFactorUnderWay(deps, person.id, token);
        const drawing = await enrolmentDrawing(deps.territory, person.email, secret);
        return page({}, () => (
          <SecondFactorEnrolPage
            chrome={chrome(call)}
            errors={errors}
            token={token}
            secret={secret}
            drawing={drawing}
            back={call.typed.retour}
          />
        ));
      },
    }),
  ];
}
