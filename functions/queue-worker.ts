/** What the workers of a queue of ours have in common: one message at a time, failed ones alone tried again. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { logFault, logger } from '../platform/log.ts';

export const tracer = new Tracer();
export const metrics = new Metrics();

/** One metric: one more, or `value` more. */
export const count = (metric: string, value = 1): void => {
  metrics.addMetric(metric, 'Count', value);
};

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** The handler that gives each message and its id to `treat`. In turn: a worker killed has one message in its hands. */
export function queueWorker(treat: (body: string, message: string) => Promise<void>) {
  const processor = new BatchProcessor(EventType.SQS);
  const treatRecord = async ({ body, messageId }: SQSRecord): Promise<void> => {
    try {
      await treat(body, messageId);
    } catch (error) {
      logFault('worker.failed', error, { message: messageId });
      throw error;
    }
  };
  return middy((event: SQSEvent, context: Context) =>
    processPartialResponse(event, treatRecord, processor, { context, processInParallel: false }),
  )
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer))
    .use(logMetrics(metrics));
}
