/** `/documents/liens/*` and `/l/*` */
import { succeeded, textIn } from '../../../local/demo/visitor.ts';
import * as z from 'zod';
import { newId } from '../../../platform/ids.ts';
import { newToken } from '../../../platform/tokens.ts';
import { visitorOf, welcome } from '../../support/joining.ts';
import { putDocument } from '../../support/publishing.ts';
import { as, type Scene } from '../../support/territory.ts';
import { everybody, get, membersOnly, post, type Row } from '../row.ts';

const publishers = { ...membersOnly, stranger: 404, reader: 403, contributor: 403, publisher: 200 } as const;
const fileOf = (document: string): string => `fil_${document.slice('doc_'.length)}`;
const secretFile = ({ territory }: Scene): string => fileOf(territory.documents.private);
const referent = (scene: Scene) => as(scene, scene.territory.referent);

async function newFolder(scene: Scene, dans = 'racine', who = referent(scene)): Promise<string> {
  const fields = { nom: `Partage ${newId('fol')}`, dans };
  return textIn(succeeded(await who.post('/documents/dossiers', fields), 'A folder is made'), 'id');
}

interface Given {
  id: string;
  /** Its path. */
  at: string;
}

async function give(scene: Scene, fields: Readonly<Record<string, string>>, who = referent(scene)): Promise<Given> {
  const answer = succeeded(await who.post('/documents/liens', { pour: 'lire', ...fields }), 'A link is made');
  return { id: textIn(answer, 'id'), at: new URL(textIn(answer, 'url')).pathname };
}

const toSecret = (scene: Scene): Promise<Given> => give(scene, { cible: secretFile(scene) });
const PASSWORD = 'hortensias de mai';
const locked = (scene: Scene): Promise<Given> => give(scene, { cible: secretFile(scene), motdepasse: PASSWORD });
const box = async (scene: Scene): Promise<Given> => give(scene, { cible: await newFolder(scene), pour: 'deposer' });

const withdraw = async (scene: Scene, { id }: Given): Promise<void> => {
  succeeded(await referent(scene).post(`/documents/liens/${id}/etat`, { action: 'retirer' }), 'It is withdrawn');
};

async function withdrawn(scene: Scene): Promise<string> {
  const link = await toSecret(scene);
  await withdraw(scene, link);
  return link.at;
}

const members = z.object({ members: z.array(z.object({ person: z.string(), email: z.string() })) });

/** A link of somebody who was then removed from the organisation. */
async function ofRemoved(scene: Scene): Promise<string> {
  const email = `partage-${newId('inv').slice(-8).toLowerCase()}@essai.test`;
  const guest = { firstName: 'Ludivine', lastName: 'Partie', email, role: 'publisher' } as const;
  const maker = await welcome(scene.cloud, referent(scene), guest);
  const { at } = await give(scene, { cible: secretFile(scene) }, maker);
  const { json } = succeeded(await referent(scene).get('/organisation'), 'The members are listed');
  const person = members.parse(json).members.find((one) => one.email === email)?.person ?? '';
  succeeded(await referent(scene).post(`/organisation/membres/${person}/retirer`), 'She is removed');
  return at;
}

async function folderInside(scene: Scene): Promise<{ at: string; inner: string }> {
  const cible = await newFolder(scene);
  const inner = await newFolder(scene, cible);
  return { at: (await give(scene, { cible })).at, inner };
}

async function movedOut(scene: Scene): Promise<string> {
  const { at, inner } = await folderInside(scene);
  const fields = { action: 'deplacer', choix: inner, vers: 'racine' };
  succeeded(await referent(scene).post('/documents/classer', fields), 'A folder is moved');
  return `${at}/dossiers/${inner}`;
}

async function fileMovedOut(scene: Scene): Promise<string> {
  const cible = await newFolder(scene);
  const file = fileOf(await putDocument(referent(scene), 'Jacinthe de passage.pdf'));
  const move = async (vers: string): Promise<void> => {
    succeeded(await referent(scene).post('/documents/classer', { action: 'deplacer', choix: file, vers }), 'Moved');
  };
  await move(cible);
  const { at } = await give(scene, { cible });
  await move('racine');
  return `${at}/fichiers/${file}`;
}

async function deposit(scene: Scene, { at }: Given): Promise<string> {
  const answer = await visitorOf(scene.cloud).post(`${at}/depots`, { nom: 'Odile Dépôt' });
  return `${at}/depots/${textIn(succeeded(answer, 'A deposit begins'), 'depot')}`;
}

const FILE = { name: 'Offre.pdf', size: 1000, type: 'application/pdf' } as const;

async function sentFile(scene: Scene): Promise<string> {
  const here = await deposit(scene, await box(scene));
  const place = await visitorOf(scene.cloud).post(`${here}/fichiers`, FILE);
  return `${here}/fichiers/${textIn(succeeded(place, 'A place is kept'), 'document')}/etat`;
}

