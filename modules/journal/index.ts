export { onJournalChange } from './events.ts';
export { journalRoutes, territoryJournalRoutes } from './routes.tsx';
