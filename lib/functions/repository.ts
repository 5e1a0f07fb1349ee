import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** What organisations keep, their documents and acts: a member's request touches her organisation's alone. */
export function repositoryFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { table, documents } = wiring.data;
  const fn = pagesFunction(scope, 'repository', wiring);
  tellFilesOrigin(scope, fn, wiring);
  wiring.data.linkKey.grantTo(fn, 'LINK_KEY_ARN');
  fn.set('DOCUMENTS_QUOTA', String(wiring.stage.documentsQuota));
  table.grantTo(fn, 'KnowWhoComesIn', ['Query', 'UpdateItem'], ['usr#*']);
  const role = new OrganisationRole(fn);
  table.grantOwnTo(
    role,
    'KeepDocuments',
    ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
    ['org'],
  );
  // Her favourites and what she opened last: nobody else writes there.
  table.grantTo(role, 'KeepShelves', ['GetItem', 'UpdateItem'], ['usr#*']);
  // The register itself is written by its worker; what the organisation says of it, from here.
  table.grantTo(role, 'ReadRegisters', ['GetItem', 'Query'], ['pub#*']);
  table.grantOwnTo(role, 'SetActs', ['PutItem'], ['pub']);
  table.grantTo(role, 'KnowOrganisations', ['GetItem'], ['reg#*']);
  // The address of a link is where it leads to, by its hash alone.
  table.grantTo(role, 'GiveLinks', ['PutItem'], ['tok#*']);
  // A document names the version that was checked.
  documents.grantTo(fn, 'DepositAndReadDocuments', ['PutObject', 'GetObjectVersion'], 'org');
  // Large files come in parts: listed to go on after a cut, forgotten when they are given up.
  documents.grantTo(fn, 'FollowSendings', ['ListMultipartUploadParts', 'AbortMultipartUpload'], 'org');
  documents.grantTo(fn, 'FetchFolders', ['GetObject'], 'exports');
  documents.grantTo(fn, 'ShowTexts', ['GetObject'], 'text');
  documents.grantTo(fn, 'ShowThumbnails', ['GetObject'], 'thumb');
  return fn;
}
