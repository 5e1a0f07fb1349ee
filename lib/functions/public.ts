import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Users } from '../constructs/users.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages for everybody, sign-up and sign-in: it reads nothing that is private to an organisation. */
export function publicFunction(scope: Construct, { users, ...wiring }: Wiring & { users: Users }): ParvisFunction {
  const { stage, data } = wiring;
  const fn = pagesFunction(scope, 'public', wiring, ['openapi.json']);
  wiring.data.linkKey.grantTo(fn, 'LINK_KEY_ARN');
  fn.set('OPERATOR_EMAIL', stage.operatorEmail);
  tellFilesOrigin(scope, fn, wiring);

  data.table.grantTo(fn, 'ReadPublicData', ['GetItem', 'Query'], ['reg#*', 'pub#*']);
  data.table.grantTo(fn, 'KnowProviders', ['GetItem', 'UpdateItem'], ['idp#*']);
  data.table.grantTo(fn, 'SignUp', ['GetItem', 'PutItem', 'UpdateItem'], ['case#*']);
  data.table.grantTo(
    fn,
    'SignInAndSubscribe',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    ['tok#*', 'sub#*', 'usr#*'],
  );
  // Accepting a sign-up or an invitation, asking to join: of the one organisation that the link names; nothing there is readable.
  const role = new OrganisationRole(fn);
  data.table.grantOwnTo(role, 'FoundOrJoinOrganisation', ['PutItem', 'UpdateItem'], ['org']);
  data.table.grantOwnTo(role, 'ShowOrganisation', ['PutItem'], ['pub']);
  data.table.grantTo(role, 'ListAndCount', ['PutItem', 'UpdateItem'], ['pub#territoire']);
  data.table.grantTo(role, 'LetMemberIn', ['PutItem'], ['usr#*']);
  data.table.grantTo(role, 'EndSignUp', ['UpdateItem'], ['case#*']);
  data.table.grantTo(role, 'UseLinkUp', ['UpdateItem', 'DeleteItem'], ['tok#*']);
  data.table.grantTo(fn, 'NoteActs', ['PutItem'], ['act#*']);
  data.documents.grantTo(fn, 'DownloadPublicDocuments', ['GetObject'], 'public');
  data.documents.grantTo(fn, 'FetchCopiesByLink', ['GetObject'], 'exports');
  users.tellDomain(scope, fn, stage);
  users.grantTo(fn, 'ProvePerson', [
    'DescribeUserPoolClient',
    'AdminCreateUser',
    'AdminSetUserPassword',
    'AdminGetUser',
  ]);
  return fn;
}
