export { accountRoutes } from './account-routes.tsx';
export { accountFinder, cognitoLogin, type Login } from './cognito.ts';
export { type LoginKeeper, loginKeeper } from './login-keeper.ts';
export { askCodeAgain, CODE_COOKIE, type CodeAsked, proveMailedCode } from './mailed-code.ts';
export { codeCookie, noCodeCookie } from './mailed-code-routes.tsx';
export { dropSecondFactor } from './second-factor-store.ts';
export type { Door, Doors } from './door.ts';
export type { IdentityRoutesDeps } from './entering.tsx';
export { mails } from './mails.ts';
export { identityRoutes } from './routes.tsx';
export { password as passwordSchema, returnPath as returnPathSchema } from './schema.ts';
export {
  type AskedFrom,
  checkPassword,
  closeEverySession,
  createAccount,
  deviceName,
  findAccount,
  type IdentityDeps,
  signedInAct,
} from './service.ts';
export { NewPassword } from './views.tsx';
