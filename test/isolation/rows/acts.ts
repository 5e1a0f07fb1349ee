/** `/actes`: the register as its organisation looks after it. */
import { get, membersOnly, post, referentOnly, type Row } from '../row.ts';

const session = '/actes/seances/2024-11-19';

export const actsRows: readonly Row[] = [
  // Each sees her own organisation's.
  get('/actes', '/actes', { ...membersOnly, stranger: 200, reader: 200, contributor: 200 }),
  get('/actes/reglages', '/actes/reglages', { ...referentOnly, stranger: 200, referent: 200 }),
  get('/actes/seances', '/actes/seances', { ...membersOnly, stranger: 200, reader: 200 }),
  get('/actes/seances/:date', session, { ...membersOnly, stranger: 200, reader: 200 }),
  // A version that is not there: the right to put it online is what is looked at.
  post(
    '/actes/seances/:date',
    session,
    { ...membersOnly, reader: 403, contributor: 403, stranger: 409, publisher: 409, referent: 409 },
    { sends: { version: 7 } },
  ),
  // Each chooses for her own, which had chosen nothing yet.
  post(
    '/actes/reglages',
    '/actes/reglages',
    { ...referentOnly, stranger: 200, referent: 200 },
    { sends: { publicity: 'electronic', version: 0 } },
  ),
];
