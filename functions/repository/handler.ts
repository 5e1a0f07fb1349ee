import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { partedFilesIn } from '../../platform/parts.ts';
import { documentsQuota } from '../documents-quota.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { linkSigner, pagesDependencies, pagesHandler } from '../pages.ts';
import { repositoryRoutes } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN, AWS_REGION } = readConfig(['DOCUMENTS_BUCKET', 'FILES_ORIGIN', 'AWS_REGION']);
const place = { bucket: DOCUMENTS_BUCKET, origin: FILES_ORIGIN, region: AWS_REGION };
const common = pagesDependencies(credentialsOfOrganisations());
const deps = {
  ...common,
  signer: linkSigner(common.secrets),
  quota: documentsQuota(),
  files: depositFilesIn(place),
  parts: partedFilesIn(place),
};

/** `/documents/*`, `/actes/*` */
export const handler = pagesHandler(deps, repositoryRoutes(deps), { filesOrigin: FILES_ORIGIN, confined: true });
