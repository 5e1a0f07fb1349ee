/** `/annuaire/personnes/<person>`: one person, as its reader may see her. */
import { signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { Table } from '../../../platform/table.ts';
import { personParams } from '../schema.ts';
import { personSeenBy } from '../service/reading.ts';
import { PersonPage } from '../views/person.tsx';

export const peopleRoutes = (deps: { table: Table; territory: Territory }): Route[] => [
  defineRoute({
    method: 'get',
    path: '/annuaire/personnes/:person',
    summary: 'Une personne du réseau : ses fonctions et ce qu’elle montre de ses coordonnées',
    access: 'member',
    params: personParams,
    async handle(call) {
      const reader = signedIn(call);
      const cards = await personSeenBy(deps, reader, call.params.person);
      return page({ person: call.params.person, organisations: cards }, () => (
        <PersonPage
          chrome={memberChrome(deps.territory, reader, undefined, call.nonce)}
          cards={cards}
          isSelf={call.params.person === reader.person.id}
        />
      ));
    },
  }),
];
