import { searchRoutes } from '../../modules/search/index.ts';
import type { Route } from '../../platform/http/route.ts';

/** What everybody looks for, members and visitors. */
export const routesOfSearch = (deps: Parameters<typeof searchRoutes>[0]): Route[] => searchRoutes(deps);
