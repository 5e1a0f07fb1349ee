import type { Route } from '../../../platform/http/route.ts';
import type { GroupDependencies } from '../service/groups.ts';
import { invitingRoutes } from './inviting.tsx';
import { listRoutes } from './list.tsx';
import { manageRoutes } from './manage.tsx';
import { spaceRoutes } from './space.tsx';

/** `/groupes/*`. `/groupes/nouveau` must come before `/groupes/:id`. */
export const groupRoutes = (deps: GroupDependencies): Route[] => [
  ...listRoutes(deps),
  ...spaceRoutes(deps),
  ...manageRoutes(deps),
  ...invitingRoutes(deps),
];
