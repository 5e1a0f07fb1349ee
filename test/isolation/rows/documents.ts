/** `/documents/*` */
import { as, type Scene } from '../../support/territory.ts';
import { onceRead } from '../../support/uploads.ts';
import { get, membersOnly, post, type Row } from '../row.ts';

const ownDocument = { ...membersOnly, stranger: 404, reader: 200 } as const;

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

export const documentRows: readonly Row[] = [
  get('/documents', '/documents', { ...membersOnly, stranger: 200, reader: 200 }),
  get('/documents/nouveau', '/documents/nouveau', { ...membersOnly, reader: 403, contributor: 200 }),
  post(
    '/documents/depots',
    '/documents/depots',
    { ...membersOnly, reader: 403, contributor: 201 },
    { sends: { name: 'Primevère.pdf', size: 1000, type: 'application/pdf' } },
  ),
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
