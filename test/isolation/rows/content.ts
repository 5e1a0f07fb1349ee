/** `/publications/*`, `/publier/*`: what members write and read. */
import * as z from 'zod';
import { succeeded, textIn } from '../../../local/demo/visitor.ts';
import { newId } from '../../../platform/ids.ts';
import { actFieldsOf, keepDraft, newsFields, publishNews, putDocument } from '../../support/publishing.ts';
import { as, PRIVATE, type Scene } from '../../support/territory.ts';
import { get, membersOnly, post, referentOnly, type Row } from '../row.ts';

const news = { title: 'Primevère', body: 'Une ligne.' };

/** A draft that a row may change or throw away. */
const newDraft = ({ territory, ...scene }: Scene): Promise<string> =>
  keepDraft(as({ territory, ...scene }, territory.referent), { ...news, audience: 'organisation' });

/** A publication for the network that a row may take away. */
const newPublication = ({ territory, ...scene }: Scene): Promise<string> =>
  publishNews(as({ territory, ...scene }, territory.referent), { ...news, audience: 'network' });

/** The draft of an act, with a place for an annexe. @returns its id and the annexe's. */
async function newActDraft(scene: Scene): Promise<{ id: string; annexe: string }> {
  const fields = { ...actFieldsOf('Primevère', scene.territory.documents.act), action: 'annexe' };
  const referent = as(scene, scene.territory.referent);
  const id = textIn(succeeded(await referent.post('/publier/deliberation', fields), 'An act is kept'), 'id');
  return { id, annexe: textIn(await referent.get(`/publications/${id}/annexes`), 'document') };
}

/** Where the publisher sends a redacted version of an act, without script. */
async function redactedFile(scene: Scene): Promise<string> {
  const publisher = as(scene, scene.territory.publisher);
  const act = `/publications/${scene.territory.contents.act}`;
  const { json } = succeeded(await publisher.get(act), 'The act is read');
  const { version } = z.object({ version: z.number() }).parse(json);
  const typed = { reason: 'Une adresse.', version };
  const answer = await publisher.post(`${act}/occulter`, typed, { as: 'page' });
  return answer.headers.get('location') ?? '';
}

const onActDraft =
  (after: string) =>
  async (scene: Scene): Promise<string> =>
    `/publications/${(await newActDraft(scene)).id}${after}`;

/** Things of one's own organisation: others' are not there, and each role has its right. */
const written = { ...membersOnly, stranger: 404, reader: 403 } as const;

const writingRows: readonly Row[] = [
  get('/publier', '/publier', { ...membersOnly, reader: 403, contributor: 200 }),
  get('/publier/actualite', '/publier/actualite', { ...membersOnly, reader: 403, contributor: 200 }),
  get('/publier/deliberation', '/publier/deliberation', { ...membersOnly, reader: 403, contributor: 200 }),
  // Another organisation's document is not offered.
  get('/publier/actualite', ({ territory }) => `/publier/actualite?document=${territory.documents.private}`, {
    ...membersOnly,
    stranger: 200,
    contributor: 200,
  }),
  post(
    '/publier/actualite',
    '/publier/actualite',
    { ...membersOnly, reader: 403, contributor: 422, publisher: 201 },
    { sends: () => ({ ...newsFields('Primevère', 'Une ligne.', 'public'), action: 'publish' }) },
  ),
  // Under the id of somebody else's publication: it is not written over, in the network nor anywhere.
  post(
    '/publier/actualite',
    '/publier/actualite',
    { stranger: 409 },
    {
      sends: ({ territory }) => ({
        ...newsFields('Primevère', 'Une ligne.', 'network'),
        id: territory.contents.network,
        action: 'publish',
      }),
    },
  ),
  post(
    '/publier/deliberation',
    '/publier/deliberation',
    { ...membersOnly, stranger: 422, reader: 403, contributor: 422, publisher: 201 },
    {
      sends: ({ territory }) => actFieldsOf('Primevère', territory.documents.act),
    },
  ),
  ...['arrete', 'decision', 'proces-verbal', 'budget', 'convention'].flatMap((path) => [
    get(`/publier/${path}`, `/publier/${path}`, { ...membersOnly, reader: 403, contributor: 200 }),
    post(
      `/publier/${path}`,
      `/publier/${path}`,
      { ...membersOnly, stranger: 422, reader: 403, contributor: 422, publisher: 201 },
      {
        sends: ({ territory }) => ({
          ...actFieldsOf('Primevère', territory.documents.act),
          reach: 'general',
          budgetYear: '2024',
        }),
      },
    ),
  ]),
  post(
    '/publications/:id/brouillon',
    async (scene) => `/publications/${await newDraft(scene)}/brouillon`,
    { ...written, contributor: 200 },
    { sends: { kind: 'news', ...news, version: 1, form: 'essai' } },
  ),
  get('/publications/:id/modifier', ({ territory }) => `/publications/${territory.contents.draft}/modifier`, {
    ...written,
    contributor: 200,
  }),
  post(
    '/publications/:id/publier',
    async (scene) => `/publications/${await newDraft(scene)}/publier`,
    { ...written, contributor: 201 },
    { sends: { version: 1 } },
  ),
];

