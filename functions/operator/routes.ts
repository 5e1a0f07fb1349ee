import { helpByOperatorRoutes } from '../../modules/accounts/index.ts';
import { classificationRoutes } from '../../modules/classification/index.ts';
import { operatorDepartureRoutes } from '../../modules/departures/index.ts';
import { settingUpRoutes } from '../../modules/federation/index.ts';
import { territoryJournalRoutes } from '../../modules/journal/index.ts';
import { digestOperatorRoutes } from '../../modules/lists/index.ts';
import { operatorRoutes, organisationsRoutes } from '../../modules/organisations/index.ts';
import { searchConsoleRoutes } from '../../modules/search/index.ts';
import { usageRoutes } from '../../modules/usage/index.ts';
import type { Route } from '../../platform/http/route.ts';

type Dependencies = Parameters<typeof helpByOperatorRoutes>[0] &
  Parameters<typeof operatorRoutes>[0] &
  Parameters<typeof digestOperatorRoutes>[0] &
  Parameters<typeof territoryJournalRoutes>[0] &
  Parameters<typeof operatorDepartureRoutes>[0] &
  Parameters<typeof settingUpRoutes>[0] &
  Parameters<typeof classificationRoutes>[0] &
  Parameters<typeof searchConsoleRoutes>[0] &
  Parameters<typeof usageRoutes>[0];

/** The operator's console. */
export const territoryRoutes = (deps: Dependencies): Route[] => [
  ...operatorRoutes(deps),
  ...organisationsRoutes(deps),
  ...helpByOperatorRoutes(deps),
  ...operatorDepartureRoutes(deps),
  ...digestOperatorRoutes(deps),
  ...settingUpRoutes(deps),
  ...classificationRoutes(deps),
  ...searchConsoleRoutes(deps),
  ...usageRoutes(deps),
  ...territoryJournalRoutes(deps),
];
