import { SQSClient } from '@aws-sdk/client-sqs';
import { prepareDigests } from '../../modules/lists/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { queueIn } from '../../platform/queue.ts';
import { createTable } from '../../platform/table.ts';
import { count, pause, queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'MAIL_QUEUE_URL', 'SITE_ORIGIN']);
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  origin: config.SITE_ORIGIN,
  queueMails: queueIn(tracer.captureAWSv3Client(new SQSClient({})), config.MAIL_QUEUE_URL),
  pause,
  count,
};

/** Prepares the digest runs that are due. */
export const handler = queueWorker((body) => prepareDigests(deps, body));