/** A text of the contributor's that waits to be approved. */
async function newSubmission(scene: Scene): Promise<string> {
  const id = newId('pub');
  const fields = { ...newsFields(news.title, news.body, 'organisation'), id, action: 'submit' };
  succeeded(await as(scene, scene.territory.contributor).post('/publier/actualite', fields), 'A text is submitted');
  return `/publications/${id}`;
}

/** A text that waits, whose document lies where nobody but the référent reads: the file itself. */
async function keptAway(scene: Scene): Promise<string> {
  const referent = as(scene, scene.territory.referent);
  const folder = textIn(
    succeeded(await referent.post('/documents/dossiers', { nom: `Jacinthe ${newId('fol')}` }), 'A folder is made'),
    'id',
  );
  const document = await putDocument(referent, 'Primevère à valider.pdf');
  const choix = `fil_${document.slice('doc_'.length)}`;
  const moved = await referent.post('/documents/classer', { action: 'deplacer', choix, vers: folder });
  succeeded(moved, 'A file goes into a folder');
  const nobody = { lecteurs: 'chosen', personnes: scene.territory.referent.person, version: 0 };
  succeeded(await referent.post(`/documents/dossiers/${folder}/lecteurs`, nobody), 'Its readers are chosen');
  const fields = { ...newsFields(news.title, news.body, 'organisation'), document, action: 'submit' };
  const id = textIn(succeeded(await referent.post('/publier/actualite', fields), 'A text is submitted'), 'id');
  return `/publications/${scene.territory.home.siren}/${id}/fichier?document=${document}`;
}

const approvalRows: readonly Row[] = [
  get('/publications/:organisation/:id/fichier', keptAway, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    contributor: 404,
    publisher: 200,
  }),
  get('/publications/:id', newSubmission, { ...membersOnly, stranger: 404, reader: 404, contributor: 200 }),
  post(
    '/publications/:id/valider',
    async (scene) => `${await newSubmission(scene)}/valider`,
    { ...membersOnly, stranger: 404, reader: 404, contributor: 403, publisher: 200 },
    { sends: { version: 1 } },
  ),
  post(
    '/publications/:id/renvoyer',
    async (scene) => `${await newSubmission(scene)}/renvoyer`,
    { ...membersOnly, stranger: 404, reader: 404, contributor: 403, publisher: 200 },
    { sends: { version: 1, remark: 'Une date manque.' } },
  ),
  post(
    '/publications/:id/reprendre',
    async (scene) => `${await newSubmission(scene)}/reprendre`,
    { ...membersOnly, stranger: 404, reader: 404, contributor: 200 },
    { sends: { version: 1 } },
  ),
  get('/organisation/validation', '/organisation/validation', { ...referentOnly, stranger: 200, referent: 200 }),
  post(
    '/organisation/validation',
    '/organisation/validation',
    { ...referentOnly, stranger: 200, referent: 200 },
    // What is so already: other suites publish there.
    { sends: { rule: 'none', version: 0 } },
  ),
];

const fileRows: readonly Row[] = [
  get('/publications/:id/fichier', ({ territory }) => `/publications/${territory.contents.draft}/fichier`, {
    ...written,
    contributor: 200,
  }),
  post('/publications/:id/fichier', async (scene) => `/publications/${await newDraft(scene)}/fichier`, {
    ...written,
    contributor: 200,
  }),
  get('/publications/:id/annexes', onActDraft('/annexes'), { ...written, contributor: 200 }),
  post('/publications/:id/annexes', onActDraft('/annexes'), { ...written, contributor: 200 }),
  post(
    '/publications/:id/annexes/retirer',
    onActDraft('/annexes/retirer'),
    { ...written, contributor: 200 },
    { sends: ({ territory }) => ({ document: territory.documents.act }) },
  ),
  get('/publications/:id/fichier/recu', ({ territory }) => `/publications/${territory.contents.draft}/fichier/recu`, {
    ...written,
    contributor: 200,
  }),
];

