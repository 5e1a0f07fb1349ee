import { memberActsRoutes, memberSessionRoutes } from '../../modules/acts/index.ts';
import { documentRoutes, sendingRoutes } from '../../modules/documents/index.ts';
import { memberLinkRoutes } from '../../modules/links/index.ts';
import { keepingIn, repositoryRoutes as folderAndFileRoutes } from '../../modules/repository/index.ts';
import { folderCopyRoutes } from '../../modules/privacy/index.ts';
import type { Route } from '../../platform/http/route.ts';

type Dependencies = Parameters<typeof folderAndFileRoutes>[0] &
  Omit<Parameters<typeof documentRoutes>[0], 'keeping'> &
  Parameters<typeof memberActsRoutes>[0] &
  Omit<Parameters<typeof sendingRoutes>[0], 'keeping'> &
  Parameters<typeof memberLinkRoutes>[0] &
  Parameters<typeof folderCopyRoutes>[0];

/** What an organisation keeps: folders, files, and the documents that they hold; its acts. */
export const repositoryRoutes = (deps: Dependencies): Route[] => [
  ...folderAndFileRoutes(deps),
  // Before those of documents: `/documents/liens` is no document's.
  ...memberLinkRoutes(deps),
  ...folderCopyRoutes(deps),
  ...sendingRoutes({ ...deps, keeping: keepingIn(deps) }),
  ...documentRoutes({ ...deps, keeping: keepingIn(deps) }),
  ...memberActsRoutes(deps),
  ...memberSessionRoutes(deps),
];
