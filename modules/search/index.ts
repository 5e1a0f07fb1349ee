/** The search: one box over all that somebody may read. */
export { searchConsoleRoutes } from './console.tsx';
export { onSearchedChange, type SearchChangeDeps } from './events.ts';
export { searchRoutes } from './routes.tsx';
export type { SearchMessage } from './schema.ts';
export { indexTogether, type IndexingDeps } from './worker.ts';
