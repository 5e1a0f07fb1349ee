/** `/actes`: the register as its organisation looks after it. */
import { get, membersOnly, post, referentOnly, type Row } from '../row.ts';

export const actsRows: readonly Row[] = [
  // Each sees her own organisation's.
  get('/actes', '/actes', { ...membersOnly, stranger: 200, reader: 200, contributor: 200 }),
  get('/actes/reglages', '/actes/reglages', { ...referentOnly, stranger: 200, referent: 200 }),
  // Each chooses for her own, which had chosen nothing yet.
  post(
    '/actes/reglages',
    '/actes/reglages',
    { ...referentOnly, stranger: 200, referent: 200 },
    { sends: { publicity: 'electronic', version: 0 } },
  ),
];
