import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages of the members: which organisation's data, the actor's scopes decide at each request. */
export function intranetFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { data } = wiring;
  const fn = pagesFunction(scope, 'intranet', wiring);
  tellFilesOrigin(scope, fn, wiring);

  data.table.grantTo(fn, 'ReadRegister', ['GetItem', 'Query', 'BatchGetItem'], ['reg#*']);
  data.table.grantTo(
    fn,
    'WorkInOrganisations',
    ['GetItem', 'Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['org#*', 'net', 'pub#*', 'usr#*', 'ses#*', 'tok#*'],
  );
  data.documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObject'], 'org');
  return fn;
}
