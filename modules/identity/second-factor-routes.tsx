/** `/connexion/double-verification`: the telephone's application, set up once. */
import { signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../platform/http/route.ts';
import { type FieldError, Problem, refuseField } from '../../platform/problems.ts';
import type { Chrome } from '../../web/layout.tsx';
import type { IdentityRoutesDeps } from './entering.tsx';
import { renewRecoveryCodes } from './recovery.ts';
import { RecoveryCodesPage, RenewRecoveryCodesPage } from './recovery-views.tsx';
import { enrolmentBegunBody, enrolmentBody, enrolmentToken, passwordOnlyBody, signInQuery } from './schema.ts';
import { beginSecondFactor, confirmSecondFactor, secondFactorUnderWay } from './second-factor.ts';
import { recoveryCodesLeft } from './second-factor-store.ts';
import { TEXTS } from './texts.ts';
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

  const hasOne = (call: RequestContext): boolean => signedIn(call).person.secondFactor === true;

  /** Shown this once: nobody, Parvis neither, can show them again. */
  const given = (
    call: RequestContext,
    codes: readonly string[],
    { done, next = '/compte' }: { done: string; next?: string | undefined },
  ): Answer => {
    const { email } = signedIn(call).person;
    const site = `Parvis, ${deps.territory.name}`;
    const shown = { chrome: chrome(call), site, email, codes, done, next };
    return page({ codes }, () => <RecoveryCodesPage {...shown} />);
  };

  const mustHaveSecondFactor = (call: RequestContext): void => {
    if (!hasOne(call)) throw new Problem('conflict', { detail: TEXTS.noneToRecover });
  };

  const renewing = async (call: RequestContext, errors?: readonly FieldError[]): Promise<Answer> => {
    mustHaveSecondFactor(call);
    const left = (await recoveryCodesLeft(deps.table, signedIn(call).person.id)) ?? 0;
    const shown = { chrome: chrome(call), left, ...(errors ? { errors } : {}) };
    return page({ left }, () => <RenewRecoveryCodesPage {...shown} />);
  };

  return [
    // Not before the second factor has been given: these codes stand for it.
    defineRoute({
      method: 'get',
      path: '/connexion/double-verification/secours',
      summary: 'Renouveler mes codes de secours',
      access: 'visitor',
      handle: (call) => renewing(call),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification/secours',
      summary: 'Donne d’autres codes de secours',
      access: 'visitor',
      body: passwordOnlyBody,
      async handle(call) {
        mustHaveSecondFactor(call);
        const codes = await renewRecoveryCodes(deps, signedIn(call), call.body.password, call);
        return given(call, codes, { done: 'Ceux d’avant ne servent plus.' });
      },
      again: renewing,
    }),
    defineRoute({
      method: 'get',
      path: '/connexion/double-verification',
      summary: 'Mettre en place la double vérification',
      access: 'visitor',
      beforeProof: true,
      query: signInQuery,
      async handle(call) {
        const replaces = hasOne(call);
        const shown = { chrome: chrome(call), replaces, back: call.query.retour };
        return page({}, () => <SecondFactorStartPage {...shown} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification',
      summary: 'Donne la clé de l’application de codes',
      access: 'visitor',
      beforeProof: true,
      body: enrolmentBegunBody,
      async handle(call) {
        const member = signedIn(call);
        const { person } = member;
        const { token, secret } = await beginSecondFactor(deps, member, call.body, call);
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
        page({}, () => (
          <SecondFactorStartPage
            chrome={chrome(call)}
            replaces={hasOne(call)}
            errors={errors}
            back={call.typed.retour}
          />
        )),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification/code',
      summary: 'Vérifie un premier code',
      access: 'visitor',
      beforeProof: true,
      body: enrolmentBody,
      async handle(call) {
        const { jeton: token, code, retour } = call.body;
        const codes = await confirmSecondFactor(deps, signedIn(call), { token, code }, call);
        return given(call, codes, { done: 'La double vérification est en place.', next: retour });
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
