import { S3Client } from '@aws-sdk/client-s3';
import { contentRoutes } from '../../modules/content/index.ts';
import { documentRoutes } from '../../modules/documents/index.ts';
import { homeRoutes } from '../../modules/home/index.ts';
import { accountRoutes } from '../../modules/identity/index.ts';
import { listRoutes } from '../../modules/lists/index.ts';
import { memberRoutes } from '../../modules/organisations/index.ts';
import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN } = readConfig(['DOCUMENTS_BUCKET', 'FILES_ORIGIN']);
const deps = { ...pagesDependencies(), files: depositFilesIn(new S3Client({}), DOCUMENTS_BUCKET) };

/** Everything that members see. */
export const handler = pagesHandler(
  deps,
  [
    ...homeRoutes(deps),
    ...contentRoutes(deps),
    ...documentRoutes(deps),
    ...listRoutes(deps),
    ...memberRoutes(deps),
    ...accountRoutes(deps),
  ],
  FILES_ORIGIN,
);