async function depositAfterwards(scene: Scene): Promise<string> {
  const link = await box(scene);
  const here = await deposit(scene, link);
  await withdraw(scene, link);
  return `${here}/fichiers`;
}

/** Few of them: ten tries from one place, and no more. */
const wrong = { outsider: 422, removed: 422, stranger: 422, operator: 422 } as const;

const shows = ['organisation'] as const;

export const linkRows: readonly Row[] = [
  get('/documents/liens', '/documents/liens', { ...publishers, stranger: 200 }),
  get('/documents/liens/nouveau', (scene) => `/documents/liens/nouveau?cible=${secretFile(scene)}`, publishers),
  post(
    '/documents/liens',
    '/documents/liens',
    { ...publishers, publisher: 201 },
    { sends: (scene) => ({ cible: secretFile(scene), pour: 'lire' }) },
  ),
  get('/documents/liens/:id', async (scene) => `/documents/liens/${(await toSecret(scene)).id}`, publishers),
  post(
    '/documents/liens/:id/etat',
    async (scene) => `/documents/liens/${(await toSecret(scene)).id}/etat`,
    publishers,
    {
      sends: { action: 'reprendre' },
    },
  ),
  get('/documents/fichiers/:id/ouvertures', (scene) => `/documents/fichiers/${secretFile(scene)}/ouvertures`, {
    ...membersOnly,
    stranger: 404,
    reader: 403,
    contributor: 200,
  }),
  get('/l/:token', async (scene) => (await toSecret(scene)).at, everybody(200), { shows }),
  get('/l/:token', `/l/${newToken()}`, everybody(410)),
  // Without its password, a link names nothing of what it opens.
  get('/l/:token', async (scene) => (await locked(scene)).at, everybody(200)),
  get('/l/:token', withdrawn, everybody(410)),
  get('/l/:token', ofRemoved, everybody(410)),
  post('/l/:token/entrer', async (scene) => `${(await toSecret(scene)).at}/entrer`, everybody(200), {
    sends: { motdepasse: '' },
  }),
  post('/l/:token/entrer', async (scene) => `${(await locked(scene)).at}/entrer`, wrong, {
    sends: { motdepasse: 'hortensias de juin' },
  }),
  post('/l/:token/entrer', async (scene) => `${await withdrawn(scene)}/entrer`, everybody(410)),
  get(
    '/l/:token/dossiers/:id',
    async (scene) => {
      const { at, inner } = await folderInside(scene);
      return `${at}/dossiers/${inner}`;
    },
    everybody(200),
  ),
  get('/l/:token/dossiers/:id', movedOut, everybody(404)),
  // A folder of another organisation is behind no link of this one.
  get(
    '/l/:token/dossiers/:id',
    async (scene) => {
      const { at } = await folderInside(scene);
      return `${at}/dossiers/${await newFolder(scene, 'racine', as(scene, scene.territory.stranger))}`;
    },
    everybody(404),
  ),
  get(
    '/l/:token/fichiers/:id',
    async (scene) => `${(await toSecret(scene)).at}/fichiers/${secretFile(scene)}`,
    everybody(200),
    { shows },
  ),
  // Who has not given the password is sent to where it is asked for, with no address of the file.
  get(
    '/l/:token/fichiers/:id',
    async (scene) => `${(await locked(scene)).at}/fichiers/${secretFile(scene)}`,
    everybody(200),
  ),
  get('/l/:token/fichiers/:id', fileMovedOut, everybody(404)),
  get(
    '/l/:token/fichiers/:id',
    async (scene) => `${(await folderInside(scene)).at}/fichiers/${secretFile(scene)}`,
    everybody(404),
  ),
  post('/l/:token/depots', async (scene) => `${(await box(scene)).at}/depots`, everybody(201), {
    sends: { nom: 'Odile Dépôt' },
  }),
  // A link to read takes nothing.
  post('/l/:token/depots', async (scene) => `${(await toSecret(scene)).at}/depots`, everybody(404), {
    sends: { nom: 'Odile Dépôt' },
  }),
  get('/l/:token/depots/:depot', async (scene) => deposit(scene, await box(scene)), everybody(200)),
  get('/l/:token/depots/:depot', async (scene) => `${(await box(scene)).at}/depots/${newToken()}`, everybody(404)),
  post(
    '/l/:token/depots/:depot/fichiers',
    async (scene) => `${await deposit(scene, await box(scene))}/fichiers`,
    everybody(201),
    { sends: FILE },
  ),
  post('/l/:token/depots/:depot/fichiers', depositAfterwards, everybody(410), { sends: FILE }),
  get('/l/:token/depots/:depot/fichiers/:document/etat', sentFile, everybody(200)),
];
