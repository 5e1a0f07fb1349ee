import { helpByReferentRoutes, nameRoutes } from '../../modules/accounts/index.ts';
import { contentRoutes, groupShelf } from '../../modules/content/index.ts';
import { leavingRoutes } from '../../modules/departures/index.ts';
import { communesJoined, directoryRoutes } from '../../modules/directory/index.ts';
import { askingRoutes } from '../../modules/federation/index.ts';
import { groupRoutes } from '../../modules/groups/index.ts';
import { homeRoutes } from '../../modules/home/index.ts';
import { accountRoutes } from '../../modules/identity/index.ts';
import { journalRoutes } from '../../modules/journal/index.ts';
import { listRoutes, nextLetter } from '../../modules/lists/index.ts';
import { loginsRoutes } from '../../modules/logins/index.ts';
import {
  communeRoutes,
  invitationListRoutes,
  joinRequestRoutes,
  logoRoutes,
  memberRoutes,
  presentationRoutes,
} from '../../modules/organisations/index.ts';
import { privacyRoutes } from '../../modules/privacy/index.ts';
import type { Route } from '../../platform/http/route.ts';

type Dependencies = Parameters<typeof homeRoutes>[0] &
  Omit<Parameters<typeof contentRoutes>[0], 'nextLetter'> &
  Parameters<typeof directoryRoutes>[0] &
  Omit<Parameters<typeof groupRoutes>[0], 'shelf'> &
  Parameters<typeof listRoutes>[0] &
  Parameters<typeof memberRoutes>[0] &
  Parameters<typeof presentationRoutes>[0] &
  Parameters<typeof loginsRoutes>[0] &
  Parameters<typeof journalRoutes>[0] &
  Parameters<typeof privacyRoutes>[0] &
  Parameters<typeof leavingRoutes>[0] &
  Parameters<typeof askingRoutes>[0] &
  Parameters<typeof accountRoutes>[0];

/** Everything that members see. */
export const intranetRoutes = (deps: Dependencies): Route[] => [
  ...homeRoutes(deps),
  ...contentRoutes({ ...deps, nextLetter }),
  ...groupRoutes({ ...deps, shelf: groupShelf(deps) }),
  ...listRoutes(deps),
  ...invitationListRoutes(deps),
  ...memberRoutes(deps),
  ...helpByReferentRoutes(deps),
  ...joinRequestRoutes(deps),
  ...communeRoutes({ ...deps, communesJoined: communesJoined(deps.table) }),
  ...directoryRoutes(deps),
  ...presentationRoutes(deps),
  ...askingRoutes(deps),
  ...logoRoutes(deps),
  ...loginsRoutes(deps),
  ...journalRoutes(deps),
  ...privacyRoutes(deps),
  ...leavingRoutes(deps),
  ...accountRoutes(deps),
  ...nameRoutes(deps),
];
