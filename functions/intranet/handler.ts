import { S3Client } from '@aws-sdk/client-s3';
import { readConfig } from '../../platform/config.ts';
import { depositFilesIn } from '../../platform/deposits.ts';
import { pagesDependencies, pagesHandler } from '../pages.ts';
import { intranetRoutes } from './routes.ts';

const { DOCUMENTS_BUCKET, FILES_ORIGIN } = readConfig(['DOCUMENTS_BUCKET', 'FILES_ORIGIN']);
const deps = { ...pagesDependencies(), files: depositFilesIn(new S3Client({}), DOCUMENTS_BUCKET) };

/** Whatever no other function answers. */
export const handler = pagesHandler(deps, intranetRoutes(deps), FILES_ORIGIN);
