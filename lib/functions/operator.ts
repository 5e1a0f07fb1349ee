import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, type Wiring } from './wiring.ts';

/** The operator's console: sign-ups, register, runs; reads organisations, never their documents. */
export function operatorFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { data } = wiring;
  const fn = pagesFunction(scope, 'operator', wiring);

  data.table.grantTo(
    fn,
    'LookAfterTerritory',
    ['GetItem', 'Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['case#*', 'reg#*', 'sys', 'tok#*', 'usr#*', 'ses#*'],
  );
  data.table.grantTo(fn, 'ReadOrganisations', ['GetItem', 'Query'], ['org#*']);
  return fn;
}
