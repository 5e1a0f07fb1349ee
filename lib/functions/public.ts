import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Users } from '../constructs/users.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages for everybody, sign-up and sign-in: it reads nothing that is private to an organisation. */
export function publicFunction(scope: Construct, { users, ...wiring }: Wiring & { users: Users }): ParvisFunction {
  const { stage, data } = wiring;
  const fn = pagesFunction(scope, 'public', wiring, ['openapi.json']);
  fn.set('OPERATOR_EMAIL', stage.operatorEmail);
  tellFilesOrigin(scope, fn, wiring);

  data.table.grantTo(fn, 'ReadPublicData', ['GetItem', 'Query'], ['reg#*', 'pub#*']);
  data.table.grantTo(fn, 'SignUp', ['GetItem', 'PutItem', 'UpdateItem'], ['case#*']);
  data.table.grantTo(
    fn,
    'SignInAndSubscribe',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    ['tok#*', 'sub#*', 'usr#*'],
  );
  // Accepting a sign-up or an invitation; what is there is not readable from here.
  data.table.grantTo(fn, 'FoundOrJoinOrganisation', ['PutItem', 'UpdateItem'], ['org#*', 'pub#*']);
  data.table.grantTo(fn, 'NoteActs', ['PutItem'], ['act#*']);
  data.documents.grantTo(fn, 'DownloadPublicDocuments', ['GetObject'], 'public');
  users.grantTo(fn, 'ProvePerson', [
    'DescribeUserPoolClient',
    'AdminCreateUser',
    'AdminSetUserPassword',
    'AdminGetUser',
  ]);
  return fn;
}
