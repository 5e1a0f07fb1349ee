import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Wiring } from './wiring.ts';

/** Composes the digests that are due, once for each audience, and hands them to be sent. */
export function prepareDigests(scope: Construct, { stage, data, mail }: Wiring & { mail: WorkQueue }): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'prepare-digests',
    memory: 1024,
    timeout: Duration.minutes(5),
    traced: true,
    environment: { SITE_ORIGIN: siteOrigin(scope, stage) },
  });
  data.table.grantQueryIndexTo(fn, 'FindSubscribersDue', ['sub#*']);
  data.table.grantTo(fn, 'ReadPublications', ['Query'], ['pub#*']);
  data.table.grantTo(fn, 'KeepRuns', ['GetItem', 'PutItem', 'UpdateItem'], ['sys']);
  data.table.grantTo(fn, 'KeepIssues', ['PutItem'], ['pub#*']);
  mail.grantSendTo(fn, 'MAIL_QUEUE_URL');
  return fn;
}
