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

/** The dark runs of each line, as one path: a square for each point would weigh as much as the page. */
const runsOf = (lines: readonly (readonly boolean[])[]): string =>
  lines
    .flatMap((line, y) =>
      [
        ...line
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(({ 0: { length }, index }) => `M${index} ${y}h${length}`),
    )
    .join('');

/** A drawing that the phone's application photographs. */
async function enrolmentDrawing(territory: Territory, email: string, secret: string): Promise<string> {
  const { encode } = await import('uqr');
  const issuer = encodeURIComponent(territory.name);
  const address = `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
  const { data, size } = encode(address, { border: 2 });
  const sheet = `<rect fill="white" y="-.5" width="${size}" height="${size}"/>`;
  const viewBox = `0 -.5 ${size} ${size}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" shape-rendering="crispEdges">${sheet}<path stroke="black" d="${runsOf(data)}"/></svg>`;
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
