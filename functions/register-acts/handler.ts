import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { register } from '../../modules/acts/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { kmsSignatory } from '../../platform/signing.ts';
import { createTable } from '../../platform/table.ts';
import { holdingOf, groupedWorker } from '../grouped-worker.ts';
import { tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'REGISTER_KEY_ARN', 'SITE_ORIGIN', 'REGISTER_QUEUE_URL']);
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  origin: config.SITE_ORIGIN,
  signatory: kmsSignatory(config.REGISTER_KEY_ARN),
};

/** Enters acts in the register of their organisation, one after the other. */
export const handler = groupedWorker(
  async (bodies) => {
    for (const body of bodies) await register(deps, body);
  },
  holdingOf(tracer.captureAWSv3Client(new SQSClient({})), config.REGISTER_QUEUE_URL),
);
