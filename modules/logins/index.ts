/** How each organisation wants its members to sign in, and its own login page. */
export { doorsOf } from './doors.ts';
export { onLoginsChange } from './events.ts';
export { loginsRoutes } from './routes.tsx';
