import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Users } from '../constructs/users.ts';
import type { Wiring } from './wiring.ts';

/** Makes the copies that people and organisations ask for, erases accounts that are closed, keeps logins in step. */
export function makeCopies(scope: Construct, { stage, data, users }: Wiring & { users: Users }): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'make-copies',
    // Holds a file of a copy: 64 MiB, and the largest document, 150 MiB.
    memory: 1024,
    timeout: Duration.minutes(5),
    traced: true,
  });
  // Requests lie beside what they are about; a closed account's name goes from what stays.
  data.table.grantTo(fn, 'CopyOrganisations', ['GetItem', 'Query', 'UpdateItem'], ['org#*']);
  data.table.grantTo(fn, 'CopyAndErasePeople', ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'], ['usr#*']);
  data.table.grantTo(fn, 'CopyLinesOfGroups', ['Query'], ['grp#*']);
  data.table.grantTo(fn, 'CopySubscriptions', ['Query'], ['sub#*']);
  data.table.grantTo(fn, 'CopyJournals', ['Query'], ['jnl#*']);
  data.table.grantTo(fn, 'WriteToPeople', ['PutItem'], ['tok#*']);
  data.table.grantTo(fn, 'NoteOpenings', ['PutItem'], ['org#*']);
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'PutCopies', ['PutObject'], 'exports');
  data.table.grantTo(fn, 'NoteActs', ['PutItem'], ['act#*']);
  users.grantTo(fn, 'KeepLogins', ['AdminDeleteUser', 'AdminUpdateUserAttributes', 'AdminSetUserMFAPreference']);
  return fn;
}
