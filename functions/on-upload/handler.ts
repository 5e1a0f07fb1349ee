import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { S3Event, SQSEvent, SQSRecord, Context } from 'aws-lambda';
import { onUploaded } from '../../modules/documents/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { logFault, logger } from '../../platform/log.ts';
import { createTable } from '../../platform/table.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
const tracer = new Tracer();
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};
const processor = new BatchProcessor(EventType.SQS);

async function check({ body, messageId }: SQSRecord): Promise<void> {
  try {
    // S3 sends one test event, without records, when the notification is set up.
    const { Records = [] }: Partial<S3Event> = JSON.parse(body);
    for (const record of Records) await onUploaded(record, deps);
  } catch (error) {
    logFault('worker.failed', error, { message: messageId });
    throw error;
  }
}

/** Checks each document that arrived; one that fails is tried again alone. */
export const handler = middy((event: SQSEvent, context: Context) =>
  processPartialResponse(event, check, processor, { context }),
)
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer));
