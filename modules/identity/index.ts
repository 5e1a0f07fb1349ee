export { accountRoutes } from './account-routes.tsx';
export { cognitoLogin, type Login, loginCloser } from './cognito.ts';
export type { Door, Doors } from './door.ts';
export type { IdentityRoutesDeps } from './entering.tsx';
export { mails } from './mails.ts';
export { identityRoutes } from './routes.tsx';
export { password as passwordSchema, returnPath as returnPathSchema } from './schema.ts';
export {
  type AskedFrom,
  checkPassword,
  createAccount,
  deviceName,
  findAccount,
  type IdentityDeps,
  signedInAct,
} from './service.ts';
export { NewPassword } from './views.tsx';
