/** `/accueil`, `/organisation/*`: what a member sees of her organisation, and what its référent does. */
import { randomUUID } from 'node:crypto';
import { newId } from '../../../platform/ids.ts';
import { askToBeMember, invite, welcome } from '../../support/joining.ts';
import { as, type Scene } from '../../support/territory.ts';
import { get, membersOnly, noSession, post, referentOnly, type Row } from '../row.ts';

/** Somebody whom no other row invites. */
const guest = () =>
  ({
    firstName: 'Gisèle',
    lastName: 'Passagère',
    email: `passagere-${randomUUID()}@essai.test`,
    role: 'reader',
  }) as const;

const newInvitation = async (scene: Scene): Promise<string> =>
  (await invite(scene.cloud, as(scene, scene.territory.referent), guest())).id;

/** Somebody who has just joined, to be removed. @returns the path of her page. */
export async function newMember(scene: Scene): Promise<string> {
  const visitor = await welcome(scene.cloud, as(scene, scene.territory.referent), guest());
  const { json } = await visitor.get('/compte');
  const person = typeof json === 'object' && json !== null && 'person' in json ? json.person : undefined;
  const id = typeof person === 'object' && person !== null && 'id' in person ? String(person.id) : '';
  return `/organisation/membres/${id}`;
}

/** Somebody who asks to join Marmande and has confirmed. @returns the path of her request. */
const newRequest = async ({ cloud, territory }: Scene): Promise<string> => {
  const { role: _role, ...asker } = guest();
  return askToBeMember(cloud, territory.home, { ...asker, position: 'Adjointe' });
};

export const readersPage = ({ territory }: Scene): string => `/organisation/membres/${territory.reader.person}`;

export const memberRows: readonly Row[] = [
  get('/accueil', '/accueil', { ...noSession, removed: 403, stranger: 200, reader: 200, referent: 200, operator: 200 }),
  get('/organisation', '/organisation', { ...referentOnly, stranger: 200, referent: 200 }),
  get('/organisation/invitations/nouvelle', '/organisation/invitations/nouvelle', { ...referentOnly, referent: 200 }),
  post(
    '/organisation/invitations',
    '/organisation/invitations',
    { ...referentOnly, referent: 201 },
    { sends: () => ({ id: newId('inv'), ...guest() }) },
  ),
  get('/organisation/invitations/liste', '/organisation/invitations/liste', { ...referentOnly, referent: 200 }),
  post(
    '/organisation/invitations/liste',
    '/organisation/invitations/liste',
    { ...referentOnly, referent: 200 },
    {
      sends: () => ({ id: newId('inv'), lines: `Gisèle;Passagère;${guest().email}`, role: 'reader', action: 'invite' }),
    },
  ),
  // Looked at first, a list says who is a member already.
  post(
    '/organisation/invitations/liste',
    '/organisation/invitations/liste',
    { ...referentOnly, referent: 200 },
    { sends: () => ({ id: newId('inv'), file: `Gisèle;Passagère;${guest().email}`, role: 'reader' }) },
  ),
  post(
    '/organisation/invitations/:id/renvoyer',
    async (scene) => `/organisation/invitations/${await newInvitation(scene)}/renvoyer`,
    { ...referentOnly, stranger: 404, referent: 200 },
  ),
  post(
    '/organisation/invitations/:id/annuler',
    async (scene) => `/organisation/invitations/${await newInvitation(scene)}/annuler`,
    { ...referentOnly, stranger: 404, referent: 200 },
  ),
  // Another organisation's request is as one that was answered.
  get('/organisation/demandes/:id', newRequest, { ...referentOnly, stranger: 410, referent: 200 }),
  post(
    '/organisation/demandes/:id/accepter',
    async (scene) => `${await newRequest(scene)}/accepter`,
    { ...referentOnly, stranger: 410, referent: 200 },
    { sends: { role: 'reader' } },
  ),
  post(
    '/organisation/demandes/:id/refuser',
    async (scene) => `${await newRequest(scene)}/refuser`,
    { ...referentOnly, stranger: 410, referent: 200 },
    { sends: { reason: 'Nous ne vous connaissons pas.' } },
  ),
  // Neither organisation is an intercommunal body: there is nothing to invite, whoever asks.
  get('/organisation/communes', '/organisation/communes', { ...referentOnly, stranger: 404, referent: 404 }),
  get('/organisation/communes/:slug', '/organisation/communes/laplume', {
    ...referentOnly,
    stranger: 404,
    referent: 404,
  }),
  post(
    '/organisation/communes/:slug',
    '/organisation/communes/laplume',
    { ...referentOnly, stranger: 404, referent: 404 },
    { sends: { channel: 'address', email: 'laplume@essai.test' } },
  ),
  get('/organisation/membres/:person', readersPage, { ...referentOnly, stranger: 404, referent: 200 }),
  post(
    '/organisation/membres/:person/role',
    (scene) => `${readersPage(scene)}/role`,
    { ...referentOnly, stranger: 404, referent: 200 },
    // The role that she has: the right is asked for all the same, and nothing changes for the other rows.
    { sends: { role: 'reader', version: 1 } },
  ),
  get('/organisation/membres/:person/retirer', async (scene) => `${await newMember(scene)}/retirer`, {
    ...referentOnly,
    stranger: 404,
    referent: 200,
  }),
  // Anybody leaves by herself.
  get('/organisation/membres/:person/retirer', (scene) => `${readersPage(scene)}/retirer`, {
    ...membersOnly,
    stranger: 404,
    contributor: 403,
    publisher: 403,
    reader: 200,
  }),
  post('/organisation/membres/:person/retirer', async (scene) => `${await newMember(scene)}/retirer`, {
    ...referentOnly,
    stranger: 404,
    referent: 200,
  }),
];

/** Members who only read, elsewhere and here. */
export const readersToo = { ...membersOnly, stranger: 200, reader: 200 } as const;
