import type { Construct } from 'constructs';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Users } from '../constructs/users.ts';
import { grantProviderSecrets, pagesFunction, type Wiring } from './wiring.ts';

/** The operator's console: sign-ups, register, runs; reads of organisations what the public reads. */
export function operatorFunction(scope: Construct, { users, ...wiring }: Wiring & { users: Users }): ParvisFunction {
  const { stage, data } = wiring;
  const fn = pagesFunction(scope, 'operator', wiring);
  wiring.data.linkKey.grantTo(fn, 'LINK_KEY_ARN');

  data.table.grantTo(fn, 'DecideSignUps', ['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['case#*']);
  data.table.grantTo(fn, 'GiveLinks', ['PutItem'], ['tok#*']);
  data.table.grantTo(fn, 'LookAfterRegister', ['GetItem', 'Query', 'PutItem', 'BatchWriteItem'], ['reg#*']);
  data.table.grantTo(fn, 'RunDigests', ['GetItem', 'Query', 'PutItem'], ['sys']);
  data.table.grantTo(fn, 'KnowTheOperator', ['Query', 'UpdateItem'], ['usr#*']);
  // Of somebody whose mailbox or telephone is lost: her change of address, her sessions, her second factor.
  data.table.grantTo(fn, 'HelpPeople', ['GetItem', 'DeleteItem'], ['usr#*']);
  users.grantTo(fn, 'FindAccounts', ['AdminGetUser']);
  data.table.grantTo(fn, 'NoteActs', ['PutItem'], ['act#*']);
  data.table.grantTo(fn, 'ReadJournals', ['Query'], ['jnl#*']);
  data.table.grantTo(fn, 'ReadUsage', ['Query'], ['use#*']);
  data.table.grantQueryIndexTo(fn, 'FindSignUps', ['case#*']);
  data.table.grantTo(fn, 'ReadOrganisationsListed', ['GetItem', 'Query'], ['pub#*']);
  // The state that her own list shows; nothing of what an organisation publishes.
  data.table.grantTo(fn, 'ListSuspendedAndLeft', ['UpdateItem', 'PutItem', 'DeleteItem'], ['pub#territoire']);
  // How many readers the letter has, never who they are.
  data.table.grantTo(fn, 'CountReaders', ['BatchGetItem'], ['org#*']);
  data.table.grantTo(fn, 'LookAfterProviders', ['GetItem', 'PutItem', 'DeleteItem'], ['idp#*']);
  data.table.grantQueryIndexTo(fn, 'ListProviders', ['idp#*']);
  grantProviderSecrets(scope, fn, wiring, 'TakeProviderSecrets', ['GetSecretValue', 'DeleteSecret']);
  // It makes and removes providers, and never reads one: Cognito would show its secret.
  users.grantTo(fn, 'SetUpProviders', [
    'CreateIdentityProvider',
    'UpdateIdentityProvider',
    'DeleteIdentityProvider',
    'CreateUserPoolClient',
    'UpdateUserPoolClient',
    'DeleteUserPoolClient',
    'ListUserPoolClients',
  ]);
  fn.set('LOOPBACK_PROVIDERS', String(stage.loopbackProviders));
  return fn;
}
