export { privacyMessageOf } from './events.ts';
export { mails } from './mails.ts';
export { privacyRoutes } from './routes.tsx';
export { treatRequest } from './worker.ts';
