import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { changeOf } from '../../platform/changes.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { logFault, logger } from '../../platform/log.ts';
import { createTable } from '../../platform/table.ts';
import { follow, messagesOf } from './follow.ts';

const config = readConfig([
  'TABLE_NAME',
  'DOCUMENTS_BUCKET',
  'MAIL_QUEUE_URL',
  'DIGEST_QUEUE_URL',
  'COPY_QUEUE_URL',
  'TERRITORY_CODE',
]);
const tracer = new Tracer();
const queues = { mail: config.MAIL_QUEUE_URL, digest: config.DIGEST_QUEUE_URL, copy: config.COPY_QUEUE_URL };
const sqs = tracer.captureAWSv3Client(new SQSClient({}));
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  departement: config.TERRITORY_CODE,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};
const processor = new BatchProcessor(EventType.DynamoDBStreams);

async function treat(record: DynamoDBRecord): Promise<void> {
  const change = changeOf(record);
  try {
    for (const { queue, body } of messagesOf(change)) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queues[queue], MessageBody: body }));
    }
    await follow(change, deps);
  } catch (error) {
    logFault('worker.failed', error, { entity: change.entity });
    throw error;
  }
}

/** What follows from each change of the table; everything here may happen twice. */
export const handler = middy((event: DynamoDBStreamEvent, context: Context) =>
  // In turn: changes of one item are followed in their order.
  processPartialResponse(event, treat, processor, { context, processInParallel: false }),
)
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer));
