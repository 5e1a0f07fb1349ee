import type { Route } from '../../../platform/http/route.ts';
import type { ContentDependencies } from '../service.ts';
import { approvalRoutes } from './approval.tsx';
import { fileRoutes } from './file.tsx';
import { groupReadingRoutes } from './groups.tsx';
import { redactingRoutes } from './redacting.tsx';
import { readingRoutes } from './reading.tsx';
import { writingRoutes } from './writing.tsx';

export { groupShelf } from './groups.tsx';
export { organisationWithActs, publicContentRoutes, type PublicContentDependencies, slug } from './public.tsx';

/** What members do with publications. `/publications/:id/fichier` must come before `/publications/:organisation/:id`. */
export const contentRoutes = (deps: ContentDependencies): Route[] => [
  ...writingRoutes(deps),
  ...fileRoutes(deps),
  ...approvalRoutes(deps),
  ...redactingRoutes(deps),
  ...readingRoutes(deps),
  ...groupReadingRoutes(deps),
];
