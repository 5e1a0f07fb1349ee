/** An organisation's own identity provider: asked for, set up, gone through. */
import { newToken } from '../../../platform/tokens.ts';
import type { Scene } from '../../support/territory.ts';
import { everybody, get, operatorOnly, post, referentOnly, type Row } from '../row.ts';

const asked = (version: number) => ({
  ...{ label: 'ProConnect', issuer: 'https://10.0.0.1', clientId: 'parvis' },
  ...{ secret: 'un secret de ces essais', version },
});
const seen = ({ territory }: Scene): string => `/territoire/fournisseurs/${territory.home.siren}`;

export const federationRows: readonly Row[] = [
  get('/organisation/fournisseur', '/organisation/fournisseur', { ...referentOnly, stranger: 200, referent: 200 }),
  // Each référent asks for her own organisation: the address names none.
  post(
    '/organisation/fournisseur',
    '/organisation/fournisseur',
    { ...referentOnly, referent: 200 },
    { sends: asked(0) },
  ),
  post(
    '/organisation/fournisseur/proposer',
    '/organisation/fournisseur/proposer',
    { ...referentOnly, referent: 404 },
    { sends: { version: 1 } },
  ),
  post(
    '/organisation/fournisseur/arreter',
    '/organisation/fournisseur/arreter',
    { ...referentOnly, referent: 404 },
    { sends: { version: 1 } },
  ),
  get('/territoire/fournisseurs', '/territoire/fournisseurs', operatorOnly(200)),
  get('/territoire/fournisseurs/:siren', seen, operatorOnly(200)),
  // No public address: whoever may ask is told so, the others are told nothing.
  post('/territoire/fournisseurs/:siren/verifier', (scene) => `${seen(scene)}/verifier`, operatorOnly(422)),
  post(
    '/territoire/fournisseurs/:siren/mettre-en-place',
    (scene) => `${seen(scene)}/mettre-en-place`,
    operatorOnly(422),
    { sends: { version: 1 } },
  ),
  post('/territoire/fournisseurs/:siren/arreter', (scene) => `${seen(scene)}/arreter`, operatorOnly(200), {
    sends: { version: 1 },
  }),
  // A version that nobody saw: nothing is removed.
  post('/territoire/fournisseurs/:siren/retirer', (scene) => `${seen(scene)}/retirer`, operatorOnly(409), {
    sends: { version: 7 },
  }),
  // Asked for, and not offered: nobody is sent there, and nobody tries it before the operator has set it up.
  get('/connexion/fournisseur/:slug', '/connexion/fournisseur/marmande', {
    ...everybody(404),
    reader: 404,
    referent: 404,
  }),
  get('/connexion/fournisseur/:slug', '/connexion/fournisseur/marmande?essai=oui', {
    ...everybody(404),
    referent: 404,
  }),
  // What comes back to a browser that never left.
  get('/connexion/retour', () => `/connexion/retour?code=${newToken()}&state=${newToken()}`, {
    ...everybody(403),
    referent: 403,
  }),
];
