/** `/connexion/adresse`, and what a référent or the operator does for somebody whose mailbox or telephone is lost. */
import { newId } from '../../../platform/ids.ts';
import { newToken } from '../../../platform/tokens.ts';
import { PASSWORD } from '../../support/joining.ts';
import type { Scene } from '../../support/territory.ts';
import { everybody, get, noSession, operatorOnly, post, referentOnly, type Row } from '../row.ts';
import { newMember, readersPage } from './members.ts';

const readersAccount = (scene: Scene): string => `${readersPage(scene)}/compte`;
const atOperator = ({ territory }: Scene): string => `/territoire/comptes/${territory.reader.person}`;

export const accountRows: readonly Row[] = [
  get('/connexion/adresse', '/connexion/adresse', { ...noSession, removed: 200, reader: 200, operator: 200 }),
  post(
    '/connexion/adresse/code',
    '/connexion/adresse/code',
    { ...noSession, contributor: 200 },
    { sends: { email: 'autre.adresse@essai.test' } },
  ),
  // With the password of somebody else: nobody's address changes.
  post(
    '/connexion/adresse',
    '/connexion/adresse',
    { ...noSession, removed: 422, publisher: 422 },
    { sends: { email: 'autre.adresse@essai.test', password: `${PASSWORD} bis` } },
  ),
  post('/connexion/adresse/annuler', '/connexion/adresse/annuler', { ...noSession, reader: 200 }),
  get('/connexion/adresse/:token', () => `/connexion/adresse/${newToken()}`, everybody(410)),
  post('/connexion/adresse/:token', () => `/connexion/adresse/${newToken()}`, everybody(410)),
  get('/organisation/membres/:person/compte', readersAccount, { ...referentOnly, stranger: 404, referent: 200 }),
  // No change that was asked for: the right is asked for all the same.
  post(
    '/organisation/membres/:person/compte/adresse',
    (scene) => `${readersAccount(scene)}/adresse`,
    { ...referentOnly, stranger: 404, referent: 410 },
    { sends: () => ({ change: newId('adr') }) },
  ),
  post(
    '/organisation/membres/:person/compte/second-facteur',
    async (scene) => `${await newMember(scene)}/compte/second-facteur`,
    { ...referentOnly, stranger: 404, referent: 200 },
  ),
  get('/territoire/comptes', '/territoire/comptes', operatorOnly(200)),
  post('/territoire/comptes', '/territoire/comptes', operatorOnly(422), {
    sends: { email: 'personne.ici@essai.test' },
  }),
  get('/territoire/comptes/:person', atOperator, operatorOnly(200)),
  post('/territoire/comptes/:person/adresse', (scene) => `${atOperator(scene)}/adresse`, operatorOnly(410), {
    sends: () => ({ change: newId('adr') }),
  }),
  post(
    '/territoire/comptes/:person/second-facteur',
    (scene) => `${atOperator(scene)}/second-facteur`,
    operatorOnly(200),
  ),
];
