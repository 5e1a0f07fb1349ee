import { addressRoutes } from '../../modules/accounts/index.ts';
import { publicActsRoutes, publicSessionRoutes } from '../../modules/acts/index.ts';
import { publicContentRoutes } from '../../modules/content/index.ts';
import { publicDirectoryRoutes } from '../../modules/directory/index.ts';
import { enteringRoutes, offeredBy } from '../../modules/federation/index.ts';
import { publicHomeRoutes } from '../../modules/home/index.ts';
import { identityRoutes } from '../../modules/identity/index.ts';
import { subscriptionRoutes } from '../../modules/lists/index.ts';
import { doorsOf } from '../../modules/logins/index.ts';
import {
  invitedRoutes,
  joiningRoutes,
  publicLogoRoutes,
  signUpRoutes,
  unlistedRoutes,
  welcomeRoutes,
} from '../../modules/organisations/index.ts';
import { copyLinkRoutes } from '../../modules/privacy/index.ts';
import type { Route } from '../../platform/http/route.ts';
import { apiRoute } from './api.tsx';

type Dependencies = Parameters<typeof addressRoutes>[0] &
  Parameters<typeof publicContentRoutes>[0] &
  Parameters<typeof publicDirectoryRoutes>[0] &
  Parameters<typeof publicHomeRoutes>[0] &
  Omit<Parameters<typeof identityRoutes>[0], 'doors'> &
  Parameters<typeof enteringRoutes>[0] &
  Parameters<typeof subscriptionRoutes>[0] &
  Parameters<typeof signUpRoutes>[0] &
  Omit<Parameters<typeof welcomeRoutes>[0], 'offeredBy'> &
  Parameters<typeof publicLogoRoutes>[0] &
  Parameters<typeof joiningRoutes>[0] &
  Parameters<typeof copyLinkRoutes>[0] &
  Parameters<typeof apiRoute>[0];

/** What everybody sees, sign-up and sign-in. */
export const publicRoutes = (deps: Dependencies): Route[] => [
  ...publicHomeRoutes(deps),
  ...unlistedRoutes(deps),
  ...joiningRoutes(deps),
  ...invitedRoutes(deps),
  ...signUpRoutes(deps),
  ...welcomeRoutes({ ...deps, offeredBy: (siren) => offeredBy(deps.table, siren) }),
  // Before those of identity: neither `/connexion/adresse` nor `/connexion/retour` is an organisation's door.
  ...addressRoutes(deps),
  ...enteringRoutes(deps),
  ...identityRoutes({ ...deps, doors: doorsOf(deps.table, deps.territory.code) }),
  // Before those of readers: `/u/copie/…` is nobody's subscription.
  ...copyLinkRoutes(deps),
  ...subscriptionRoutes(deps),
  ...publicDirectoryRoutes(deps),
  ...publicLogoRoutes(deps),
  ...publicSessionRoutes(deps),
  ...publicActsRoutes(deps),
  ...publicContentRoutes(deps),
  apiRoute(deps),
];
