/** `/documents/*` */
import { succeeded, textIn } from '../../../local/demo/visitor.ts';
import { newId } from '../../../platform/ids.ts';
import { eventually } from '../../support/directory.ts';
import { putDocument } from '../../support/publishing.ts';
import { as, type Scene } from '../../support/territory.ts';
import { onceRead } from '../../support/uploads.ts';
import { get, membersOnly, post, type Row } from '../row.ts';

const ownDocument = { ...membersOnly, stranger: 404, reader: 200 } as const;
const ofWriters = { ...membersOnly, stranger: 404, reader: 403, contributor: 200 } as const;

const secret =
  (after = '') =>
  ({ territory }: Scene): string =>
    `/documents/${territory.documents.private}${after}`;

/** Once there is a text to read. */
async function secretText(here: Scene): Promise<string> {
  const { territory } = here;
  await onceRead(as(here, territory.contributor), territory.documents.private);
  return secret('/texte')(here);
}

const fileOf = (document: string): string => `fil_${document.slice('doc_'.length)}`;

const secretFile =
  (after = '') =>
  ({ territory }: Scene): string =>
    `/documents/fichiers/${fileOf(territory.documents.private)}${after}`;

/** A folder of Marmande, whose name its members alone may read. @returns its id. */
async function newFolder(scene: Scene): Promise<string> {
  const fields = { nom: `Jacinthe ${newId('fol')}` };
  const answer = await as(scene, scene.territory.referent).post('/documents/dossiers', fields);
  return textIn(succeeded(answer, 'A folder is made'), 'id');
}

/** A file of its own, to be changed. @returns its id. */
const newFile = async (scene: Scene): Promise<string> =>
  fileOf(await putDocument(as(scene, scene.territory.referent), 'Jacinthe à ranger.pdf'));

const sorted = (scene: Scene, fields: Readonly<Record<string, string>>) =>
  as(scene, scene.territory.referent).post('/documents/classer', { ...fields });

async function thrownFile(scene: Scene): Promise<string> {
  const id = await newFile(scene);
  succeeded(await sorted(scene, { action: 'jeter', choix: id }), 'A file is thrown away');
  return id;
}

const inNewFolder =
  (after = '') =>
  async (scene: Scene): Promise<string> =>
    `/documents/dossiers/${await newFolder(scene)}${after}`;

const onNewFile =
  (after: string) =>
  async (scene: Scene): Promise<string> =>
    `/documents/fichiers/${await newFile(scene)}${after}`;

/** A folder with a file in it, where its files are taken all at once. */
const inFilledFolder =
  (after = '') =>
  async (scene: Scene): Promise<string> => {
    const folder = await newFolder(scene);
    const choix = await newFile(scene);
    succeeded(await sorted(scene, { action: 'deplacer', choix, vers: folder }), 'A file is moved');
    return `/documents/dossiers/${folder}/zip${after}`;
  };

/** A folder's copy that the reader asked for, once it is made. */
const madeForReader = async (scene: Scene): Promise<string> => copyForReader(scene, await inFilledFolder()(scene));

async function copyForReader(scene: Scene, at: string): Promise<string> {
  const id = newId('exp');
  const reader = as(scene, scene.territory.reader);
  succeeded(await reader.post(at, { id }), 'A folder is asked for');
  await eventually(reader, `${at}/${id}/1`, ({ status }) => status === 200);
  return `${at}/${id}/1`;
}

let closed: Promise<string> | undefined;
/** The same, of a folder in which another holds its file, that is closed to the reader once the copy is made. */
const closedSince = (scene: Scene): Promise<string> => (closed ??= newClosedSince(scene));

async function newClosedSince(scene: Scene): Promise<string> {
  const referent = as(scene, scene.territory.referent);
  const [top, inner, choix] = [await newFolder(scene), await newFolder(scene), await newFile(scene)];
  succeeded(await sorted(scene, { action: 'deplacer', choix, vers: inner }), 'A file is moved');
  succeeded(await sorted(scene, { action: 'deplacer', choix: inner, vers: top }), 'A folder is moved');
  const at = await copyForReader(scene, `/documents/dossiers/${top}/zip`);
  const narrowing = { lecteurs: 'publishers', version: 0 };
  succeeded(await referent.post(`/documents/dossiers/${inner}/lecteurs`, narrowing), 'Its readers are chosen');
  return at;
}

