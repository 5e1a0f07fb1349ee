import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Sender } from '../constructs/sender.ts';
import type { Wiring } from './wiring.ts';

/** Sends one mail for each message, and notes "sending" before and "sent" after. */
export function sendMail(scope: Construct, { stage, data, sender }: Wiring & { sender: Sender }): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'send-mail',
    memory: 512,
    timeout: Duration.minutes(2),
    traced: true,
    environment: { SITE_ORIGIN: siteOrigin(scope, stage), TERRITORY_NAME: stage.territory.name },
  });
  // Outboxes lie beside what asks for a mail; marks of delivery beside the reader.
  data.table.grantTo(fn, 'NoteSending', ['UpdateItem'], ['case#*', 'tok#*', 'sub#*', 'org#*', 'grp#*']);
  data.table.grantTo(fn, 'ReadIssuesAndReaders', ['GetItem'], ['pub#*', 'sys', 'sub#*']);
  data.linkKey.grantTo(fn, 'LINK_KEY_ARN');
  sender.grantTo(fn);
  return fn;
}
