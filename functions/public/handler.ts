import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { cognitoLogin } from '../../modules/identity/index.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';
import { publicRoutes } from './routes.ts';

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

/** `/`, `/c/*`, `/inscription/*`, `/connexion/*`, `/u/*`, `/api` */
export const handler = pagesHandler(deps, publicRoutes(deps), config.FILES_ORIGIN);
