/** `/inscription/*`: from the name of a commune to a proved request. */
import * as z from 'zod';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { searchKey, SHORTEST_SEARCH } from '../rules.ts';
import { codeBody, reference, searchQuery, signUpBody, slug } from '../schema.ts';
import {
  askOperator,
  beginSignUp,
  hasJoined,
  hasLeft,
  placeToSignUp,
  proveMailbox,
  referenceOf,
  sendAnotherCode,
  signUpByReference,
  type SignUpDeps,
} from '../service/sign-up.ts';
import { placesBeginning, type Suggestion } from '../store/register.ts';
import type { SignUp } from '../store/sign-up.ts';
import { TEXTS } from '../texts.ts';
import {
  AlreadyJoinedPage,
  CodePage,
  CompletedPage,
  FindPlacePage,
  HasLeftPage,
  LinkSentPage,
  RefusedPage,
  WaitingPage,
  WhoPage,
} from '../views/sign-up.tsx';

/** As many as fit a small screen. */
const MOST_SUGGESTIONS = 8;

const slugParams = z.object({ slug });
const referenceParams = z.object({ reference });
const doneQuery = z.object({ fait: z.literal('renvoye').optional().catch(undefined) });

/** Who asks, and whether it is a program. */
type Asking = RequestContext & { wantsJson: boolean };

/** What the request is, for programs: nothing of the code nor of the mailbox. */
const told = ({ id, name, state, reason }: SignUp) => ({ id, organisation: name, state, reason });

export function signUpRoutes(deps: SignUpDeps): Route[] {
  const territory: Territory = deps.territory;
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory, nonce: call.nonce });

  const search = (typed: string): Promise<Suggestion[]> =>
    placesBeginning(deps.table, territory.code, searchKey(typed), MOST_SUGGESTIONS);

  const alreadyJoined = async (call: Asking, ofSlug: string): Promise<Answer | undefined> => {
    const { place, contact, left } = await placeToSignUp(deps, ofSlug);
    if (left) {
      if (call.wantsJson) throw hasLeft(place, left);
      return page({}, () => <HasLeftPage chrome={bare(call)} place={place} left={left} />, { status: 409 });
    }
    if (contact === undefined) return undefined;
    if (call.wantsJson) throw hasJoined(contact);
    return page({}, () => <AlreadyJoinedPage chrome={bare(call)} place={place} contact={contact} />, { status: 409 });
  };

  const requestPage = async (
    call: RequestContext,
    request: SignUp,
    options: { errors?: Parameters<typeof CodePage>[0]['errors']; done?: string | undefined } = {},
  ): Promise<Answer> => {
    const chrome = bare(call);
    const key = await referenceOf(deps.signer, request.id);
    const views = {
      'code-sent': () => <CodePage chrome={chrome} request={request} reference={key} {...options} />,
      waiting: () => <WaitingPage chrome={chrome} request={request} territory={territory.name} />,
      'link-sent': () => <LinkSentPage chrome={chrome} request={request} />,
      refused: () => <RefusedPage chrome={chrome} request={request} />,
      completed: () => <CompletedPage chrome={chrome} request={request} />,
    } as const;
    return page({ ...told(request), reference: key }, views[request.state]);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/inscription',
      summary: 'Chercher sa commune dans le registre',
      access: 'anyone',
      query: searchQuery,
      async handle(call) {
        const typed = call.query.q?.trim() ?? '';
        const tooShort = typed !== '' && searchKey(typed).length < SHORTEST_SEARCH;
        const found = typed === '' || tooShort ? undefined : await search(typed);
        const errors = tooShort ? [{ field: 'q', message: TEXTS.tooShort }] : undefined;
        return page({ found: found ?? [] }, () => (
          <FindPlacePage chrome={bare(call)} typed={typed} found={found} errors={errors} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/inscription/communes',
      summary: 'Ce que les premières lettres proposent',
      access: 'anyone',
      query: searchQuery,
      async handle(call) {
        const typed = call.query.q ?? '';
        const found = searchKey(typed).length < SHORTEST_SEARCH ? [] : await search(typed);
        const proposals = found.map(({ name, slug: itsSlug, hint }) => ({
          value: name,
          label: name,
          hint,
          url: `/inscription/${itsSlug}`,
        }));
        const view = () => <FindPlacePage chrome={bare(call)} typed={typed} found={found} />;
        return page(proposals, view, { publicFor: 300 });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/inscription/demande/:reference',
      summary: 'Où en est une demande d’inscription',
      access: 'anyone',
      params: referenceParams,
      query: doneQuery,
      async handle(call) {
        const request = await signUpByReference(deps, call.params.reference);
        return requestPage(
          call,
          request,
          call.query.fait && { done: 'Un nouveau code vient d’être envoyé. Le précédent ne sert plus.' },
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/demande/:reference/code',
      summary: 'Donne le code reçu par la messagerie officielle',
      access: 'anyone',
      params: referenceParams,
      body: codeBody,
      async handle(call) {
        const request = await signUpByReference(deps, call.params.reference);
        const result = await proveMailbox(deps, request, call.body.code);
        const next =
          result.kind === 'welcome'
            ? `/connexion/bienvenue/${result.token}`
            : `/inscription/demande/${call.params.reference}`;
        return seeOther(next, { data: { proved: true, next } });
      },
      async again(call, errors) {
        return requestPage(call, await signUpByReference(deps, call.params.reference), { errors });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/demande/:reference/renvoyer',
      summary: 'Envoie un nouveau code à la messagerie officielle',
      access: 'anyone',
      params: referenceParams,
      async handle(call) {
        await sendAnotherCode(deps, await signUpByReference(deps, call.params.reference));
        return seeOther(`/inscription/demande/${call.params.reference}?fait=renvoye`, { data: { sent: true } });
      },
      async again(call, errors) {
        return requestPage(call, await signUpByReference(deps, call.params.reference), { errors });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/demande/:reference/operateur',
      summary: 'Confie la demande à l’opérateur',
      access: 'anyone',
      params: referenceParams,
      async handle(call) {
        await askOperator(deps, await signUpByReference(deps, call.params.reference));
        return seeOther(`/inscription/demande/${call.params.reference}`, { data: { state: 'waiting' } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/inscription/:slug',
      summary: 'Le formulaire d’inscription d’une commune',
      access: 'anyone',
      params: slugParams,
      async handle(call) {
        const joined = await alreadyJoined(call, call.params.slug);
        if (joined) return joined;
        const { place } = await placeToSignUp(deps, call.params.slug);
        return page({ place, id: newId('sgn') }, () => (
          <WhoPage chrome={bare(call)} place={place} id={newId('sgn')} typed={{}} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inscription/:slug',
      summary: 'Dépose une demande d’inscription',
      access: 'anyone',
      params: slugParams,
      body: signUpBody,
      async handle(call) {
        try {
          const request = await beginSignUp(deps, call.params.slug, call.body);
          const key = await referenceOf(deps.signer, request.id);
          return seeOther(`/inscription/demande/${key}`, { created: true, data: { ...told(request), reference: key } });
        } catch (error) {
          const joined =
            error instanceof Problem && error.kind === 'conflict' && (await alreadyJoined(call, call.params.slug));
          if (joined) return joined;
          throw error;
        }
      },
      async again(call, errors) {
        const { place } = await placeToSignUp(deps, call.params.slug);
        const id = call.typed.id ?? newId('sgn');
        return page({}, () => <WhoPage chrome={bare(call)} place={place} id={id} typed={call.typed} errors={errors} />);
      },
    }),
  ];
}
