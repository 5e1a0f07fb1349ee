import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/**
 * What links open for people without account. A function of its own: that of everybody reads nothing that is private to
 * an organisation, that of members knows who asks (docs/adr/0026-links.md).
 */
export function linksFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { table, documents } = wiring.data;
  const fn = pagesFunction(scope, 'links', wiring);
  tellFilesOrigin(scope, fn, wiring);
  wiring.data.linkKey.grantTo(fn, 'LINK_KEY_ARN');
  fn.set('DOCUMENTS_QUOTA', String(wiring.stage.documentsQuota));
  table.grantTo(fn, 'FindLinks', ['GetItem'], ['tok#*']);
  const role = new OrganisationRole(fn);
  table.grantOwnTo(role, 'OpenLinks', ['GetItem', 'Query', 'PutItem', 'UpdateItem'], ['org']);
  // Tries of a password are counted under a hash.
  table.grantTo(role, 'CountTries', ['UpdateItem'], ['tok#*']);
  documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObjectVersion'], 'org');
  return fn;
}
