/** The public register of acts: its entries, their proof, what everybody reads of it. */
export { onRegistered, registerMessagesOf } from './events.ts';
export { memberActsRoutes } from './routes/members.tsx';
export { memberSessionRoutes } from './routes/sessions.tsx';
export { publicActsRoutes } from './routes/public.tsx';
export { publicSessionRoutes } from './routes/public-sessions.tsx';
export { sessionsToList } from './sessions.ts';
export type { Session } from './rules-sessions.ts';
export { SessionRows } from './views/sessions.tsx';
export { register, type RegisteringDependencies } from './registering.ts';
