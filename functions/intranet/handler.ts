import { secretsLeftWith } from '../../modules/federation/index.ts';
import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { intranetRoutes } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN, AWS_REGION, SIGN_IN_ORIGIN, PROVIDER_SECRETS, OPERATOR_EMAIL } = readConfig([
  'DOCUMENTS_BUCKET',
  'FILES_ORIGIN',
  'AWS_REGION',
  'SIGN_IN_ORIGIN',
  'PROVIDER_SECRETS',
  'OPERATOR_EMAIL',
]);
const files = depositFilesIn({ bucket: DOCUMENTS_BUCKET, origin: FILES_ORIGIN, region: AWS_REGION });
const common = pagesDependencies(credentialsOfOrganisations());
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  files,
  signInOrigin: SIGN_IN_ORIGIN,
  operatorEmail: OPERATOR_EMAIL,
  secretsLeft: secretsLeftWith(common.secrets, PROVIDER_SECRETS),
};

/** Whatever no other function answers. */
export const handler = pagesHandler(deps, intranetRoutes(deps), { filesOrigin: FILES_ORIGIN, confined: true });
