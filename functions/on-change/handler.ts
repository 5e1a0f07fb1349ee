import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { tracer } from '../queue-worker.ts';
import { searchQueue } from '../search-queue.ts';
import { streamWorker } from '../stream-worker.ts';
import { follow, messagesOf } from './follow.ts';
import { messageSender } from './queues.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'SEARCH_QUEUE_URL', 'TERRITORY_CODE']);
const sqs = tracer.captureAWSv3Client(new SQSClient({}));
const send = messageSender(sqs);
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  departement: config.TERRITORY_CODE,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  toIndex: searchQueue(sqs, config.SEARCH_QUEUE_URL),
};

/** What follows from each change of the table; everything here may happen twice. */
export const handler = streamWorker(async (change) => {
  for (const message of messagesOf(change)) await send(message);
  await follow(change, deps);
});
