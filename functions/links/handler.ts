import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { documentsQuota } from '../documents-quota.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { linkRoutes } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN, AWS_REGION } = readConfig(['DOCUMENTS_BUCKET', 'FILES_ORIGIN', 'AWS_REGION']);
const common = pagesDependencies(credentialsOfOrganisations());
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  quota: documentsQuota(),
  files: depositFilesIn({ bucket: DOCUMENTS_BUCKET, origin: FILES_ORIGIN, region: AWS_REGION }),
};

/** `/l/*`: on behalf of the organisation that a link names, once the link was found to open. */
export const handler = pagesHandler(deps, linkRoutes(deps), { filesOrigin: FILES_ORIGIN });
