import { poolDomainOf } from '../../modules/federation/index.ts';
import { cognitoLogin } from '../../modules/identity/index.ts';
import { cognitoClient } from '../../platform/cognito.ts';
import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { publicRoutes } from './routes.ts';

const config = readConfig([
  'DOCUMENTS_BUCKET',
  'FILES_ORIGIN',
  'AWS_REGION',
  'USER_POOL_ID',
  'USER_POOL_CLIENT_ID',
  'OPERATOR_EMAIL',
  'SIGN_IN_ORIGIN',
  'POOL_ISSUER',
  'POOL_KEYS',
]);
const cognito = cognitoClient();
const common = pagesDependencies(credentialsOfOrganisations());
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  files: depositFilesIn({ bucket: config.DOCUMENTS_BUCKET, origin: config.FILES_ORIGIN, region: config.AWS_REGION }),
  login: cognitoLogin(cognito, config.USER_POOL_ID, config.USER_POOL_CLIENT_ID),
  operatorEmail: config.OPERATOR_EMAIL,
  poolDomain: poolDomainOf(cognito, {
    origin: config.SIGN_IN_ORIGIN,
    poolId: config.USER_POOL_ID,
    issuer: config.POOL_ISSUER,
    keys: config.POOL_KEYS,
    callback: `${common.origin}/connexion/retour`,
  }),
};

/** `/`, `/c/*`, `/inscription/*`, `/connexion/*`, `/u/*`, `/api` */
export const handler = pagesHandler(deps, publicRoutes(deps), { filesOrigin: config.FILES_ORIGIN });
