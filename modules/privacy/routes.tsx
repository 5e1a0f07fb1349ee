/** `/compte/donnees` for everybody about herself, `/organisation/copie` for the référent. */
import { signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../platform/http/route.ts';
import { newId } from '../../platform/ids.ts';
import { noSessionCookie } from '../../platform/sessions.ts';
import { askBody, doneQuery, partParams } from './schema.ts';
import {
  askForHerself,
  askForOrganisation,
  closeAccount,
  copiesOfHers,
  copiesOfOrganisation,
  fetchOfHers,
  fetchOfOrganisation,
  inTheWayOfClosing,
  whoGoesOn,
  isFetchable,
  type PrivacyDeps,
} from './service.ts';
import type { DataRequest } from './store.ts';
import { CloseAccountPage, OrganisationCopyPage, OwnDataPage } from './views.tsx';

const OWN = '/compte/donnees';
const OF_ORGANISATION = '/organisation/copie';

export function privacyRoutes(deps: PrivacyDeps & { territory: Territory }): Route[] {
  const told = (copies: readonly DataRequest[]) =>
    copies.map((copy) => ({
      id: copy.id,
      state: copy.state,
      createdAt: copy.createdAt,
      expiresAt: copy.expiresAt,
      parts: isFetchable(copy, deps.clock()) ? copy.parts.length : 0,
    }));
  const chromeOf = (call: RequestContext, current: 'account' | 'organisation') =>
    memberChrome(deps.territory, signedIn(call), current, call.nonce);

  return [
    defineRoute({
      method: 'get',
      path: OF_ORGANISATION,
      summary: 'Les copies des données de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      query: doneQuery,
      async handle(call) {
        const member = signedIn(call);
        const copies = await copiesOfOrganisation(deps, member);
        const shown = { copies, path: OF_ORGANISATION, now: deps.clock(), id: newId('exp', deps.clock()) };
        return page({ id: shown.id, copies: told(copies) }, () => (
          <OrganisationCopyPage
            {...shown}
            chrome={chromeOf(call, 'organisation')}
            done={call.query.fait !== undefined}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: OF_ORGANISATION,
      summary: 'Demande une copie des données de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      body: askBody,
      async handle(call) {
        await askForOrganisation(deps, signedIn(call), call.body.id);
        return seeOther(`${OF_ORGANISATION}?fait=demande`, { status: 202, data: { id: call.body.id } });
      },
    }),
    defineRoute({
      method: 'get',
      path: `${OF_ORGANISATION}/:id/:part`,
      summary: 'Un fichier d’une copie des données de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      params: partParams,
      handle: async (call) =>
        seeOther(await fetchOfOrganisation(deps, signedIn(call), call.params.id, call.params.part)),
    }),
    defineRoute({
      method: 'get',
      path: OWN,
      summary: 'Ce que Parvis garde de moi',
      access: 'visitor',
      query: doneQuery,
      async handle(call) {
        const copies = await copiesOfHers(deps, signedIn(call));
        const shown = { copies, path: `${OWN}/copie`, now: deps.clock(), id: newId('exp', deps.clock()) };
        return page({ id: shown.id, copies: told(copies) }, () => (
          <OwnDataPage {...shown} chrome={chromeOf(call, 'account')} done={call.query.fait !== undefined} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${OWN}/copie`,
      summary: 'Demande une copie de mes données',
      access: 'visitor',
      body: askBody,
      async handle(call) {
        await askForHerself(deps, signedIn(call), call.body.id);
        return seeOther(`${OWN}?fait=demande`, { status: 202, data: { id: call.body.id } });
      },
    }),
    defineRoute({
      method: 'get',
      path: `${OWN}/copie/:id/:part`,
      summary: 'Un fichier d’une copie de mes données',
      access: 'visitor',
      params: partParams,
      handle: async (call) => seeOther(await fetchOfHers(deps, signedIn(call), call.params.id, call.params.part)),
    }),
    defineRoute({
      method: 'get',
      path: `${OWN}/fermer`,
      summary: 'Ce que fermer mon compte veut dire : ne ferme rien',
      access: 'visitor',
      async handle(call) {
        const member = signedIn(call);
        const inTheWay = await inTheWayOfClosing(deps, member);
        const id = newId('exp', deps.clock());
        const departures = inTheWay.length > 0 ? [] : await whoGoesOn(deps, member);
        const groups = member.groups.map(({ name }) => name);
        return page({ id, departures, groups, inTheWay }, () => (
          <CloseAccountPage
            chrome={chromeOf(call, 'account')}
            id={id}
            departures={departures}
            groups={groups}
            inTheWay={inTheWay}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${OWN}/fermer`,
      summary: 'Ferme mon compte définitivement',
      access: 'visitor',
      body: askBody,
      async handle(call) {
        await closeAccount(deps, signedIn(call), call.body.id);
        return seeOther('/', { cookies: [noSessionCookie], data: { closed: true } });
      },
    }),
  ];
}
