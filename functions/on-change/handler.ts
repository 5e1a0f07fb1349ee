import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { tracer } from '../queue-worker.ts';
import { searchQueue } from '../search-queue.ts';
import { streamWorker } from '../stream-worker.ts';
import { follow, messagesOf } from './follow.ts';

const config = readConfig([
  'TABLE_NAME',
  'DOCUMENTS_BUCKET',
  'MAIL_QUEUE_URL',
  'DIGEST_QUEUE_URL',
  'COPY_QUEUE_URL',
  'READING_QUEUE_URL',
  'RECOGNITION_QUEUE_URL',
  'DEPARTURE_QUEUE_URL',
  'REGISTER_QUEUE_URL',
  'SEARCH_QUEUE_URL',
  'TERRITORY_CODE',
]);
const queues = {
  mail: config.MAIL_QUEUE_URL,
  digest: config.DIGEST_QUEUE_URL,
  copy: config.COPY_QUEUE_URL,
  reading: config.READING_QUEUE_URL,
  recognition: config.RECOGNITION_QUEUE_URL,
  departure: config.DEPARTURE_QUEUE_URL,
  register: config.REGISTER_QUEUE_URL,
};
const sqs = tracer.captureAWSv3Client(new SQSClient({}));
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  departement: config.TERRITORY_CODE,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  toIndex: searchQueue(sqs, config.SEARCH_QUEUE_URL),
};

/** What follows from each change of the table; everything here may happen twice. */
export const handler = streamWorker(async (change) => {
  for (const { queue, body, group, id } of messagesOf(change)) {
    const order = { MessageGroupId: group, MessageDeduplicationId: id };
    await sqs.send(new SendMessageCommand({ QueueUrl: queues[queue], MessageBody: body, ...order }));
  }
  await follow(change, deps);
});
