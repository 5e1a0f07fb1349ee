/** Groups across organisations: their members, and who may come in. */
export { type GroupChangeDeps, onGroupChange } from './events.ts';
export { mails } from './mails.ts';
export { groupRoutes } from './routes/index.ts';
export type { GroupDependencies, GroupShelf } from './service/groups.ts';
export { meetBodies } from './service/bodies.ts';
export { leaveGroups } from './service/leaving.ts';
export { acceptedBy, groupReach, type GroupReached, groupsReached, takesPublications } from './service/reach.ts';
export { groupChecks } from './store/entities.ts';
