/** `/compte/donnees`, `/organisation/copie`: each her own, the référent her organisation's. */
import { newId } from '../../../platform/ids.ts';
import { newToken } from '../../../platform/tokens.ts';
import { everybody, get, noSession, post, referentOnly, type Row } from '../row.ts';

const somebodyElses = () => newId('exp');

/** Whoever has a session, even of no organisation any more, about herself alone. */
const herself = { ...noSession, removed: 200, stranger: 200, reader: 200, operator: 200 };

export const privacyRows: readonly Row[] = [
  get('/organisation/copie', '/organisation/copie', { ...referentOnly, stranger: 200, referent: 200 }),
  post(
    '/organisation/copie',
    '/organisation/copie',
    { ...referentOnly, referent: 202 },
    { sends: () => ({ id: newId('exp') }) },
  ),
  get('/organisation/copie/:id/:part', () => `/organisation/copie/${somebodyElses()}/1`, {
    ...referentOnly,
    stranger: 404,
    referent: 404,
  }),
  // Nobody was given that link; that of an organisation which has left opens for whoever holds it (departure.test.ts).
  get('/u/copie/:token', () => `/u/copie/${newToken()}`, everybody(410)),
  get('/u/copie/:token/:part', () => `/u/copie/${newToken()}/1`, everybody(410)),
  // Each référent decides for her own organisation alone, whose name she writes.
  get('/organisation/depart', '/organisation/depart', { ...referentOnly, stranger: 200, referent: 200 }),
  post(
    '/organisation/depart',
    '/organisation/depart',
    { ...referentOnly, stranger: 422, referent: 422 },
    { sends: { version: 0, reason: 'Pour essayer.', name: 'Une autre commune' } },
  ),
  get('/compte/donnees', '/compte/donnees', herself),
  post(
    '/compte/donnees/copie',
    '/compte/donnees/copie',
    { ...noSession, reader: 202 },
    { sends: () => ({ id: newId('exp') }) },
  ),
  get('/compte/donnees/copie/:id/:part', () => `/compte/donnees/copie/${somebodyElses()}/1`, {
    ...noSession,
    removed: 404,
    stranger: 404,
    reader: 404,
    referent: 404,
  }),
  get('/compte/donnees/fermer', '/compte/donnees/fermer', herself),
  // The last référent of her organisation, and the operator, hand over first.
  post(
    '/compte/donnees/fermer',
    '/compte/donnees/fermer',
    { ...noSession, stranger: 409, operator: 409 },
    { sends: () => ({ id: newId('exp') }) },
  ),
];
