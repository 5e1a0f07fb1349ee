import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages of the members: which organisation's data, the actor's scopes decide at each request. */
export function intranetFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { data } = wiring;
  const fn = pagesFunction(scope, 'intranet', wiring);
  tellFilesOrigin(scope, fn, wiring);

  const { table } = data;
  table.grantTo(
    fn,
    'WorkInOrganisations',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['org#*'],
  );
  table.grantTo(fn, 'PublishToReaders', ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], ['net', 'pub#*']);
  table.grantTo(
    fn,
    'WorkInGroups',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['grp#*'],
  );
  table.grantTo(fn, 'KeepLinesOfDirectory', ['BatchWriteItem', 'BatchGetItem'], ['net']);
  // Sessions are opened by the public function alone: none can be put from here.
  table.grantTo(fn, 'KnowTheMember', ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'], ['usr#*']);
  // Whoever comes into a group belongs to the organisation through which she comes, at that very moment.
  table.grantTo(fn, 'KnowWhoBelongs', ['ConditionCheckItem'], ['usr#*']);
  // What a person did upon her own account, on its way to journals; these themselves are only read.
  table.grantTo(fn, 'NoteActs', ['PutItem'], ['act#*']);
  table.grantTo(fn, 'ReadJournal', ['Query'], ['jnl#*']);
  table.grantTo(fn, 'InviteByLink', ['PutItem', 'DeleteItem'], ['tok#*']);
  table.grantTo(fn, 'ReadRegister', ['GetItem'], ['reg#*']);
  table.grantTo(fn, 'ReadLastDigest', ['GetItem'], ['sys']);
  // A document names the version that was checked.
  data.documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObject', 'GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'FetchCopies', ['GetObject'], 'exports');
  return fn;
}
