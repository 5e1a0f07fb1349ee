import { pagesDependencies, pagesHandler } from '../pages.ts';
import { territoryRoutes } from './routes.ts';

const deps = pagesDependencies();

/** `/territoire/*` */
export const handler = pagesHandler(deps, territoryRoutes(deps));
