import { SESClient } from '@aws-sdk/client-ses';
import { sendQueued } from '../../modules/lists/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { sesTransport } from '../../platform/mail/transport.ts';
import { rotatingSecret, secretsManager, signerWith } from '../../platform/secrets.ts';
import { createTable } from '../../platform/table.ts';
import { count, pause, queueWorker, tracer } from '../queue-worker.ts';
import { everyMail } from './mails.ts';

const config = readConfig([
  'TABLE_NAME',
  'SITE_ORIGIN',
  'LINK_KEY_ARN',
  'MAIL_SENDER',
  'MAIL_CONFIGURATION_SET',
  'TERRITORY_NAME',
]);
// One try: the transport itself decides what may be tried again.
const ses = tracer.captureAWSv3Client(new SESClient({ maxAttempts: 1 }));
const deps = {
  table: createTable(config.TABLE_NAME),
  clock: systemClock,
  signer: signerWith(rotatingSecret(secretsManager(), config.LINK_KEY_ARN)),
  origin: config.SITE_ORIGIN,
  territory: config.TERRITORY_NAME,
  sender: { name: config.TERRITORY_NAME, address: config.MAIL_SENDER },
  transport: sesTransport(ses, { configurationSet: config.MAIL_CONFIGURATION_SET, pause }),
  templates: everyMail,
  issues: new Map(),
  count,
};

/** Sends what the mail queue holds. */
export const handler = queueWorker((body, message) => sendQueued(body, deps, message));
