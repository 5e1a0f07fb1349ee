/** `/c/<slug>/s-abonner` and `/u/…`: subscribing and leaving, without an account. */
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { maskedAddress } from '../../../platform/text.ts';
import type { Chrome } from '../../../web/layout.tsx';
import {
  confirmationParams,
  leaveBody,
  leaveOneBody,
  preferencesQuery,
  readerParams,
  subscribeBody,
  subscribeParams,
  subscribeQuery,
} from '../schema.ts';
import {
  askToSubscribe,
  confirm,
  dataOf,
  forget,
  keyOfToken,
  leave,
  listToJoin,
  type Preferences,
  preferencesOf,
  type PublicList,
  requestToConfirm,
  type SubscriptionDeps,
} from '../service/subscription.ts';
import { MAIN_LIST } from '../rules.ts';
import {
  ConfirmPage,
  ForgetPage,
  ForgottenPage,
  LeavePage,
  LeftPage,
  NobodyPage,
  PreferencesPage,
  RequestSentPage,
  SubscribePage,
} from '../views/subscription.tsx';

export function subscriptionRoutes(deps: SubscriptionDeps): Route[] {
  const bare = (call: RequestContext): Chrome => ({ kind: 'bare', territory: deps.territory, nonce: call.nonce });
  const publicChrome = (call: RequestContext, { organisation: { name, slug, presented } }: PublicList): Chrome => ({
    kind: 'public',
    territory: deps.territory,
    organisation: { name, slug, ...(presented?.accent ? { accent: presented.accent } : {}) },
    nonce: call.nonce,
  });

  const told = ({ organisation, list }: PublicList) => ({
    organisation: organisation.name,
    slug: organisation.slug,
    list,
  });

  /** What the holder of a link sees, or that we keep nothing of her. */
  async function holderPage(
    call: RequestContext & { params: { token: string } },
    view: (known: Preferences) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const known = await preferencesOf(deps, await keyOfToken(deps, call.params.token));
    if (!known) return page({ subscriptions: [] }, () => <NobodyPage chrome={bare(call)} />);
    return view(known);
  }

  return [
    defineRoute({
      method: 'get',
      path: '/c/:slug/s-abonner',
      summary: 'Le formulaire d’abonnement à une liste',
      access: 'anyone',
      params: subscribeParams,
      query: subscribeQuery,
      async handle(call) {
        const joining = await listToJoin(deps, call.params.slug, call.query.liste);
        const chrome = publicChrome(call, joining);
        return page(told(joining), () =>
          call.query.etape === 'envoye' ? (
            <RequestSentPage chrome={chrome} joining={joining} />
          ) : (
            <SubscribePage chrome={chrome} joining={joining} typed={{}} />
          ),
        );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/c/:slug/s-abonner',
      summary: 'Demande un abonnement : un courriel de confirmation part',
      access: 'anyone',
      params: subscribeParams,
      body: subscribeBody,
      async handle(call) {
        const { slug } = call.params;
        const joining = await listToJoin(deps, slug, call.body.liste);
        await askToSubscribe(deps, joining, {
          email: call.body.email,
          address: call.address,
          page: `/c/${slug}/s-abonner`,
        });
        return seeOther(`/c/${slug}/s-abonner?etape=envoye`, {
          status: 202,
          data: { ...told(joining), state: 'confirmation-sent' },
        });
      },
      async again(call, errors) {
        const joining = await listToJoin(deps, call.params.slug, MAIN_LIST);
        return page(told(joining), () => (
          <SubscribePage chrome={publicChrome(call, joining)} joining={joining} typed={call.typed} errors={errors} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/u/confirmer/:token',
      summary: 'La page de confirmation d’un abonnement : elle ne confirme rien',
      access: 'anyone',
      params: confirmationParams,
      async handle(call) {
        const confirmation = await requestToConfirm(deps, call.params.token);
        const { organisationName, listName, email } = confirmation;
        return page({ organisation: organisationName, list: listName, address: maskedAddress(email) }, () => (
          <ConfirmPage chrome={bare(call)} confirmation={confirmation} token={call.params.token} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/u/confirmer/:token',
      summary: 'Confirme un abonnement',
      access: 'anyone',
      params: confirmationParams,
      async handle(call) {
        const token = await confirm(deps, call.params.token, { address: call.address });
        return seeOther(`/u/preferences/${token}?fait=confirme`, {
          data: { state: 'active', preferences: `/u/preferences/${token}` },
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/u/preferences/:token',
      summary: 'Les abonnements d’une adresse, avec la preuve du consentement',
      access: 'anyone',
      params: readerParams,
      query: preferencesQuery,
      handle: (call) =>
        holderPage(call, (known) =>
          page({ state: known.subscriber.state, subscriptions: dataOf(known).subscriptions }, () => (
            <PreferencesPage chrome={bare(call)} token={call.params.token} known={known} done={call.query.fait} />
          )),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/u/preferences/:token/quitter',
      summary: 'Quitte une liste',
      access: 'anyone',
      params: readerParams,
      body: leaveOneBody,
      async handle(call) {
        const { organisation, liste } = call.body;
        const key = await keyOfToken(deps, call.params.token);
        await leave(deps, key, (one) => one.organisation === organisation && one.list === liste, 'reader');
        return seeOther(`/u/preferences/${call.params.token}?fait=quitte`, {
          data: { organisation, list: liste, state: 'left' },
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/u/preferences/:token/donnees',
      summary: 'Tout ce qui est gardé d’une adresse',
      access: 'anyone',
      params: readerParams,
      handle: (call) =>
        holderPage(call, (known) => ({
          kind: 'body',
          type: 'application/json; charset=utf-8',
          body: JSON.stringify(dataOf(known), null, 2),
          fileName: 'mes-abonnements.json',
        })),
    }),
    defineRoute({
      method: 'get',
      path: '/u/preferences/:token/effacer',
      summary: 'Ce que tout effacer veut dire : n’efface rien',
      access: 'anyone',
      params: readerParams,
      handle: (call) =>
        holderPage(call, (known) =>
          page(dataOf(known), () => <ForgetPage chrome={bare(call)} token={call.params.token} known={known} />),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/u/preferences/:token/effacer',
      summary: 'Efface tout ce qui est gardé d’une adresse',
      access: 'anyone',
      params: readerParams,
      async handle(call) {
        await forget(deps, await keyOfToken(deps, call.params.token));
        return page({ state: 'forgotten' }, () => <ForgottenPage chrome={bare(call)} />);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/u/:token',
      summary: 'La page pour ne plus recevoir : elle ne désabonne pas',
      access: 'anyone',
      params: readerParams,
      async handle(call) {
        const { token } = call.params;
        const known = await preferencesOf(deps, await keyOfToken(deps, token));
        const lists =
          known?.subscriptions.filter(({ state }) => state === 'active').map(({ listName }) => listName) ?? [];
        return page({ lists }, () => <LeavePage chrome={bare(call)} token={token} known={known} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/u/:token',
      summary: 'Désabonne de tout, tout de suite (RFC 8058 : sans témoin ni redirection)',
      access: 'anyone',
      params: readerParams,
      body: leaveBody,
      crossSite: true,
      async handle(call) {
        const { token } = call.params;
        const isOneClick = call.body['List-Unsubscribe'] !== undefined;
        await leave(deps, await keyOfToken(deps, token), () => true, isOneClick ? 'one-click' : 'reader');
        return page({ state: 'left' }, () => <LeftPage chrome={bare(call)} token={token} isKnown />);
      },
    }),
  ];
}
