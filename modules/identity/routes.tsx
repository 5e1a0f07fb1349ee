/** `/connexion/*`: the only routes that open a session. */
import { may, signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../platform/http/route.ts';
import { type FieldError, Problem, refuseField } from '../../platform/problems.ts';
import { sessionCookie } from '../../platform/sessions.ts';
import type { Chrome } from '../../web/layout.tsx';
import { type Door, type Doors } from './door.ts';
import { DoorPage } from './door-views.tsx';
import {
  doorParams,
  enrolmentBody,
  forgottenBody,
  newPasswordBody,
  passwordOnlyBody,
  secondFactorBody,
  signInBody,
  signInQuery,
} from './schema.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  type IdentityDeps,
  type Proof,
  proveCode,
  provePassword,
  resetPassword,
  secondFactorUnderWay,
  sendResetCode,
  signIn,
} from './service.ts';
import {
  ForgottenPage,
  KeptFormPage,
  NewPasswordPage,
  SecondFactorEnrolPage,
  SecondFactorPage,
  SecondFactorStartPage,
  SignInPage,
} from './views.tsx';

export interface IdentityRoutesDeps extends IdentityDeps {
  territory: Territory;
  doors: Doors;
}

interface AfterSignIn {
  email: string;
  organisation?: string | undefined;
  retour?: string | undefined;
  suite: readonly (readonly [string, string])[];
}

export function identityRoutes(deps: IdentityRoutesDeps): Route[] {
  const { territory } = deps;
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory, nonce: call.nonce });

  /** Signed in, or the page that asks for the code; what she was writing goes along. */
  async function goOn(proof: Proof, input: AfterSignIn, call: RequestContext): Promise<Answer> {
    const kept = input.suite.length > 0 ? JSON.stringify(input.suite) : undefined;
    if (proof.kind === 'code-needed') {
      return page({ codeNeeded: true, defi: proof.challenge }, () => (
        <SecondFactorPage
          chrome={bare(call)}
          email={input.email}
          challenge={proof.challenge}
          organisation={input.organisation}
          back={input.retour}
          kept={kept}
        />
      ));
    }
    const { opened, rights } = await signIn(deps, { ...proof, door: input.organisation }, call);
    const cookies = [sessionCookie(opened)];
    const { retour } = input;
    if (retour && input.suite.length > 0) {
      const view = () => <KeptFormPage chrome={bare(call)} action={retour} fields={input.suite} />;
      return page({ person: proof.person }, view, { cookies });
    }
    const home = rights && rights.memberships.length === 0 && rights.isOperator ? '/territoire' : '/accueil';
    return seeOther(retour ?? home, { cookies, data: { person: proof.person } });
  }

  /** The organisation's own page, in its colour, with its own way in. */
  const atDoor = (
    call: RequestContext,
    door: Door,
    form: {
      errors?: readonly FieldError[];
      email?: string | undefined;
      back?: string | undefined;
      kept?: string | undefined;
    },
  ): Answer => {
    const { name, slug, accent, method } = door;
    const chrome: Chrome = {
      kind: 'bare',
      territory,
      organisation: { name, ...(accent ? { accent } : {}) },
      nonce: call.nonce,
    };
    return page({ name, slug, method }, () => <DoorPage chrome={chrome} door={door} {...form} />);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/connexion',
      summary: 'La page de connexion',
      access: 'visitor',
      query: signInQuery,
      async handle(call) {
        // Whoever belongs to nothing any more may sign in as somebody else.
        if (call.member?.current) return seeOther(call.query.retour ?? '/accueil');
        if (call.member && may(call.member, 'open-console')) return seeOther(call.query.retour ?? '/territoire');
        return page({}, () => <SignInPage chrome={bare(call)} back={call.query.retour} />);
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
        return goOn(await provePassword(deps, email, password), call.body, call);
      },
      async again(call, errors) {
        const { email, organisation, retour, suite } = call.typed;
        const door = organisation ? await deps.doors.at(organisation) : undefined;
        if (door) return atDoor(call, door, { errors, email, back: retour, kept: suite });
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
        return goOn(await proveCode(deps, email, defi, code), call.body, call);
      },
      async again(call, errors) {
        const { email = '', defi = '', organisation, retour, suite } = call.typed;
        return page({}, () => (
          <SecondFactorPage
            chrome={bare(call)}
            errors={errors}
            email={email}
            challenge={defi}
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
        if (!door) throw new Problem('not-found');
        return atDoor(call, door, { back: call.query.retour });
      },
    }),
  ];
}

/** A drawing that the phone's application photographs. */
async function enrolmentDrawing(territory: Territory, email: string, secret: string): Promise<string> {
  const { renderSVG } = await import('uqr');
  const issuer = encodeURIComponent(territory.name);
  const address = `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
  return renderSVG(address, { border: 2 });
}

function secondFactorRoutes(deps: IdentityRoutesDeps): Route[] {
  const chrome = (call: RequestContext): Chrome => memberChrome(deps.territory, signedIn(call), 'account', call.nonce);

  return [
    defineRoute({
      method: 'get',
      path: '/connexion/double-verification',
      summary: 'Mettre en place la double vérification',
      access: 'member',
      handle: async (call) => page({}, () => <SecondFactorStartPage chrome={chrome(call)} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification',
      summary: 'Donne la clé de l’application de codes',
      access: 'member',
      whileSuspended: true,
      body: passwordOnlyBody,
      async handle(call) {
        const { person } = signedIn(call);
        const { token, secret } = await beginSecondFactor(deps, person, call.body.password);
        const drawing = await enrolmentDrawing(deps.territory, person.email, secret);
        return page({ jeton: token, secret }, () => (
          <SecondFactorEnrolPage chrome={chrome(call)} token={token} secret={secret} drawing={drawing} />
        ));
      },
      again: async (call, errors) => page({}, () => <SecondFactorStartPage chrome={chrome(call)} errors={errors} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/double-verification/code',
      summary: 'Vérifie un premier code',
      access: 'member',
      whileSuspended: true,
      body: enrolmentBody,
      async handle(call) {
        await confirmSecondFactor(deps, signedIn(call), call.body.jeton, call.body.code);
        return seeOther('/compte?fait=double-verification', { data: { secondFactor: true } });
      },
      async again(call, errors) {
        const { person } = signedIn(call);
        const token = call.typed.jeton ?? '';
        if (!/^[A-Za-z0-9_-]{43}$/.test(token)) throw refuseField('code', 'Recommencez depuis votre compte.');
        const secret = await secondFactorUnderWay(deps, person.id, token);
        const drawing = await enrolmentDrawing(deps.territory, person.email, secret);
        return page({}, () => (
          <SecondFactorEnrolPage
            chrome={chrome(call)}
            errors={errors}
            token={token}
            secret={secret}
            drawing={drawing}
          />
        ));
      },
    }),
  ];
}
