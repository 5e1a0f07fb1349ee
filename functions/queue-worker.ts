/** What the workers of a queue of ours have in common: one message at a time, failed ones alone tried again. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logFault, logger } from '../platform/log.ts';

export const tracer = new Tracer();
const metrics = new Metrics();

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

/**
 * The handler of a queue whose messages come in groups: `treat` is given those of one group together, in their order.
 * When it fails, all of them are tried again, so that none overtakes another.
 */
export function groupedWorker(treat: (bodies: readonly string[]) => Promise<void>) {
  const treatAll = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const groups = Map.groupBy(Records, ({ attributes }) => attributes.MessageGroupId ?? '');
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const [group, records] of groups) {
      try {
        await treat(records.map(({ body }) => body));
      } catch (error) {
        logFault('worker.failed', error, { group });
        batchItemFailures.push(...records.map(({ messageId }) => ({ itemIdentifier: messageId })));
      }
    }
    return { batchItemFailures };
  };
  return middy(treatAll).use(injectLambdaContext(logger)).use(captureLambdaHandler(tracer)).use(logMetrics(metrics));
}
