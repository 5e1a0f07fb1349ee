/** `/c/*`: what everybody reads, and what nobody finds there. */
import type { Scene } from '../../support/territory.ts';
import { everybody, get, type Row } from '../row.ts';

const shown =
  (slug: 'home' | 'other', section: string, id: keyof Scene['territory']['contents']) =>
  ({ territory }: Scene): string =>
    `/c/${territory[slug].slug}/${section}/${territory.contents[id]}`;

const file =
  (document: keyof Scene['territory']['documents'], publication: keyof Scene['territory']['contents']) =>
  ({ territory }: Scene): string =>
    `/c/marmande/fichiers/${territory.documents[document]}?publication=${territory.contents[publication]}`;

export const publicRows: readonly Row[] = [
  get('/c/:slug', '/c/marmande', everybody(200)),
  get('/c/:slug', '/c/monflanquin', everybody(404)),
  get('/c/:slug/publications', '/c/marmande/publications', everybody(200)),
  get('/c/:slug/publications.atom', '/c/marmande/publications.atom', everybody(200)),
  get('/c/:slug/actes/:id', shown('home', 'actes', 'act'), everybody(200)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'public'), everybody(200)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'organisation'), everybody(404)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'network'), everybody(404)),
  get('/c/:slug/actualites/:id', shown('home', 'actualites', 'draft'), everybody(404)),
  // Under another organisation's name.
  get('/c/:slug/actes/:id', shown('other', 'actes', 'act'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('act', 'act'), everybody(200)),
  get('/c/:slug/fichiers/:document', file('private', 'act'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('private', 'organisation'), everybody(404)),
  get('/c/:slug/fichiers/:document', file('act', 'draft'), everybody(404)),
];
