/** `/groupes/*`: a closed group is nobody else's business, nor theirs who were removed from it. */
import { randomUUID } from 'node:crypto';
import { succeeded } from '../../../local/demo/visitor.ts';
import { newId } from '../../../platform/ids.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { eventually } from '../../support/directory.ts';
import { enterGroup, groupFields, type GroupFields, openGroup } from '../../support/groups.ts';
import { newsFields, publishNews } from '../../support/publishing.ts';
import { as, type Scene } from '../../support/territory.ts';
import { get, membersOnly, post, type Row } from '../row.ts';

/** The closed group of the territory, and the part of its address. */
const closed =
  (part = '') =>
  ({ territory }: Scene): string =>
    `/groupes/${territory.group}${part}`;

/** Of the closed group: the publisher was removed from it, the reader never was in it. */
const outside = { ...membersOnly, stranger: 404, reader: 404, publisher: 404 } as const;
const itsMembers = { ...outside, contributor: 200, referent: 200 } as const;
const itsFacilitator = { ...outside, contributor: 403, referent: 200 } as const;

const referentOf = (scene: Scene) => as(scene, scene.territory.referent);

const publisherOf = (scene: Scene) => as(scene, scene.territory.publisher);

/** A group that a row may change; the publisher looks after it, so that the référent is in one group alone. */
const newGroup = (scene: Scene, group: Partial<GroupFields> = {}): Promise<string> =>
  openGroup(publisherOf(scene), group);

/** The same with the reader in it, as a simple member. */
async function withReader(scene: Scene, part: string): Promise<string> {
  const id = await newGroup(scene);
  await enterGroup(as(scene, scene.territory.reader), id);
  return `/groupes/${id}${part}`;
}

/** Of such a group, closed to none: who is not in it learns nothing more by managing it. */
const ofFacilitator = { ...membersOnly, stranger: 404, referent: 404, reader: 403, publisher: 200 } as const;

async function archived(scene: Scene, part: string): Promise<string> {
  const address = await withReader(scene, '');
  succeeded(await publisherOf(scene).post(`${address}/archiver`), 'It is archived');
  return `${address}${part}`;
}

async function asked(scene: Scene, answer: string): Promise<string> {
  const id = await newGroup(scene, { access: 'request' });
  succeeded(await as(scene, scene.territory.stranger).post(`/groupes/${id}/demande`), 'She asks');
  return `/groupes/${id}/demandes/${scene.territory.stranger.person}/${answer}`;
}

const address = (): string => `groupe-${randomUUID()}@essai.test`;

async function invitedPerson(scene: Scene): Promise<string> {
  const email = address();
  const id = await newGroup(scene);
  succeeded(await publisherOf(scene).post(`/groupes/${id}/invitations`, { email }), 'She is invited');
  return `/groupes/${id}/invitations/${hashToken(email)}/annuler`;
}

async function invitedOrganisation(scene: Scene, part: string): Promise<string> {
  const id = await newGroup(scene, { access: 'closed' });
  const { siren } = scene.territory.other;
  succeeded(await publisherOf(scene).post(`/groupes/${id}/organisations`, { siren }), 'It is invited');
  // It finds the invitation in its own partition, where the stream has brought it.
  await eventually(as(scene, scene.territory.stranger), `/groupes/${id}`, ({ status }) => status === 200);
  return `/groupes/${id}${part}`;
}

/** The référent of the other commune, as the directory leads to her. */
const strangerPicked = ({ territory }: Scene) => ({
  person: territory.stranger.person,
  organisation: territory.other.siren,
});

const listRows: readonly Row[] = [
  get('/groupes', '/groupes', { ...membersOnly, stranger: 200, reader: 200, publisher: 200, contributor: 200 }),
  get('/groupes/nouveau', '/groupes/nouveau', { ...membersOnly, reader: 403, contributor: 403, publisher: 200 }),
  post(
    '/groupes',
    '/groupes',
    { ...membersOnly, reader: 403, contributor: 403, publisher: 201 },
    { sends: () => ({ id: newId('grp'), ...groupFields({ access: 'closed' }) }) },
  ),
  // Under the id of somebody else's group: it is not written over.
  post(
    '/groupes',
    '/groupes',
    { stranger: 409, publisher: 409 },
    { sends: ({ territory }) => ({ id: territory.group, ...groupFields() }) },
  ),
];

