import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { linkRoutes } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN, AWS_REGION, DOCUMENTS_QUOTA } = readConfig([
  'DOCUMENTS_BUCKET',
  'FILES_ORIGIN',
  'AWS_REGION',
  'DOCUMENTS_QUOTA',
]);
const GIBIBYTE = 1024 ** 3;
const common = pagesDependencies(credentialsOfOrganisations());
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  quota: Number(DOCUMENTS_QUOTA) * GIBIBYTE,
  files: depositFilesIn({ bucket: DOCUMENTS_BUCKET, origin: FILES_ORIGIN, region: AWS_REGION }),
};

/** `/l/*`: on behalf of the organisation that a link names, once the link was found to open. */
export const handler = pagesHandler(deps, linkRoutes(deps), { filesOrigin: FILES_ORIGIN });
