import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Stops what bounces or is complained about. */
export function onMailEvent(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'on-mail-event',
    memory: 256,
    timeout: Duration.seconds(30),
    traced: true,
  });
  data.table.grantTo(fn, 'NoteBounces', ['GetItem', 'UpdateItem'], ['sub#*']);
  return fn;
}