const doorRows: readonly Row[] = [
  get('/groupes/:id', closed(), itsMembers),
  get('/groupes/:id', async (scene) => `/groupes/${await newGroup(scene)}`, {
    ...membersOnly,
    stranger: 200,
    reader: 200,
  }),
  get('/groupes/:id', (scene) => archived(scene, ''), { ...membersOnly, stranger: 404, reader: 200 }),
  get('/groupes/:id', () => `/groupes/${newId('grp')}`, { stranger: 404 }),
  post('/groupes/:id/entrer', closed('/entrer'), outside),
  post('/groupes/:id/entrer', async (scene) => `/groupes/${await newGroup(scene)}/entrer`, { stranger: 200 }),
  // One asks first; an archived group takes nobody in.
  post('/groupes/:id/entrer', async (scene) => `/groupes/${await newGroup(scene, { access: 'request' })}/entrer`, {
    stranger: 409,
  }),
  post('/groupes/:id/entrer', (scene) => archived(scene, '/entrer'), { stranger: 404 }),
  post('/groupes/:id/demande', closed('/demande'), outside),
  post('/groupes/:id/demande', async (scene) => `/groupes/${await newGroup(scene, { access: 'request' })}/demande`, {
    stranger: 200,
  }),
  post('/groupes/:id/demande', (scene) => archived(scene, '/demande'), { stranger: 404 }),
  post('/groupes/:id/demande/annuler', closed('/demande/annuler'), outside),
  // Her own address is not invited: nothing is there to decline, and nothing is said.
  post('/groupes/:id/decliner', closed('/decliner'), { ...membersOnly, stranger: 200, reader: 200 }),
  post(
    '/groupes/:id/organisation',
    closed('/organisation'),
    { ...membersOnly, stranger: 404, reader: 403, contributor: 403, publisher: 403 },
    { sends: { answer: 'accept' } },
  ),
  post(
    '/groupes/:id/organisation',
    (scene) => invitedOrganisation(scene, '/organisation'),
    { reader: 403, referent: 404, stranger: 200 },
    { sends: { answer: 'accept' } },
  ),
  get('/groupes/:id/quitter', closed('/quitter'), itsMembers),
  post('/groupes/:id/quitter', closed('/quitter'), outside),
  post('/groupes/:id/quitter', (scene) => withReader(scene, '/quitter'), { stranger: 404, reader: 200 }),
  post('/groupes/:id/animer', closed('/animer'), { ...outside, contributor: 409 }),
];

const settingsRows: readonly Row[] = [
  get('/groupes/:id/reglages', closed('/reglages'), itsFacilitator),
  post('/groupes/:id/reglages', (scene) => withReader(scene, '/reglages'), ofFacilitator, {
    sends: { ...groupFields(), version: 1 },
  }),
  post(
    '/groupes/:id/reglages',
    (scene) => archived(scene, '/reglages'),
    { stranger: 404, reader: 403, publisher: 409 },
    { sends: { ...groupFields(), version: 2 } },
  ),
  post('/groupes/:id/archiver', (scene) => withReader(scene, '/archiver'), ofFacilitator),
  post('/groupes/:id/rouvrir', (scene) => archived(scene, '/rouvrir'), ofFacilitator),
];

const memberRows: readonly Row[] = [
  get('/groupes/:id/membres', closed('/membres'), itsMembers),
  post('/groupes/:id/demandes/:person/accepter', (scene) => asked(scene, 'accepter'), {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    publisher: 200,
  }),
  post('/groupes/:id/demandes/:person/refuser', (scene) => asked(scene, 'refuser'), {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    publisher: 200,
  }),
  get(
    '/groupes/:id/membres/:person',
    (scene) => closed(`/membres/${scene.territory.contributor.person}`)(scene),
    itsFacilitator,
  ),
  // Somebody who is not in it, and somebody who no longer is.
  get('/groupes/:id/membres/:person', (scene) => closed(`/membres/${scene.territory.publisher.person}`)(scene), {
    ...outside,
    referent: 404,
  }),
  post(
    '/groupes/:id/membres/:person/role',
    (scene) => withReader(scene, `/membres/${scene.territory.reader.person}/role`),
    ofFacilitator,
    { sends: { standing: 'member' } },
  ),
  post(
    '/groupes/:id/membres/:person/retirer',
    (scene) => withReader(scene, `/membres/${scene.territory.reader.person}/retirer`),
    ofFacilitator,
  ),
];

