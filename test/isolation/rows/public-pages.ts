/** `/c/*`: what everybody reads, and what nobody finds there. */
import { visitorOf } from '../../support/joining.ts';
import { registeredAct } from '../../support/publishing.ts';
import { succeeded } from '../../../local/demo/visitor.ts';
import { as, type Scene } from '../../support/territory.ts';
import { everybody, get, type Row } from '../row.ts';

const shown =
  (slug: 'home' | 'other', section: string, id: keyof Scene['territory']['contents']) =>
  ({ territory }: Scene): string =>
    `/c/${territory[slug].slug}/${section}/${territory.contents[id]}`;

/** The act of the scene by its number, once the register has entered it. */
const registered =
  (more: string) =>
  async ({ cloud, territory }: Scene): Promise<string> =>
    `${await registeredAct(visitorOf(cloud), territory.home.slug, territory.contents.act)}${more}`;

/** The list of a session, once the publisher has put it online. */
async function listed(scene: Scene): Promise<string> {
  const fields = { version: 0, autres: 'Bleuet : vente d’un terrain, reportée' };
  succeeded(
    await as(scene, scene.territory.publisher).post('/actes/seances/2024-11-12', fields),
    'A list is put online',
  );
  return '/c/marmande/actes/seances/2024-11-12';
}

const file =
  (document: keyof Scene['territory']['documents'], publication: keyof Scene['territory']['contents']) =>
  ({ territory }: Scene): string =>
    `/c/marmande/fichiers/${territory.documents[document]}?publication=${territory.contents[publication]}`;

export const publicRows: readonly Row[] = [
  get('/c/:slug', '/c/marmande', everybody(200)),
  get('/c/:slug', '/c/monflanquin', everybody(404)),
  get('/c/:slug/publications', '/c/marmande/publications', everybody(200)),
  get('/c/:slug/publications.atom', '/c/marmande/publications.atom', everybody(200)),
  get('/c/:slug/actes', '/c/marmande/actes', everybody(200)),
  get('/c/:slug/actes', '/c/marmande/actes?nature=arrete&annee=2024&matiere=8', everybody(200)),
  get('/c/:slug/actes', '/c/monflanquin/actes', everybody(404)),
  get('/c/:slug/actes.atom', '/c/marmande/actes.atom', everybody(200)),
  // It has not said its SIRET.
  get('/c/:slug/actes.csv', '/c/marmande/actes.csv', everybody(404)),
  get('/c/:slug/actes/registre.jsonl', '/c/marmande/actes/registre.jsonl', everybody(200)),
  get('/c/:slug/actes/cle.pem', '/c/marmande/actes/cle.pem', everybody(200)),
  get('/c/:slug/actes/verification', '/c/marmande/actes/verification', everybody(200)),
  get('/c/:slug/actes/seances', '/c/marmande/actes/seances', everybody(200)),
  get('/c/:slug/actes/seances/:date', listed, everybody(200)),
  get('/c/:slug/actes/seances/:date', '/c/marmande/actes/seances/2024-11-18', everybody(404)),
  get('/c/:slug/actes/:name', registered(''), everybody(200)),
  get('/c/:slug/actes/:name/preuve', registered('/preuve'), everybody(200)),
  get('/c/:slug/actes/:name/certificat', registered('/certificat'), everybody(200)),
  get('/c/:slug/actes/:name/preuve', '/c/marmande/actes/2024-999/preuve', everybody(404)),
  // By its id, it leads to its number; numbers of drafts and of what others may not read are not there.
  get('/c/:slug/actes/:name', shown('home', 'actes', 'act'), everybody(200)),
  get('/c/:slug/actes/:name', shown('home', 'actes', 'draft'), everybody(404)),
  get('/c/:slug/actes/:name', shown('home', 'actes', 'network'), everybody(404)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'public'), everybody(200)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'organisation'), everybody(404)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'network'), everybody(404)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'draft'), everybody(404)),
  // Under another organisation's name.
  get('/c/:slug/actes/:name', shown('other', 'actes', 'act'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('act', 'act'), everybody(200)),
  get('/c/:slug/fichiers/:document', file('private', 'act'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('private', 'organisation'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('act', 'draft'), everybody(404)),
];
