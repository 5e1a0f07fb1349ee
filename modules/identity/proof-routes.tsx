/** `/connexion/preuve`: what the organisation asks besides what the session has proved. */
import { type Member, signedIn } from '../../platform/actor.ts';
import { memberChrome } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../platform/http/route.ts';
import type { FieldError } from '../../platform/problems.ts';
import type { IdentityRoutesDeps } from './entering.tsx';
import { askCodeAgain, CODE_COOKIE, proveMailbox } from './mailed-code.ts';
import { codeCookie, noCodeCookie } from './mailed-code-routes.tsx';
import { ProofPage } from './proof-views.tsx';
import { proveSecondFactor, secondFactorState } from './proving.ts';
import { applicationBody, askedProofQuery, proofBody, proofCodeBody } from './schema.ts';

const HERE = '/connexion/preuve';
/** Its own page would ask again what has just been given. */
const AFTER = '/accueil';

export function proofRoutes(deps: IdentityRoutesDeps): Route[] {
  /** What is asked first, or nothing more: then she goes where she wanted. */
  async function show(
    call: RequestContext,
    member: Member,
    along: {
      back?: string | undefined;
      wanted?: 'code' | 'totp' | undefined;
      sent?: boolean;
      errors?: readonly FieldError[];
      /** What was given in place of a code, refused. */
      typedCode?: string | undefined;
    },
  ): Promise<Answer> {
    const { awaits, session } = member;
    const wanted = along.wanted && (along.sent || !session.proofs.includes(along.wanted)) ? [along.wanted] : [];
    const [asked] = awaits?.asked ?? wanted;
    if (!asked) return seeOther(along.back ?? AFTER);
    const name = member.awaits?.name ?? member.current?.name ?? 'Parvis';
    const state = asked === 'totp' ? await secondFactorState(deps, member) : undefined;
    const others = member.memberships.filter((membership) => membership.name !== name);
    return page({ organisation: name, asked, sent: along.sent ?? false, secondFactor: state }, () => (
      <ProofPage
        chrome={{ ...memberChrome(deps.territory, { ...member, current: undefined }), nonce: call.nonce }}
        name={name}
        asked={asked}
        slug={member.memberships.find((membership) => membership.name === name)?.slug ?? ''}
        email={member.person.email}
        secondFactor={state}
        others={others.map(({ organisation, name }) => ({ id: organisation, name }))}
        {...along}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: HERE,
      summary: 'Ce que mon organisation demande de plus pour y entrer',
      access: 'visitor',
      beforeProof: true,
      query: askedProofQuery,
      handle: (call) => show(call, signedIn(call), { back: call.query.retour, wanted: call.query.pour }),
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/courriel`,
      summary: 'Envoie un code à ma propre adresse',
      access: 'visitor',
      beforeProof: true,
      body: proofBody,
      async handle(call) {
        const member = signedIn(call);
        const asked = await askCodeAgain(deps, member, call);
        const answer = await show(call, member, { back: call.body.retour, wanted: 'code', sent: true });
        return { ...answer, cookies: [codeCookie(asked)] };
      },
      again: (call, errors) =>
        show(call, signedIn(call), { back: call.typed.retour, wanted: 'code', sent: false, errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/courriel/code`,
      summary: 'Donne le code reçu par courriel',
      access: 'visitor',
      beforeProof: true,
      body: proofCodeBody,
      async handle(call) {
        await proveMailbox(deps, signedIn(call), call.cookie(CODE_COOKIE), call.body.code);
        return seeOther(call.body.retour ?? AFTER, { data: { proved: 'code' }, cookies: [noCodeCookie] });
      },
      again: (call, errors) =>
        show(call, signedIn(call), { back: call.typed.retour, wanted: 'code', sent: true, errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/application`,
      summary: 'Donne le code de l’application du téléphone',
      access: 'visitor',
      beforeProof: true,
      body: applicationBody,
      async handle(call) {
        await proveSecondFactor(deps, signedIn(call), call.body.code, call);
        return seeOther(call.body.retour ?? AFTER, { data: { proved: 'totp' } });
      },
      again: (call, errors) =>
        show(call, signedIn(call), { back: call.typed.retour, wanted: 'totp', errors, typedCode: call.typed.code }),
    }),
  ];
}
