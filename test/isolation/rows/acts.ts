/** `/actes`: the register as its organisation looks after it. */
import { get, membersOnly, post, referentOnly, type Row } from '../row.ts';

export const actsRows: readonly Row[] = [
  // Each sees her own organisation's.
  get('/actes', '/actes', { ...membersOnly, stranger: 200, reader: 200, contributor: 200 }),
  get('/actes/reglages', '/actes/reglages', { ...referentOnly, stranger: 200, referent: 200 }),
  // A version that is not there: the right to choose is what is looked at.
  post(
    '/actes/reglages',
    '/actes/reglages',
    { ...referentOnly, stranger: 409, referent: 409 },
    { sends: { publicity: 'electronic', version: 7 } },
  ),
];
