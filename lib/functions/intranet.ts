import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { signInOrigin } from '../constructs/addresses.ts';
import { grantProviderSecrets, pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** Pages of the members: of what is private to organisations, each request touches one organisation's alone. */
export function intranetFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { data } = wiring;
  const fn = pagesFunction(scope, 'intranet', wiring);
  tellFilesOrigin(scope, fn, wiring);
  wiring.data.linkKey.grantTo(fn, 'LINK_KEY_ARN');

  // The function itself sees who comes in, and nothing else: it works for one organisation at a time.
  const { table } = data;
  table.grantTo(fn, 'KnowWhoComesIn', ['Query', 'UpdateItem'], ['usr#*']);
  const role = new OrganisationRole(fn);
  table.grantOwnTo(
    role,
    'WorkInOrganisation',
    ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['org'],
  );
  table.grantOwnTo(role, 'PublishAsOrganisation', ['PutItem', 'UpdateItem', 'DeleteItem'], ['pub']);
  table.grantTo(role, 'ReadPublished', ['GetItem', 'Query'], ['net', 'pub#*']);
  table.grantTo(role, 'PublishToReaders', ['PutItem', 'UpdateItem', 'DeleteItem'], ['net', 'pub#territoire']);
  table.grantTo(
    role,
    'WorkInGroups',
    ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['grp#*'],
  );
  table.grantTo(role, 'KeepLinesOfDirectory', ['BatchWriteItem', 'BatchGetItem'], ['net']);
  // Sessions are opened by the public function alone: none can be put from here.
  table.grantTo(role, 'KnowTheMember', ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'], ['usr#*']);
  // Whoever comes into a group belongs to the organisation through which she comes, at that very moment.
  table.grantTo(role, 'KnowWhoBelongs', ['ConditionCheckItem'], ['usr#*']);
  // What a person did upon her own account, on its way to journals; these themselves are only read.
  table.grantTo(role, 'NoteActs', ['PutItem'], ['act#*']);
  table.grantOwnTo(role, 'ReadJournal', ['Query'], ['jnl']);
  table.grantTo(role, 'InviteByLink', ['PutItem', 'DeleteItem'], ['tok#*']);
  // An intercommunal body lists its communes.
  table.grantTo(role, 'ReadRegister', ['GetItem', 'Query'], ['reg#*']);
  // Its référent decides that it leaves: the operator's decisions about it lie there too.
  table.grantOwnTo(role, 'LeaveTerritory', ['GetItem', 'PutItem'], ['case#org']);
  table.grantOwnTo(role, 'AskForOwnProvider', ['GetItem', 'PutItem'], ['idp']);
  table.grantTo(role, 'ReadLastDigest', ['GetItem'], ['sys']);
  // A document names the version that was checked.
  data.documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObject', 'GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'ShowThumbnails', ['GetObject'], 'thumb');
  data.documents.grantTo(fn, 'FetchCopies', ['GetObject'], 'exports');
  // It leaves a secret for the operator's function, and cannot read it again.
  grantProviderSecrets(scope, fn, wiring, 'LeaveProviderSecrets', ['CreateSecret', 'PutSecretValue']);
  fn.set('SIGN_IN_ORIGIN', signInOrigin(scope, wiring.stage));
  fn.set('OPERATOR_EMAIL', wiring.stage.operatorEmail);
  return fn;
}
