/** An organisation's own identity provider: asked for, checked, set up at Cognito, used to sign in. */
export { cognitoProvisioning } from './cognito.ts';
export { onProviderChange } from './events.ts';
export { mails } from './mails.ts';
export { poolDomainOf } from './pool-domain.ts';
export { askingRoutes } from './routes/asking.tsx';
export { enteringRoutes } from './routes/entering.tsx';
export { settingUpRoutes } from './routes/setting-up.tsx';
export { secretsLeftWith, secretsTakenWith } from './secrets.ts';
export { hasProvider, offeredBy, usernamesOf } from './store.ts';
