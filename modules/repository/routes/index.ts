import type { Route } from '../../../platform/http/route.ts';
import { choiceRoutes } from './choice.tsx';
import { fileRoutes } from './files.tsx';
import { folderRoutes } from './folders.tsx';
import { readerRoutes } from './readers.tsx';
import { shelfRoutes } from './shelf.tsx';
import { templateRoutes } from './templates.tsx';
import type { RepositoryDependencies } from './shared.ts';

/** The pages of folders and files. Before those of documents: `/documents/corbeille` is no document's. */
export const repositoryRoutes = (deps: RepositoryDependencies): Route[] => [
  ...folderRoutes(deps),
  ...shelfRoutes(deps),
  ...templateRoutes(deps),
  ...readerRoutes(deps),
  ...fileRoutes(deps),
  ...choiceRoutes(deps),
];
