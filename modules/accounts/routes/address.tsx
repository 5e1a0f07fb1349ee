/** `/connexion/adresse`: a person changes the address that she signs in with; both mailboxes answer. */
import { type Member, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { usernamesOf } from '../../federation/index.ts';
import { CODE_COOKIE, codeCookie, type IdentityDeps, noCodeCookie } from '../../identity/index.ts';
import { standingOf } from '../rules.ts';
import { answerBody, changeBody, changeQuery, linkParams, newAddressBody } from '../schema.ts';
import { agree, askedBy, askForChange, askForCode, cancel, provesByCode, refuse } from '../service/changing.ts';
import { changeOf } from '../store.ts';
import { ChangeAddressPage, LinkPage, RefusedPage } from '../views/address.tsx';

const HERE = '/connexion/adresse';

const DONE = {
  demande: 'C’est demandé : un lien est parti à chacune des deux adresses.',
  annule: 'C’est annulé : vous vous connectez comme avant.',
} as const;

export function addressRoutes(deps: IdentityDeps & { territory: Territory }): Route[] {
  const { table, clock, territory } = deps;

  async function show(
    call: RequestContext,
    member: Member,
    shown: { typed?: string | undefined; errors?: readonly FieldError[]; done?: string | undefined; sent?: boolean },
  ): Promise<Answer> {
    const { id, email } = member.person;
    const [change, elsewhere] = await Promise.all([changeOf(table, id), usernamesOf(table, id)]);
    const standing = change && standingOf(change, clock());
    const { typed, errors, done, sent } = shown;
    return page({ email, change: standing && { after: change.after, standing } }, () => (
      <ChangeAddressPage
        chrome={memberChrome(territory, member, 'account', call.nonce)}
        email={email}
        change={change}
        standing={standing}
        code={provesByCode(member) ? (sent ? 'sent' : 'to-send') : undefined}
        hasOwnProvider={elsewhere.length > 0}
        typed={typed}
        errors={errors}
        done={done}
      />
    ));
  }

  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory, nonce: call.nonce });

  return [
    defineRoute({
      method: 'get',
      path: HERE,
      summary: 'Changer l’adresse avec laquelle on se connecte',
      access: 'visitor',
      query: changeQuery,
      handle: (call) => show(call, signedIn(call), { done: call.query.fait && DONE[call.query.fait] }),
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/code`,
      summary: 'Envoie un code à l’adresse actuelle, pour qui n’a pas de mot de passe',
      access: 'visitor',
      body: newAddressBody,
      async handle(call) {
        const member = signedIn(call);
        const asked = await askForCode(deps, member, call.body.email, call);
        const answer = await show(call, member, { typed: call.body.email, sent: true });
        return { ...answer, cookies: [codeCookie(asked)] };
      },
      again: (call, errors) => show(call, signedIn(call), { typed: call.typed.email, errors }),
    }),
    defineRoute({
      method: 'post',
      path: HERE,
      summary: 'Demande à changer d’adresse : un lien part aux deux',
      access: 'visitor',
      body: changeBody,
      async handle(call) {
        const proof = { ...call.body, cookie: call.cookie(CODE_COOKIE) };
        await askForChange(deps, signedIn(call), proof, call);
        return seeOther(`${HERE}?fait=demande`, { data: { asked: true }, cookies: [noCodeCookie] });
      },
      again: (call, errors) => show(call, signedIn(call), { typed: call.typed.email, errors, sent: true }),
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/annuler`,
      summary: 'Annule le changement d’adresse demandé',
      access: 'visitor',
      async handle(call) {
        await cancel(deps, signedIn(call));
        return seeOther(`${HERE}?fait=annule`, { data: { cancelled: true } });
      },
    }),
    defineRoute({
      method: 'get',
      path: `${HERE}/:token`,
      summary: 'Ouvre le lien reçu à l’une des deux adresses',
      access: 'anyone',
      params: linkParams,
      async handle(call) {
        const asked = await askedBy(deps, call.params.token);
        const { side, standing, change } = asked;
        return page({ side, standing, after: change.after }, () => (
          <LinkPage chrome={bare(call)} asked={asked} token={call.params.token} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${HERE}/:token`,
      summary: 'Répond pour cette adresse : d’accord, ou pas moi',
      access: 'anyone',
      params: linkParams,
      body: answerBody,
      async handle(call) {
        const { token } = call.params;
        if (call.body.reponse === 'non') {
          await refuse(deps, token, call.address);
          return page({ standing: 'cancelled' }, () => <RefusedPage chrome={bare(call)} />);
        }
        const asked = await agree(deps, token);
        const { side, standing } = asked;
        return page({ side, standing }, () => <LinkPage chrome={bare(call)} asked={asked} token={token} />);
      },
    }),
  ];
}
