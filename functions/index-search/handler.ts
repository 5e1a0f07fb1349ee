import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { indexTogether } from '../../modules/search/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { holdingOf, groupedWorker } from '../grouped-worker.ts';
import { tracer } from '../queue-worker.ts';
import { searchQueue } from '../search-queue.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'SEARCH_QUEUE_URL']);
const sqs = tracer.captureAWSv3Client(new SQSClient({}));
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  toIndex: searchQueue(sqs, config.SEARCH_QUEUE_URL),
};

/** Brings the indexes of the search up to date, each scope's in one go. */
export const handler = groupedWorker((bodies) => indexTogether(deps, bodies), holdingOf(sqs, config.SEARCH_QUEUE_URL));
