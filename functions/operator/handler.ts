import { digestOperatorRoutes } from '../../modules/lists/index.ts';
import { operatorRoutes } from '../../modules/organisations/index.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';

const deps = pagesDependencies();

/** `/territoire/*`: the operator's console. */
export const handler = pagesHandler(deps, [...operatorRoutes(deps), ...digestOperatorRoutes(deps)]);
