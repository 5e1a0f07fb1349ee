/** `/compte/donnees`, `/organisation/copie`: each her own, the référent her organisation's. */
import { newId } from '../../../platform/ids.ts';
import { get, noSession, post, referentOnly, type Row } from '../row.ts';

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