const choosing =
  (action: string) =>
  ({ territory }: Scene): string =>
    `/documents/choix?action=${action}&choix=${fileOf(territory.documents.private)}`;

/** A large file, of which nothing has come yet. */
const LARGE = { name: 'Plan.pdf', size: 20_000_000, type: 'application/pdf', mark: '0'.repeat(64) } as const;
const ofSender = { ...membersOnly, stranger: 404, reader: 403, publisher: 404 } as const;

const onSending =
  (after: string) =>
  async (scene: Scene): Promise<string> => {
    const asked = { ...LARGE, name: `Plan ${newId('doc')}.pdf` };
    const answer = await as(scene, scene.territory.contributor).post('/documents/envois', asked);
    return `/documents/envois/${textIn(succeeded(answer, 'A large file is begun'), 'id')}${after}`;
  };

/** A file of which nothing has come yet. */
async function awaitedFile(scene: Scene): Promise<string> {
  const asked = { name: 'Capucine.pdf', size: 1000, type: 'application/pdf' };
  const answer = await as(scene, scene.territory.contributor).post('/documents/depots', asked);
  return `/documents/${textIn(succeeded(answer, 'A place is kept'), 'document')}/abandon`;
}

/** A folder for those who publish, with a document in it: made once. */
let kept: Promise<{ folder: string; document: string }> | undefined;

async function newNarrowed(scene: Scene): Promise<{ folder: string; document: string }> {
  const referent = as(scene, scene.territory.referent);
  const folder = await newFolder(scene);
  const document = await putDocument(referent, 'Jacinthe pour les rédacteurs.pdf');
  succeeded(
    await sorted(scene, { action: 'deplacer', choix: fileOf(document), vers: folder }),
    'A file goes into a folder',
  );
  const chosen = { lecteurs: 'publishers', version: 0 };
  succeeded(await referent.post(`/documents/dossiers/${folder}/lecteurs`, chosen), 'Its readers are chosen');
  return { folder, document };
}

const narrowed =
  (address: (made: { folder: string; document: string }) => string) =>
  async (scene: Scene): Promise<string> =>
    address(await (kept ??= newNarrowed(scene)));

async function narrowedText(scene: Scene): Promise<string> {
  const { document } = await (kept ??= newNarrowed(scene));
  await onceRead(as(scene, scene.territory.referent), document);
  return `/documents/${document}/texte`;
}

const publishersOnly = { ...membersOnly, stranger: 404, reader: 404, contributor: 404, publisher: 200, referent: 200 };

const readers = { ...membersOnly, stranger: 200, reader: 200 } as const;

