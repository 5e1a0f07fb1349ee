import { particularsRoutes } from './routes/particulars.tsx';
import { directoryPages } from './routes/directory.tsx';
import { unitRoutes } from './routes/units.tsx';
import type { Route } from '../../platform/http/route.ts';

export { onDirectoryChange } from './events.ts';
export { ownUnits, unitsOf } from './store/units.ts';
export { peopleSource } from './search.ts';
export { communesJoined, find } from './service/finding.ts';
export { cardShown } from './service/reading.ts';
export type { PersonLine } from './store/lines.ts';
export { functionText } from './views/person.tsx';
export { publicDirectoryRoutes } from './routes/public.tsx';

/** What members read and say of themselves. */
export const directoryRoutes = (
  deps: Parameters<typeof particularsRoutes>[0] & Parameters<typeof directoryPages>[0],
): Route[] => [...particularsRoutes(deps), ...directoryPages(deps), ...unitRoutes(deps)];
