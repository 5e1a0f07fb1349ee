import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Follows an organisation that leaves the territory: for one at a time, so that nothing of another is touched. */
export function followDepartures(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'follow-departures',
    memory: 512,
    timeout: Duration.minutes(2),
    traced: true,
  });
  const { table } = data;
  // Whose delay is over, the function itself sees; everything else it does as the one organisation.
  table.grantTo(fn, 'FindThoseDue', ['Query'], ['pub#territoire']);
  const role = new OrganisationRole(fn);
  table.grantOwnTo(
    role,
    'KnowProgress',
    ['GetItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'],
    ['case#org'],
  );
  table.grantOwnTo(role, 'KeepAndErase', ['Query', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'], ['org']);
  // The one function that may delete from a journal, and only that of an organisation which is erased.
  table.grantOwnTo(role, 'EraseShownAndJournal', ['Query', 'BatchWriteItem'], ['pub', 'jnl']);
  table.grantTo(role, 'TakeAwayAndPutBack', ['PutItem', 'DeleteItem'], ['net', 'grp#*', 'pub#territoire']);
  table.grantTo(role, 'CloseMemberships', ['DeleteItem'], ['usr#*']);
  table.grantTo(role, 'DismissReaders', ['GetItem', 'PutItem', 'UpdateItem'], ['sub#*']);
  table.grantTo(role, 'VoidLinks', ['DeleteItem'], ['tok#*']);
  table.grantTo(role, 'NoteActs', ['PutItem'], ['act#*']);
  data.documents.grantPurgeTo(fn, 'EraseFiles', ['org', 'public', 'text', 'thumb', 'search']);
  return fn;
}
