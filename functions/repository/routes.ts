import { documentRoutes } from '../../modules/documents/index.ts';
import type { Route } from '../../platform/http/route.ts';

type Dependencies = Parameters<typeof documentRoutes>[0];

/** What an organisation keeps: its documents. */
export const repositoryRoutes = (deps: Dependencies): Route[] => [...documentRoutes(deps)];
