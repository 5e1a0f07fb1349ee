/** `/connexion/organisations`: the login page of an organisation, by its name. */
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Route } from '../../platform/http/route.ts';
import { bareChrome, type IdentityRoutesDeps } from './entering.tsx';
import { FindDoorPage } from './finding-views.tsx';
import { namedQuery } from './schema.ts';

export const findingRoutes = (deps: IdentityRoutesDeps): Route[] => [
  defineRoute({
    method: 'get',
    path: '/connexion/organisations',
    summary: 'Trouve la page de connexion d’une organisation par son nom',
    access: 'anyone',
    query: namedQuery,
    async handle(call) {
      const { nom } = call.query;
      const found = nom ? await deps.doors.named(nom) : [];
      return page({ found }, () => <FindDoorPage chrome={bareChrome(deps, call)} typed={nom} found={found} />);
    },
  }),
];
