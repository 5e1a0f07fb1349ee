import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Writes the mails of Cognito in French; it may do nothing else. */
export function customMessage(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  return new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'custom-message',
    memory: 256,
    // Cognito waits five seconds.
    timeout: Duration.seconds(5),
    environment: { SITE_ORIGIN: siteOrigin(scope, stage), TERRITORY_NAME: stage.territory.name },
  });
}