const readingRows: readonly Row[] = [
  get('/publications', '/publications', { ...membersOnly, stranger: 200, reader: 200 }),
  get('/publications', '/publications?onglet=organisation', { ...membersOnly, stranger: 200, reader: 200 }),
  get('/publications', '/publications?onglet=brouillons', {
    ...membersOnly,
    stranger: 200,
    reader: 403,
    contributor: 200,
  }),
  get('/publications/:id', ({ territory }) => `/publications/${territory.contents.organisation}`, {
    ...membersOnly,
    stranger: 404,
    reader: 200,
  }),
  get('/publications/:id', ({ territory }) => `/publications/${territory.contents.draft}`, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    contributor: 200,
  }),
  post('/publications/:id/annuler', async (scene) => `/publications/${await newPublication(scene)}/annuler`, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
  }),
  get('/publications/:id/retirer', ({ territory }) => `/publications/${territory.contents.network}/retirer`, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
  }),
  post('/publications/:id/retirer', async (scene) => `/publications/${await newPublication(scene)}/retirer`, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
  }),
];

const redactionRows: readonly Row[] = [
  get('/publications/:id/occulter', ({ territory }) => `/publications/${territory.contents.act}/occulter`, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
  }),
  // A file is sent in her name: by her alone, her référent neither.
  get('/publications/:id/occulter/fichier', redactedFile, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
    referent: 404,
  }),
  // Of another organisation, and what is no act: not there. The version seen is another: nothing is replaced.
  post(
    '/publications/:id/occulter',
    ({ territory }) => `/publications/${territory.contents.act}/occulter`,
    { ...membersOnly, stranger: 404, reader: 403, contributor: 403, publisher: 409 },
    { sends: { version: 77, reason: 'Une adresse.' } },
  ),
];

const ofHome =
  (id: keyof Scene['territory']['contents']) =>
  ({ territory }: Scene): string =>
    `/publications/${territory.home.siren}/${territory.contents[id]}`;

const networkRows: readonly Row[] = [
  get('/publications/:organisation/:id', ofHome('network'), { ...membersOnly, stranger: 200, reader: 200 }),
  // What is not for the network is not there, for its own members either: they have another address for it.
  get('/publications/:organisation/:id', ofHome('organisation'), { ...membersOnly, stranger: 404, reader: 404 }),
  get('/publications/:organisation/:id', ofHome('draft'), { ...membersOnly, stranger: 404, contributor: 404 }),
  // Under another organisation's name.
  get(
    '/publications/:organisation/:id',
    ({ territory }) => `/publications/${territory.other.siren}/${territory.contents.network}`,
    { ...membersOnly, stranger: 404 },
  ),
  get(
    '/publications/:organisation/:id/fichier',
    (scene) => `${ofHome('act')(scene)}/fichier?document=${scene.territory.documents.act}`,
    { ...membersOnly, stranger: 200, reader: 200 },
  ),
  // A document that is not attached to it.
  get(
    '/publications/:organisation/:id/fichier',
    (scene) => `${ofHome('act')(scene)}/fichier?document=${scene.territory.documents.private}`,
    { ...membersOnly, stranger: 404, reader: 404 },
  ),
];

export const contentRows: readonly Row[] = [
  ...writingRows,
  ...approvalRows,
  ...fileRows,
  ...redactionRows,
  ...readingRows,
  ...networkRows,
];

/** What a search for a leak must find where it may be read: without this, finding nothing would prove nothing. */
export const SHOWN_TO_ITS_READERS = [
  { at: ofHome('network'), who: 'stranger', text: PRIVATE.network.title },
  {
    at: ({ territory }: Scene) => `/publications/${territory.contents.organisation}`,
    who: 'reader',
    text: PRIVATE.organisation.title,
  },
  {
    at: ({ territory }: Scene) => `/publications/${territory.contents.draft}`,
    who: 'contributor',
    text: PRIVATE.draft.title,
  },
  { at: ({ territory }: Scene) => `/groupes/${territory.group}`, who: 'contributor', text: PRIVATE.group.name },
  {
    at: ({ territory }: Scene) => `/groupes/${territory.group}/publications/${territory.contents.group}`,
    who: 'contributor',
    text: PRIVATE.inGroup.title,
  },
  {
    at: ({ territory }: Scene) => `/documents/${territory.documents.private}`,
    who: 'reader',
    text: PRIVATE.organisation.document,
  },
] as const;
