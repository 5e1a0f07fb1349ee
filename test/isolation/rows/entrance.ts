/** `/`, `/inscription/*`, `/connexion/*`, `/api`: what everybody may ask for, and links that only one person has. */
import { randomUUID } from 'node:crypto';
import { newId } from '../../../platform/ids.ts';
import { newToken } from '../../../platform/tokens.ts';
import { PASSWORD } from '../../support/joining.ts';
import type { Territory } from '../../support/territory.ts';
import { everybody, get, membersOnly, noSession, post, type Row } from '../row.ts';

/** A reference of the right form, of a request that exists, with a signature that nobody made. */
const forgedReference = ({ waiting }: Territory): string => `${waiting.id}.${newToken().slice(0, 22)}`;

const applicant = { firstName: 'Yves', lastName: 'Passant', position: 'Voisin', email: 'passant@essai.test' };

const signUpRows: readonly Row[] = [
  get('/inscription', '/inscription?q=marmande', everybody(200)),
  get('/inscription/communes', '/inscription/communes?q=marmande', everybody(200)),
  get(
    '/inscription/demande/:reference',
    ({ territory }) => `/inscription/demande/${territory.waiting.reference}`,
    everybody(200),
    { shows: ['requests'] },
  ),
  get(
    '/inscription/demande/:reference',
    ({ territory }) => `/inscription/demande/${forgedReference(territory)}`,
    everybody(404),
  ),
  post(
    '/inscription/demande/:reference/code',
    ({ territory }) => `/inscription/demande/${forgedReference(territory)}/code`,
    everybody(404),
    { sends: { code: '000000' } },
  ),
  post(
    '/inscription/demande/:reference/renvoyer',
    ({ territory }) => `/inscription/demande/${forgedReference(territory)}/renvoyer`,
    everybody(404),
  ),
  post(
    '/inscription/demande/:reference/operateur',
    ({ territory }) => `/inscription/demande/${forgedReference(territory)}/operateur`,
    everybody(404),
  ),
  get('/inscription/autre', '/inscription/autre', everybody(200)),
  post('/inscription/autre', '/inscription/autre', everybody(422), {
    // Marmande's own: nobody takes it under another name, and whom to ask is said without an address.
    sends: ({ territory }) => ({
      id: newId('sgn'),
      ...applicant,
      kind: 'autre',
      name: 'Mairie bis',
      siren: territory.home.siren,
    }),
  }),
  get('/inscription/:slug', '/inscription/marmande', everybody(409)),
  get('/inscription/:slug', '/inscription/monflanquin', everybody(200)),
  post('/inscription/:slug', '/inscription/marmande', everybody(409), {
    sends: () => ({ id: newId('sgn'), ...applicant }),
  }),
  // The id of somebody else's request, seen over a shoulder: it is not given to another person.
  post('/inscription/:slug', '/inscription/casteljaloux', everybody(409), {
    sends: ({ territory }) => ({ id: territory.waiting.id, ...applicant }),
  }),
];

const joiningRows: readonly Row[] = [
  get('/inscription/:slug/rejoindre', '/inscription/marmande/rejoindre', everybody(200)),
  get('/inscription/:slug/rejoindre', '/inscription/monflanquin/rejoindre', everybody(404)),
  // The same answer to the address of a member, of somebody invited, and of anybody.
  post(
    '/inscription/:slug/rejoindre',
    '/inscription/marmande/rejoindre',
    { outsider: 200, stranger: 200 },
    { sends: ({ territory }) => ({ ...applicant, email: territory.reader.email }) },
  ),
  post('/inscription/:slug/rejoindre', '/inscription/marmande/rejoindre', { outsider: 200 }, { sends: applicant }),
  get('/inscription/invitation/:token', () => `/inscription/invitation/${newToken()}`, everybody(410)),
  post('/inscription/invitation/:token', () => `/inscription/invitation/${newToken()}`, everybody(410), {
    sends: () => ({ id: newId('sgn'), ...applicant }),
  }),
  get('/inscription/rejoindre/:token', () => `/inscription/rejoindre/${newToken()}`, everybody(410)),
  post('/inscription/rejoindre/:token', () => `/inscription/rejoindre/${newToken()}`, everybody(410)),
];

const linkRows: readonly Row[] = [
  get('/connexion/bienvenue/:token', ({ territory }) => territory.invitation.link, everybody(200), {
    shows: ['invitation'],
  }),
  get('/connexion/bienvenue/:token', () => `/connexion/bienvenue/${newToken()}`, everybody(410)),
  post('/connexion/bienvenue/:token', () => `/connexion/bienvenue/${newToken()}`, everybody(410), {
    sends: { password: PASSWORD },
  }),
];

