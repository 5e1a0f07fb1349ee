import { cognitoProvisioning, secretsTakenWith } from '../../modules/federation/index.ts';
import { accountFinder } from '../../modules/identity/index.ts';
import { cognitoClient } from '../../platform/cognito.ts';
import { readConfig } from '../../platform/config.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { territoryRoutes } from './routes.ts';

const config = readConfig(['USER_POOL_ID', 'PROVIDER_SECRETS', 'LOOPBACK_PROVIDERS']);
const cognito = cognitoClient();
const common = pagesDependencies();
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  secretsTaken: secretsTakenWith(common.secrets, config.PROVIDER_SECRETS),
  provisioning: cognitoProvisioning(cognito, config.USER_POOL_ID, `${common.origin}/connexion/retour`),
  accountWith: accountFinder(cognito, config.USER_POOL_ID),
  reach: { loopback: config.LOOPBACK_PROVIDERS === 'true' },
};

/** `/territoire/*` */
export const handler = pagesHandler(deps, territoryRoutes(deps));
