/** The table of all routes. */
import type { Row } from '../row.ts';
import { accountRows } from './accounts.ts';
import { actsRows } from './acts.ts';
import { contentRows } from './content.ts';
import { directoryRows } from './directory.ts';
import { documentRows } from './documents.ts';
import { entranceRows } from './entrance.ts';
import { federationRows } from './federation.ts';
import { groupRows } from './groups.ts';
import { journalRows } from './journal.ts';
import { linkRows } from './links.ts';
import { listRows } from './lists.ts';
import { memberRows } from './members.ts';
import { operatorRows } from './operator.ts';
import { organisationRows } from './organisation.ts';
import { privacyRows } from './privacy.ts';
import { publicRows } from './public-pages.ts';
import { searchRows } from './search.ts';
import { usageRows } from './usage.ts';

export const rows: readonly Row[] = [
  ...entranceRows,
  ...accountRows,
  ...publicRows,
  ...memberRows,
  ...organisationRows,
  ...contentRows,
  ...actsRows,
  ...directoryRows,
  ...documentRows,
  ...groupRows,
  ...federationRows,
  ...linkRows,
  ...listRows,
  ...journalRows,
  ...operatorRows,
  ...privacyRows,
  ...searchRows,
  ...usageRows,
];
