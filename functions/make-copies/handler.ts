import { S3Client } from '@aws-sdk/client-s3';
import { treatLoginWork } from '../../modules/accounts/index.ts';
import { loginKeeper } from '../../modules/identity/index.ts';
import { treatRequest } from '../../modules/privacy/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { cognitoClient } from '../../platform/cognito.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'USER_POOL_ID']);
const logins = loginKeeper(cognitoClient(), config.USER_POOL_ID);
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  closeLogin: logins.close,
  logins,
};

/** Makes copies of data, file by file, erases accounts, and tells Cognito what changes in those that stay. */
export const handler = queueWorker(async (body) => {
  if (!(await treatLoginWork(deps, body))) await treatRequest(deps, body);
});
