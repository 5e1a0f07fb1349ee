/** `/connexion/courriel`: a code sent to the mailbox lets in, where the organisation signs in so. */
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Cookie, Route } from '../../platform/http/route.ts';
import { atDoor, bareChrome, goOn, type IdentityRoutesDeps, keptText } from './entering.tsx';
import { askCode, CODE_COOKIE, type CodeAsked, proveMailedCode } from './mailed-code.ts';
import { AskCodePage, MailedCodePage } from './mailed-code-views.tsx';
import { codeAskedBody, mailedCodeBody, signInQuery } from './schema.ts';

export const codeCookie = ({ token, expires }: CodeAsked): Cookie => ({ name: CODE_COOKIE, value: token, expires });
export const noCodeCookie: Cookie = { name: CODE_COOKIE, value: '', expires: new Date(0) };

export function mailedCodeRoutes(deps: IdentityRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/connexion/courriel',
      summary: 'La page qui propose un code par courriel',
      access: 'anyone',
      query: signInQuery,
      handle: async (call) => page({}, () => <AskCodePage chrome={bareChrome(deps, call)} back={call.query.retour} />),
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/courriel',
      summary: 'Envoie un code à l’adresse, si elle a un compte qui se connecte ainsi',
      access: 'anyone',
      body: codeAskedBody,
      async handle(call) {
        const { email, organisation, retour, suite } = call.body;
        const asked = await askCode(deps, email, call);
        const along = { email, organisation, back: retour, kept: keptText(suite) };
        const view = () => <MailedCodePage chrome={bareChrome(deps, call)} {...along} />;
        return page({ sent: true }, view, { cookies: [codeCookie(asked)] });
      },
      async again(call, errors) {
        const { email, organisation, retour, suite } = call.typed;
        const door = organisation ? await deps.doors.at(organisation) : undefined;
        const form = { errors, email, back: retour, kept: suite };
        if (door) return atDoor(deps, call, door, form);
        return page({}, () => <AskCodePage chrome={bareChrome(deps, call)} {...form} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/connexion/courriel/code',
      summary: 'Ouvre une session avec le code reçu par courriel',
      access: 'anyone',
      body: mailedCodeBody,
      async handle(call) {
        const { code, email = '', ...along } = call.body;
        const person = await proveMailedCode(deps, call.cookie(CODE_COOKIE), code);
        const answer = await goOn(deps, { kind: 'proved', person, proofs: ['code'] }, { email, ...along }, call);
        return { ...answer, cookies: [...(answer.cookies ?? []), noCodeCookie] };
      },
      async again(call, errors) {
        const { email, organisation, retour, suite } = call.typed;
        const along = { errors, email, organisation, back: retour, kept: suite };
        return page({}, () => <MailedCodePage chrome={bareChrome(deps, call)} {...along} />);
      },
    }),
  ];
}