export const documentRows: readonly Row[] = [
  get('/documents', '/documents', readers),
  get('/documents/dossiers/nouveau', '/documents/dossiers/nouveau', { ...membersOnly, reader: 403, contributor: 200 }),
  get('/documents/dossiers/:id', inNewFolder(), ownDocument),
  get('/documents/dossiers/:id/reglages', inNewFolder('/reglages'), ofWriters),
  post(
    '/documents/dossiers',
    '/documents/dossiers',
    { ...membersOnly, reader: 403, contributor: 201 },
    { sends: { nom: `Capucine ${newId('fol')}` } },
  ),
  // A folder of hers lies in no folder of another.
  post(
    '/documents/dossiers',
    '/documents/dossiers',
    { stranger: 409 },
    { sends: async (scene) => ({ nom: 'Intrus', dans: await newFolder(scene) }) },
  ),
  get('/documents/dossiers/:id/zip', inFilledFolder(), ownDocument),
  post(
    '/documents/dossiers/:id/zip',
    inFilledFolder(),
    { ...membersOnly, stranger: 404, reader: 202 },
    { sends: () => ({ id: newId('exp') }) },
  ),
  // What she asked for is hers alone, her référent's neither.
  get('/documents/dossiers/:folder/zip/:id/:part', madeForReader, {
    ...membersOnly,
    stranger: 404,
    contributor: 404,
    referent: 404,
    reader: 200,
  }),
  // Closed to her since, it is not given to her either.
  get('/documents/dossiers/:folder/zip/:id/:part', closedSince, {
    ...membersOnly,
    stranger: 404,
    contributor: 404,
    referent: 404,
    reader: 409,
  }),
  post('/documents/dossiers/:id/reglages', inNewFolder('/reglages'), ofWriters, {
    sends: { nom: `Capucine renommée ${newId('fol')}`, version: 1 },
  }),
  // Each has her own, and puts there what she may read.
  get('/documents/favoris', '/documents/favoris', readers),
  get('/documents/recents', '/documents/recents', readers),
  post('/documents/favoris', '/documents/favoris', ownDocument, {
    sends: ({ territory }) => ({ id: fileOf(territory.documents.private), action: 'ajouter' }),
  }),
  post('/documents/favoris', '/documents/favoris', publishersOnly, {
    sends: async (scene) => ({ id: (await (kept ??= newNarrowed(scene))).folder, action: 'ajouter' }),
  }),
  get('/documents/modeles', '/documents/modeles', { ...membersOnly, stranger: 200, reader: 403, contributor: 200 }),
  post('/documents/modeles/dossier', '/documents/modeles/dossier', {
    ...membersOnly,
    stranger: 200,
    reader: 403,
    contributor: 200,
  }),
  // A file that is no template: the right to begin one is what is looked at.
  post(
    '/documents/modeles',
    '/documents/modeles',
    { ...membersOnly, stranger: 404, reader: 403, contributor: 404 },
    { sends: ({ territory }) => ({ modele: fileOf(territory.documents.private), nom: 'Capucine' }) },
  ),
  get(
    '/documents/dossiers/:id',
    narrowed(({ folder }) => `/documents/dossiers/${folder}`),
    publishersOnly,
  ),
  get(
    '/documents/fichiers/:id',
    narrowed(({ document }) => `/documents/fichiers/${fileOf(document)}`),
    publishersOnly,
  ),
  get(
    '/documents/fichiers/:id/contenu',
    narrowed(({ document }) => `/documents/fichiers/${fileOf(document)}/contenu?version=1`),
    publishersOnly,
  ),
  get(
    '/documents/:id',
    narrowed(({ document }) => `/documents/${document}`),
    publishersOnly,
  ),
  get(
    '/documents/:id/etat',
    narrowed(({ document }) => `/documents/${document}/etat`),
    publishersOnly,
  ),
  get(
    '/documents/:id/fichier',
    narrowed(({ document }) => `/documents/${document}/fichier`),
    publishersOnly,
  ),
  get('/documents/:id/texte', narrowedText, publishersOnly),
  get(
    '/documents/:id/recu',
    narrowed(({ document }) => `/documents/${document}/recu`),
    publishersOnly,
  ),
  post(
    '/documents/:id/relecture',
    narrowed(({ document }) => `/documents/${document}/relecture`),
    { ...membersOnly, stranger: 404, reader: 404, contributor: 404, publisher: 409 },
  ),
  get(
    '/documents/fichiers/:id/ouvertures',
    narrowed(({ document }) => `/documents/fichiers/${fileOf(document)}/ouvertures`),
    { ...publishersOnly, reader: 403 },
  ),
  get(
    '/documents/dossiers/:id/zip',
    narrowed(({ folder }) => `/documents/dossiers/${folder}/zip`),
    publishersOnly,
  ),
  post(
    '/documents/dossiers/:id/zip',
    narrowed(({ folder }) => `/documents/dossiers/${folder}/zip`),
    { ...membersOnly, stranger: 404, reader: 404, contributor: 404, publisher: 202 },
    { sends: () => ({ id: newId('exp') }) },
  ),
  get('/documents/dossiers/:id/lecteurs', inNewFolder('/lecteurs'), {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 403,
    publisher: 200,
  }),
  post(
    '/documents/dossiers/:id/lecteurs',
    inNewFolder('/lecteurs'),
    { ...membersOnly, stranger: 404, reader: 403, contributor: 403, publisher: 200 },
    { sends: { lecteurs: 'publishers', version: 0 } },
  ),
  get('/documents/fichiers/:id', secretFile(), ownDocument),
  get('/documents/fichiers/:id/contenu', secretFile('/contenu'), ownDocument),
  get('/documents/fichiers/:id/contenu', secretFile('/contenu?version=1&telecharger=oui'), ownDocument),
  get('/documents/fichiers/:id/version', secretFile('/version'), ofWriters),
  post('/documents/fichiers/:id/nom', onNewFile('/nom'), ofWriters, {
    sends: { nom: `Capucine rangée ${newId('fil')}`, version: 1 },
  }),
  post('/documents/fichiers/:id/restaurer', onNewFile('/restaurer'), ofWriters, { sends: { numero: 1 } }),
  post('/documents/fichiers/:id/reservation', onNewFile('/reservation'), ofWriters, {
    sends: { action: 'reserver' },
  }),
  post(
    '/documents/choix',
    '/documents/choix',
    { ...membersOnly, reader: 403, stranger: 200, contributor: 200 },
    {
      sends: async (scene) => ({ action: 'deplacer', choix: fileOf(scene.territory.documents.private) }),
    },
  ),
  get('/documents/choix', choosing('deplacer'), ofWriters),
  get('/documents/choix', choosing('jeter'), ofWriters),
  get('/documents/choix', choosing('effacer'), { ...membersOnly, stranger: 404, contributor: 403, referent: 200 }),
  post('/documents/classer', '/documents/classer', ofWriters, {
    sends: async (scene) => ({ action: 'jeter', choix: await newFile(scene) }),
  }),
  // Another's file goes into no folder of hers.
  post(
    '/documents/classer',
    '/documents/classer',
    { stranger: 404 },
    {
      sends: async (scene) => ({ action: 'copier', choix: await newFile(scene), vers: 'racine' }),
    },
  ),
  post(
    '/documents/classer',
    '/documents/classer',
    { ...membersOnly, contributor: 403, stranger: 404, referent: 200 },
    {
      sends: async (scene) => ({ action: 'effacer', choix: await thrownFile(scene) }),
    },
  ),
  get('/documents/corbeille', '/documents/corbeille', { ...membersOnly, reader: 403, stranger: 200, contributor: 200 }),
  get('/documents/nouveau', '/documents/nouveau', { ...membersOnly, reader: 403, contributor: 200 }),
  post(
    '/documents/depots',
    '/documents/depots',
    { ...membersOnly, reader: 403, contributor: 201 },
    { sends: { name: 'Primevère.pdf', size: 1000, type: 'application/pdf' } },
  ),
  // Nothing of hers goes into a folder of another, nor over a file of another.
  post(
    '/documents/depots',
    '/documents/depots',
    { stranger: 409, reader: 403 },
    { sends: async (scene) => ({ name: 'Intrus.pdf', size: 1000, dossier: await newFolder(scene) }) },
  ),
  post(
    '/documents/depots',
    '/documents/depots',
    { stranger: 404, reader: 403 },
    {
      sends: async ({ territory }) => ({
        name: 'Intrus.pdf',
        size: 1000,
        fichier: fileOf(territory.documents.private),
      }),
    },
  ),
  post('/documents/envois', '/documents/envois', { ...membersOnly, reader: 403, contributor: 201 }, { sends: LARGE }),
  post(
    '/documents/envois',
    '/documents/envois',
    { stranger: 409 },
    { sends: async (scene) => ({ ...LARGE, dossier: await newFolder(scene) }) },
  ),
  // What she sends is hers alone: her colleagues find nothing.
  post(
    '/documents/envois/:id/parties',
    onSending('/parties'),
    { ...ofSender, contributor: 200 },
    {
      sends: { number: 1, sha256: `${'A'.repeat(43)}=` },
    },
  ),
  post('/documents/envois/:id/fin', onSending('/fin'), { ...ofSender, contributor: 409 }),
  post('/documents/envois/:id/abandon', onSending('/abandon'), { ...ofSender, contributor: 200 }),
  post('/documents/:id/abandon', awaitedFile, { ...ofSender, referent: 404 }),
  post('/documents/:id/abandon', awaitedFile, { contributor: 200 }),
  // What has come, and is another's.
  post('/documents/:id/abandon', secret('/abandon'), { ...ofSender, contributor: 404 }),
  get('/documents/:id', secret(), ownDocument),
  get('/documents/:id/etat', secret('/etat'), ownDocument),
  get('/documents/:id/recu', secret('/recu'), ownDocument),
  get('/documents/:id/fichier', secret('/fichier'), ownDocument),
  get('/documents/:id/fichier', secret('/fichier?telecharger=oui'), ownDocument),
  get('/documents/:id/texte', secretText, ownDocument),
  // Only what could not be read is read again.
  post('/documents/:id/relecture', secret('/relecture'), {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 409,
  }),
];
