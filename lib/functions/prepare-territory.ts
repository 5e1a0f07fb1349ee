import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Loads the register of the territory, and makes the operator's first sign-in link. */
export function prepareTerritory(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'prepare-territory',
    memory: 1024,
    timeout: Duration.minutes(5),
    traced: true,
    environment: {
      SITE_ORIGIN: siteOrigin(scope, stage),
      TERRITORY_CODE: stage.territory.code,
      TERRITORY_NAME: stage.territory.name,
      OPERATOR_EMAIL: stage.operatorEmail,
    },
  });
  data.table.grantTo(fn, 'LoadRegister', ['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['reg#*']);
  data.table.grantTo(fn, 'MakeOperatorLink', ['PutItem'], ['tok#*']);
  data.table.grantTo(fn, 'KeepRuns', ['GetItem', 'PutItem'], ['sys']);
  data.linkKey.grantTo(fn, 'LINK_KEY_ARN');
  return fn;
}
