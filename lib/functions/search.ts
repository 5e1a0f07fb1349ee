import type { Construct } from 'constructs';
import { OrganisationRole } from '../constructs/organisation-role.ts';
import type { ParvisFunction } from '../constructs/parvis-function.ts';
import { pagesFunction, tellFilesOrigin, type Wiring } from './wiring.ts';

/** The search: what a member finds is what her organisation, her groups, the network and everybody read. */
export function searchFunction(scope: Construct, wiring: Wiring): ParvisFunction {
  const { table, documents } = wiring.data;
  const fn = pagesFunction(scope, 'search', wiring);
  tellFilesOrigin(scope, fn, wiring);
  table.grantTo(fn, 'KnowWhoComesIn', ['Query', 'UpdateItem'], ['usr#*']);
  const role = new OrganisationRole(fn);
  table.grantOwnTo(role, 'SearchOrganisation', ['BatchGetItem', 'Query'], ['org']);
  table.grantTo(role, 'SearchShared', ['BatchGetItem', 'Query'], ['grp#*', 'net', 'pub#*']);
  // The organisation that a search is narrowed to.
  table.grantTo(role, 'FindOrganisation', ['GetItem'], ['pub#territoire']);
  documents.grantIndexesTo(role);
  return fn;
}