/** Nobody’s, and of this run alone: an address is locked after five failures. */
const nobody = (): string => `personne-${randomUUID()}@essai.test`;
const unknown = nobody();

const signInRows: readonly Row[] = [
  get('/connexion', '/connexion', everybody(200)),
  get('/connexion/:slug', '/connexion/marmande', everybody(200)),
  get('/connexion/:slug', '/connexion/clairac', everybody(404)),
  post('/connexion', '/connexion', { outsider: 422, stranger: 422 }, { sends: { email: unknown, password: PASSWORD } }),
  post(
    '/connexion/code',
    '/connexion/code',
    { outsider: 422 },
    { sends: { email: nobody(), defi: newToken(), code: '000000' } },
  ),
  get('/connexion/oubli', '/connexion/oubli', everybody(200)),
  post('/connexion/oubli', '/connexion/oubli', { outsider: 200 }, { sends: { email: unknown } }),
  post(
    '/connexion/nouveau',
    '/connexion/nouveau',
    { outsider: 422 },
    { sends: { email: unknown, code: '000000', password: 'Un autre mot de passe 47' } },
  ),
  get('/connexion/courriel', '/connexion/courriel', everybody(200)),
  post('/connexion/courriel', '/connexion/courriel', { outsider: 200 }, { sends: { email: unknown } }),
  // No browser of theirs asked for a code.
  post('/connexion/courriel/code', '/connexion/courriel/code', everybody(422), { sends: { code: '000000' } }),
  get('/connexion/organisations', '/connexion/organisations?nom=marm', everybody(200)),
  // Of what is asked of one's own session; nothing is, in the organisation of this table.
  get('/connexion/preuve', '/connexion/preuve', { ...noSession, reader: 200, operator: 200 }),
  post('/connexion/preuve/courriel', '/connexion/preuve/courriel', { ...noSession, contributor: 200 }),
  post(
    '/connexion/preuve/courriel/code',
    '/connexion/preuve/courriel/code',
    { ...noSession, reader: 422, removed: 422, stranger: 422 },
    { sends: { code: '000000' } },
  ),
  post(
    '/connexion/preuve/application',
    '/connexion/preuve/application',
    { ...noSession, publisher: 422, removed: 422 },
    { sends: { code: '000000' } },
  ),
  // Her own account's: in no organisation.
  get('/connexion/double-verification', '/connexion/double-verification', { ...noSession, reader: 200, removed: 200 }),
  post(
    '/connexion/double-verification',
    '/connexion/double-verification',
    { ...noSession, contributor: 200 },
    { sends: { password: PASSWORD } },
  ),
  // An enrolment that another person began.
  post(
    '/connexion/double-verification/code',
    '/connexion/double-verification/code',
    { ...noSession, reader: 410, removed: 410 },
    { sends: () => ({ jeton: newToken(), code: '000000' }) },
  ),
  // Nobody here has a second factor that they could stand for; whoever belongs nowhere any more is told the same.
  get('/connexion/double-verification/secours', '/connexion/double-verification/secours', {
    ...noSession,
    stranger: 409,
    reader: 409,
    removed: 409,
  }),
  post(
    '/connexion/double-verification/secours',
    '/connexion/double-verification/secours',
    { ...noSession, stranger: 409, reader: 409, removed: 409 },
    { sends: { password: PASSWORD } },
  ),
  post('/deconnexion', '/deconnexion', { outsider: 200, forged: 200, revoked: 200 }),
];

const accountRows: readonly Row[] = [
  get('/compte', '/compte', { ...membersOnly, stranger: 200, reader: 200 }),
  get('/compte/nom', '/compte/nom', { ...membersOnly, stranger: 200, reader: 200 }),
  // Nobody's name is written but one's own: nothing in the form says whose.
  post(
    '/compte/nom',
    '/compte/nom',
    { ...membersOnly, stranger: 422, reader: 422 },
    { sends: { firstName: '', lastName: '' } },
  ),
  post('/compte/connexions/:id/fermer', ({ territory }) => `/compte/connexions/${territory.sessionOfReferent}/fermer`, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
  }),
  post('/compte/connexions/fermer', '/compte/connexions/fermer', { ...membersOnly, reader: 200 }),
  post(
    '/compte/organisation',
    '/compte/organisation',
    { ...noSession, removed: 404, stranger: 404, operator: 404, reader: 200 },
    { sends: ({ territory }) => ({ organisation: territory.home.siren }) },
  ),
];

export const entranceRows: readonly Row[] = [
  get('/', '/', everybody(200)),
  get('/api', '/api', everybody(200)),
  ...signUpRows,
  ...joiningRows,
  ...linkRows,
  ...signInRows,
  ...accountRows,
];
