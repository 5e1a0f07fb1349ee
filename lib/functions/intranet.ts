import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages of the members: which organisation's data, the actor's scopes decide at each request. */
export function intranetFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { data } = wiring;
  const fn = pagesFunction(scope, 'intranet', wiring);
  tellFilesOrigin(scope, fn, wiring);

  data.table.grantTo(fn, 'ReadRegister', ['GetItem', 'Query'], ['reg#*']);
  data.table.grantTo(
    fn,
    'WorkInOrganisations',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['org#*', 'net', 'pub#*', 'usr#*', 'ses#*', 'tok#*'],
  );
  // A document names the version that was checked.
  data.documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObject', 'GetObjectVersion'], 'org');
  return fn;
}
