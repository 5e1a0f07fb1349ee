import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { publicContentRoutes } from '../../modules/content/index.ts';
import { publicHomeRoutes } from '../../modules/home/index.ts';
import { cognitoLogin, identityRoutes } from '../../modules/identity/index.ts';
import { subscriptionRoutes } from '../../modules/lists/index.ts';
import { signUpRoutes, welcomeRoutes } from '../../modules/organisations/index.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';
import { apiRoute } from './api.tsx';

const config = readConfig([
  'DOCUMENTS_BUCKET',
  'FILES_ORIGIN',
  'USER_POOL_ID',
  'USER_POOL_CLIENT_ID',
  'OPERATOR_EMAIL',
]);
const deps = {
  ...pagesDependencies(),
  files: filesIn(new S3Client({}), config.DOCUMENTS_BUCKET),
  login: cognitoLogin(new CognitoIdentityProviderClient({}), config.USER_POOL_ID, config.USER_POOL_CLIENT_ID),
  operatorEmail: config.OPERATOR_EMAIL,
};

/** What everybody sees, sign-up and sign-in. */
export const handler = pagesHandler(
  deps,
  [
    ...publicHomeRoutes(deps),
    ...signUpRoutes(deps),
    ...welcomeRoutes(deps),
    ...identityRoutes(deps),
    ...subscriptionRoutes(deps),
    ...publicContentRoutes(deps),
    apiRoute(deps),
  ],
  config.FILES_ORIGIN,
);
