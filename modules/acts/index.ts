/** The public register of acts: its entries, their proof, what everybody reads of it. */
export { registerMessagesOf } from './events.ts';
export { memberActsRoutes } from './routes/members.tsx';
export { publicActsRoutes } from './routes/public.tsx';
export { register, type RegisteringDependencies } from './registering.ts';
