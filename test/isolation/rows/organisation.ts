/** `/organisation/page-publique`, `/organisation/connexion`: what an organisation says of itself, and asks of its members. */
import { everybody, get, membersOnly, post, referentOnly, type Row } from '../row.ts';

export const organisationRows: readonly Row[] = [
  get('/organisation/logo', '/organisation/logo', { ...referentOnly, stranger: 200, referent: 200 }),
  // A document of another organisation is not there; one of her own is no picture.
  post(
    '/organisation/logo',
    '/organisation/logo',
    { ...referentOnly, stranger: 404, referent: 422 },
    { sends: ({ territory }) => ({ document: territory.documents.act, version: 0 }) },
  ),
  post(
    '/organisation/logo/retirer',
    '/organisation/logo/retirer',
    { ...referentOnly, stranger: 200, referent: 200 },
    { sends: { version: 1 } },
  ),
  // A document that is no logo is not there by this address, not even for those who may read it.
  get('/organisation/logo/:document', ({ territory }) => `/organisation/logo/${territory.documents.private}`, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    referent: 404,
  }),
  get('/c/:slug/logo', '/c/marmande/logo', everybody(404)),
  get('/c/:slug/logo/:document', ({ territory }) => `/c/marmande/logo/${territory.documents.private}`, everybody(404)),
  get('/organisation/page-publique', '/organisation/page-publique', {
    ...referentOnly,
    stranger: 200,
    referent: 200,
  }),
  // Each référent writes on her own page only: the address names no organisation.
  post(
    '/organisation/page-publique',
    '/organisation/page-publique',
    { ...referentOnly, referent: 200 },
    { sends: { address: 'Place Clemenceau\n47200 Marmande', isPublic: 'oui', version: 0 } },
  ),
  get('/organisation/connexion', '/organisation/connexion', { ...referentOnly, stranger: 200, referent: 200 }),
  // Each référent chooses for her own organisation only, and what this one has already.
  post(
    '/organisation/connexion',
    '/organisation/connexion',
    { ...referentOnly, referent: 200 },
    { sends: { method: 'password', version: 0 } },
  ),
];
