/** `/territoire`: the operator's console for sign-ups, organisations and official mailboxes. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { OperatorNavKey } from '../../../web/layout.tsx';
import { ladderOf } from '../kinds.ts';
import { SIGN_UP_STATES } from '../rules.ts';
import { mailboxesBody, refusalBody, signUpParams } from '../schema.ts';
import {
  approve,
  importMailboxes,
  type MailboxImport,
  type OperatorDeps,
  previewMailboxes,
  refuse,
  signUpsToSee,
  signUpToDecide,
} from '../service/operator.ts';
import { mailboxesKnown, registerSize } from '../store/register.ts';
import type { SignUp } from '../store/sign-up.ts';
import { operatorChrome } from '../views/operator-chrome.ts';
import { MailboxesPage, SignUpPage, SignUpsPage } from '../views/operator.tsx';

const PAGE = 50;

const DONE = {
  accepte: 'La demande est acceptée : le lien est parti.',
  refuse: 'La demande est refusée : la raison est envoyée.',
} as const;

const signUpsQuery = z.object({
  etat: z.enum(SIGN_UP_STATES).catch('waiting').default('waiting'),
  suite: z.string().max(2000).optional(),
  fait: z.enum(['accepte', 'refuse']).optional().catch(undefined),
});
const mailboxesQuery = z.object({ importees: z.coerce.number().int().optional().catch(undefined) });

/** What programs read of a request: never the hash of its code. */
const told = ({ codeHash: _hash, queue: _queue, place: _place, scope: _scope, ttl: _ttl, ...request }: SignUp) =>
  request;

export function operatorRoutes(deps: OperatorDeps & { territory: Territory; signer: Signer }): Route[] {
  const chromeOf = (call: RequestContext, current: OperatorNavKey) =>
    operatorChrome(deps.territory, signedIn(call), current, call.nonce);

  const signUpPage = (
    call: RequestContext & { typed: Readonly<Record<string, string>> },
    request: SignUp,
    errors?: readonly FieldError[],
  ): Answer =>
    page({ ...told(request), ladder: ladderOf(request) }, () => (
      <SignUpPage
        chrome={chromeOf(call, 'signUps')}
        errors={errors}
        request={request}
        typed={call.typed}
        ladder={ladderOf(request)}
      />
    ));

  const mailboxesPage = async (
    call: RequestContext,
    shown: { typed?: string; preview?: MailboxImport; errors?: readonly FieldError[]; done?: string },
  ): Promise<Answer> => {
    const [known, places] = await Promise.all([
      mailboxesKnown(deps.table, deps.territory.code),
      registerSize(deps.table, deps.territory.code),
    ]);
    return page({ known, preview: shown.preview }, () => (
      <MailboxesPage
        chrome={chromeOf(call, 'mailboxes')}
        known={known}
        places={places}
        typed={shown.typed ?? ''}
        preview={shown.preview}
        errors={shown.errors}
        done={shown.done}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: '/territoire',
      summary: 'Les demandes d’inscription',
      access: 'operator',
      query: signUpsQuery,
      async handle(call) {
        const { etat, suite, fait } = call.query;
        const binding = ['sign-ups', etat];
        const cursor = await openCursor(deps.signer, binding, suite);
        const { requests, next } = await signUpsToSee(deps, etat, { limit: PAGE, cursor });
        const sealed = await sealCursor(deps.signer, binding, next);
        const nextPage = sealed && `/territoire?etat=${etat}&suite=${sealed}`;
        return page({ state: etat, requests: requests.map(told), next: nextPage }, () => (
          <SignUpsPage
            chrome={chromeOf(call, 'signUps')}
            state={etat}
            requests={requests}
            next={nextPage}
            done={fait && DONE[fait]}
            now={deps.clock()}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/territoire/inscriptions/:id',
      summary: 'Une demande d’inscription',
      access: 'operator',
      needs: 'decide-sign-ups',
      params: signUpParams,
      handle: async (call) => signUpPage(call, await signUpToDecide(deps, call.params.id)),
    }),
    defineRoute({
      method: 'post',
      path: '/territoire/inscriptions/:id/accepter',
      summary: 'Accepte une demande : le lien part par courriel',
      access: 'operator',
      needs: 'decide-sign-ups',
      params: signUpParams,
      async handle(call) {
        await approve(deps, signedIn(call), call.params.id);
        return seeOther('/territoire?fait=accepte', { data: { id: call.params.id, state: 'link-sent' } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/territoire/inscriptions/:id/refuser',
      summary: 'Refuse une demande, avec la raison',
      access: 'operator',
      needs: 'decide-sign-ups',
      params: signUpParams,
      body: refusalBody,
      async handle(call) {
        await refuse(deps, signedIn(call), call.params.id, call.body.reason);
        return seeOther('/territoire?fait=refuse', { data: { id: call.params.id, state: 'refused' } });
      },
      again: async (call, errors) => signUpPage(call, await signUpToDecide(deps, call.params.id), errors),
    }),
    defineRoute({
      method: 'get',
      path: '/territoire/messageries',
      summary: 'Les messageries officielles connues',
      access: 'operator',
      needs: 'load-mailboxes',
      query: mailboxesQuery,
      handle: (call) =>
        mailboxesPage(call, {
          ...(call.query.importees === undefined
            ? {}
            : { done: `Messageries enregistrées : ${call.query.importees}.` }),
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/territoire/messageries',
      summary: 'Vérifie, puis importe des messageries officielles',
      access: 'operator',
      needs: 'load-mailboxes',
      body: mailboxesBody,
      async handle(call) {
        const { lines, action } = call.body;
        if (action === 'preview')
          return mailboxesPage(call, { typed: lines, preview: await previewMailboxes(deps, lines) });
        const { mailboxes, refused } = await importMailboxes(deps, signedIn(call), lines);
        return seeOther(`/territoire/messageries?importees=${mailboxes.length}`, {
          data: { imported: mailboxes.length, refused },
        });
      },
      again: (call, errors) => mailboxesPage(call, { typed: call.typed.lines ?? '', errors }),
    }),
  ];
}
