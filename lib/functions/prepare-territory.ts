import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Loads the register of the territory, and sends the operator her first sign-in link. */
export function prepareTerritory(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'prepare-territory',
    memory: 1024,
    timeout: Duration.minutes(5),
    traced: true,
    environment: {
      TERRITORY_CODE: stage.territory.code,
      TERRITORY_NAME: stage.territory.name,
      OPERATOR_EMAIL: stage.operatorEmail,
    },
  });
  data.table.grantTo(fn, 'LoadRegister', ['Query', 'BatchWriteItem'], ['reg#*']);
  data.table.grantTo(fn, 'InviteOperator', ['PutItem'], ['tok#*']);
  // Bodies that joined before they had groups.
  data.table.grantTo(fn, 'FindBodiesAndCommunes', ['GetItem', 'Query'], ['pub#territoire']);
  data.table.grantTo(fn, 'OpenGroupsOfBodies', ['GetItem', 'PutItem', 'ConditionCheckItem'], ['grp#*']);
  data.table.grantTo(fn, 'KeepRuns', ['GetItem', 'PutItem'], ['sys']);
  return fn;
}
