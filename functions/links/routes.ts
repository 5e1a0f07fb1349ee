import { outsiderLinkRoutes } from '../../modules/links/index.ts';
import type { Route } from '../../platform/http/route.ts';

/** What links open, for whoever holds one. */
export const linkRoutes = (deps: Parameters<typeof outsiderLinkRoutes>[0]): Route[] => outsiderLinkRoutes(deps);
