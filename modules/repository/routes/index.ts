import type { Route } from '../../../platform/http/route.ts';
import { choiceRoutes } from './choice.tsx';
import { fileRoutes } from './files.tsx';
import { folderRoutes } from './folders.tsx';
import type { RepositoryDependencies } from './shared.ts';

/** The pages of folders and files. Before those of documents: `/documents/corbeille` is no document's. */
export const repositoryRoutes = (deps: RepositoryDependencies): Route[] => [
  ...folderRoutes(deps),
  ...fileRoutes(deps),
  ...choiceRoutes(deps),
];
