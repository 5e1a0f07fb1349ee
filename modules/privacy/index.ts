export { privacyMessageOf } from './events.ts';
export { askForCopyOnLeaving } from './leaving.ts';
export { copyLinkRoutes } from './leaving-routes.tsx';
export { folderCopyRoutes } from './folder-routes.tsx';
export { mails } from './mails.ts';
export { privacyRoutes } from './routes.tsx';
export { treatRequest } from './worker.ts';