const invitationRows: readonly Row[] = [
  get('/groupes/:id/invitations', closed('/invitations'), itsFacilitator),
  get('/groupes/:id/invitations', closed('/invitations?q=ton'), itsFacilitator),
  post(
    '/groupes/:id/invitations',
    closed('/invitations'),
    { ...itsFacilitator, referent: 201 },
    { sends: () => ({ email: address() }) },
  ),
  post(
    '/groupes/:id/invitations',
    (scene) => archived(scene, '/invitations'),
    { reader: 403, publisher: 409 },
    {
      sends: () => ({ email: address() }),
    },
  ),
  // By name, from the directory: whoever looks after the group has no address of hers.
  get('/groupes/:id/invitations', closed('/invitations?nom=garrigue'), itsFacilitator),
  post('/groupes/:id/personnes', closed('/personnes'), { ...outside, contributor: 403 }, { sends: strangerPicked }),
  post(
    '/groupes/:id/personnes',
    (scene) => withReader(scene, '/personnes'),
    { ...ofFacilitator, publisher: 201 },
    { sends: strangerPicked },
  ),
  post('/groupes/:id/invitations/:key/annuler', invitedPerson, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    publisher: 200,
  }),
  post(
    '/groupes/:id/organisations',
    async (scene) => withReader(scene, '/organisations'),
    { ...ofFacilitator, publisher: 201 },
    { sends: ({ territory }) => ({ siren: territory.other.siren }) },
  ),
  post(
    '/groupes/:id/organisations/:siren/retirer',
    (scene) => invitedOrganisation(scene, `/organisations/${scene.territory.other.siren}/retirer`),
    { ...membersOnly, stranger: 404, reader: 404, publisher: 200 },
  ),
];

const publication = ({ territory }: Scene): string =>
  `/groupes/${territory.group}/publications/${territory.contents.group}`;

/** A publication of the closed group that a row may take away. */
const newPublication = (scene: Scene): Promise<string> =>
  publishNews(referentOf(scene), {
    title: 'Primevère',
    body: 'Une ligne.',
    audience: `group:${scene.territory.group}`,
  });

/** What a form sends to publish in a group. */
const publishing = (group: string) => ({
  ...newsFields('Primevère', 'Une ligne.', `group:${group}`),
  action: 'publish',
});

const publicationRows: readonly Row[] = [
  get('/groupes/:id/publications/:content', publication, itsMembers),
  // Under another group, and something else under this one.
  get(
    '/groupes/:id/publications/:content',
    async (scene) => `/groupes/${await newGroup(scene)}/publications/${scene.territory.contents.group}`,
    { stranger: 404, referent: 404, publisher: 404 },
  ),
  get(
    '/groupes/:id/publications/:content',
    (scene) => closed(`/publications/${scene.territory.contents.organisation}`)(scene),
    { ...outside, referent: 404 },
  ),
  get(
    '/groupes/:id/publications/:content/fichier',
    (scene) => `${publication(scene)}/fichier?document=${scene.territory.documents.private}`,
    itsMembers,
  ),
  // A document that is not attached to it.
  get(
    '/groupes/:id/publications/:content/fichier',
    (scene) => `${publication(scene)}/fichier?document=${scene.territory.documents.act}`,
    { ...outside, referent: 404 },
  ),
  // Its own organisation, whose other members are not in the group; nor is it for the network.
  get('/publications/:id', ({ territory }) => `/publications/${territory.contents.group}`, {
    ...outside,
    contributor: 200,
    referent: 200,
  }),
  get(
    '/publications/:organisation/:id',
    ({ territory }) => `/publications/${territory.home.siren}/${territory.contents.group}`,
    { ...outside, contributor: 404 },
  ),
  get('/publications/:id/retirer', ({ territory }) => `/publications/${territory.contents.group}/retirer`, {
    ...outside,
    contributor: 200,
  }),
  post('/publications/:id/retirer', async (scene) => `/publications/${await newPublication(scene)}/retirer`, {
    ...outside,
    contributor: 200,
  }),
  // Under the id of what is published in a group, her own form gives nothing of it back.
  post(
    '/publier/actualite',
    '/publier/actualite',
    { publisher: 404 },
    { sends: ({ territory }) => ({ ...publishing(territory.group), id: territory.contents.group }) },
  ),
  // Who is not in the group publishes nothing in it, whatever her role.
  post(
    '/publier/actualite',
    '/publier/actualite',
    { stranger: 422, reader: 403, publisher: 422, contributor: 201 },
    { sends: ({ territory }) => publishing(territory.group) },
  ),
  post(
    '/publier/actualite',
    '/publier/actualite',
    { publisher: 422 },
    {
      sends: async (scene) => {
        const address = await archived(scene, '');
        return publishing(address.slice(address.lastIndexOf('/') + 1));
      },
    },
  ),
  get('/publier/actualite', ({ territory }) => `/publier/actualite?groupe=${territory.group}`, {
    ...membersOnly,
    stranger: 200,
    publisher: 200,
    contributor: 200,
  }),
];

export const groupRows: readonly Row[] = [
  ...listRows,
  ...doorRows,
  ...settingsRows,
  ...memberRows,
  ...invitationRows,
  ...publicationRows,
];
