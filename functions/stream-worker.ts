/** What a worker of the table's stream has in common with that of a queue: failed changes alone are tried again. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Change, changeOf } from '../platform/changes.ts';
import { logFault, logger } from '../platform/log.ts';
import { tracer } from './queue-worker.ts';

/** The handler that gives each change to `treat`, in turn: changes of one item are followed in their order. */
export function streamWorker(treat: (change: Change) => Promise<void>) {
  const processor = new BatchProcessor(EventType.DynamoDBStreams);
  const treatRecord = async (record: DynamoDBRecord): Promise<void> => {
    const change = changeOf(record);
    try {
      await treat(change);
    } catch (error) {
      logFault('worker.failed', error, { entity: change.entity });
      throw error;
    }
  };
  return middy((event: DynamoDBStreamEvent, context: Context) =>
    processPartialResponse(event, treatRecord, processor, { context, processInParallel: false }),
  )
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer));
}
