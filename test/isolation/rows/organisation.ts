/** `/organisation/page-publique`: what an organisation says of itself. */
import { get, post, referentOnly, type Row } from '../row.ts';

export const organisationRows: readonly Row[] = [
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
];
