/** `/organisation/journal`, `/territoire/journal`: who did what, for the référent and for the operator alone. */
import { get, operatorOnly, referentOnly, type Row } from '../row.ts';

const ofOrganisation = { ...referentOnly, stranger: 200, referent: 200 };

export const journalRows: readonly Row[] = [
  get('/organisation/journal', '/organisation/journal', ofOrganisation),
  // Somebody of the other organisation, asked for by id: a filter opens no other journal.
  get('/organisation/journal', ({ territory }) => `/organisation/journal?personne=${territory.referent.person}`, {
    ...ofOrganisation,
  }),
  get('/organisation/journal.csv', '/organisation/journal.csv?nature=members', ofOrganisation),
  get('/territoire/journal', '/territoire/journal', operatorOnly(200)),
  get(
    '/territoire/journal',
    ({ territory }) => `/territoire/journal?organisation=${territory.home.siren}`,
    operatorOnly(200),
  ),
  get('/territoire/journal', '/territoire/journal?organisation=marmande&nature=publications', operatorOnly(200)),
  get(
    '/territoire/journal.csv',
    ({ territory }) => `/territoire/journal.csv?organisation=${territory.home.siren}`,
    operatorOnly(200),
  ),
];
