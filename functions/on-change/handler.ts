import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { onContentChange, onHandover } from '../../modules/content/index.ts';
import { onDirectoryChange } from '../../modules/directory/index.ts';
import { onGroupChange } from '../../modules/groups/index.ts';
import { onJournalChange } from '../../modules/journal/index.ts';
import { onListChange, queueMessagesOf } from '../../modules/lists/index.ts';
import { onOrganisationChange } from '../../modules/organisations/index.ts';
import { privacyMessageOf } from '../../modules/privacy/index.ts';
import { onUsageChange } from '../../modules/usage/index.ts';
import { changeOf } from '../../platform/changes.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { logFault, logger } from '../../platform/log.ts';
import { createTable } from '../../platform/table.ts';

const config = readConfig([
  'TABLE_NAME',
  'DOCUMENTS_BUCKET',
  'MAIL_QUEUE_URL',
  'DIGEST_QUEUE_URL',
  'COPY_QUEUE_URL',
  'TERRITORY_CODE',
]);
const tracer = new Tracer();
const queues = { mail: config.MAIL_QUEUE_URL, digest: config.DIGEST_QUEUE_URL };
const sqs = tracer.captureAWSv3Client(new SQSClient({}));
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  departement: config.TERRITORY_CODE,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};
const processor = new BatchProcessor(EventType.DynamoDBStreams);

async function follow(record: DynamoDBRecord): Promise<void> {
  const change = changeOf(record);
  try {
    for (const { queue, body } of queueMessagesOf(change)) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queues[queue], MessageBody: body }));
    }
    const copy = privacyMessageOf(change);
    if (copy) await sqs.send(new SendMessageCommand({ QueueUrl: config.COPY_QUEUE_URL, MessageBody: copy }));
    await onContentChange(change, deps);
    await onHandover(change, deps);
    await onListChange(change, deps);
    await onDirectoryChange(change, deps);
    await onOrganisationChange(change, deps);
    await onGroupChange(change, deps);
    await onJournalChange(change, deps);
    await onUsageChange(change, deps);
  } catch (error) {
    logFault('worker.failed', error, { entity: change.entity });
    throw error;
  }
}

/** What follows from each change of the table; everything here may happen twice. */
export const handler = middy((event: DynamoDBStreamEvent, context: Context) =>
  // In turn: changes of one item are followed in their order.
  processPartialResponse(event, follow, processor, { context, processInParallel: false }),
)
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer));
