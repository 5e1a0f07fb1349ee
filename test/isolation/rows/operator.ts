/** `/territoire/*` */
import { newId } from '../../../platform/ids.ts';
import { newSiren } from '../../support/siren.ts';
import { newSignUp } from '../../support/territory.ts';
import { get, operatorOnly, post, type Row } from '../row.ts';

export const operatorRows: readonly Row[] = [
  get('/territoire', '/territoire', operatorOnly(200)),
  get(
    '/territoire/inscriptions/:id',
    ({ territory }) => `/territoire/inscriptions/${territory.waiting.id}`,
    operatorOnly(200),
  ),
  post(
    '/territoire/inscriptions/:id/accepter',
    async ({ cloud }) => `/territoire/inscriptions/${(await newSignUp(cloud, 'pinel-hauterive')).id}/accepter`,
    operatorOnly(200),
  ),
  post(
    '/territoire/inscriptions/:id/refuser',
    async ({ cloud }) => `/territoire/inscriptions/${(await newSignUp(cloud, 'pinel-hauterive')).id}/refuser`,
    operatorOnly(200),
    { sends: { reason: 'La mairie ne connaît pas cette personne.' } },
  ),
  get('/territoire/organisations', '/territoire/organisations', operatorOnly(200)),
  get('/territoire/organisations/nouvelle', '/territoire/organisations/nouvelle', operatorOnly(200)),
  post('/territoire/organisations', '/territoire/organisations', operatorOnly(201), {
    sends: () => ({
      id: newId('sgn'),
      kind: 'syndicat',
      name: 'Syndicat des eaux',
      siren: newSiren(),
      firstName: 'Sylvie',
      lastName: 'Fontaine',
      position: 'Directrice',
      email: 'sylvie.fontaine@essai.test',
    }),
  }),
  get('/territoire/messageries', '/territoire/messageries', operatorOnly(200)),
  post('/territoire/messageries', '/territoire/messageries', operatorOnly(200), {
    sends: { lines: 'Prayssas;mairie@prayssas.test', action: 'import' },
  }),
];
