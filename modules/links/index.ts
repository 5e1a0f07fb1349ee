/** Links: what an organisation lets people without account read, or send to it. */
export { onLinkedChange } from './events.ts';
export { mails } from './mails.ts';
export { type LinkDependencies, memberLinkRoutes } from './routes/members.tsx';
export { outsiderLinkRoutes } from './routes/outsiders.tsx';
export { tellOfDeposit } from './service/depositing.ts';
