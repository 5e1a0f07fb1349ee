/** `/territoire/*` */
import { classificationXml } from '../../../local/demo/classification.ts';
import { newId } from '../../../platform/ids.ts';
import { newSiren } from '../../support/siren.ts';
import { newSignUp, type Scene } from '../../support/territory.ts';
import { get, operatorOnly, post, type Row } from '../row.ts';

const seen = ({ territory }: Scene): string => `/territoire/organisations/${territory.home.siren}`;

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
  get('/territoire/organisations/:siren', seen, operatorOnly(200)),
  get('/territoire/organisations/:siren', () => `/territoire/organisations/${newSiren()}`, operatorOnly(404)),
  // The version that nobody saw: the right is asked for all the same, and nothing changes for the other rows.
  post('/territoire/organisations/:siren/suspendre', (scene) => `${seen(scene)}/suspendre`, operatorOnly(409), {
    sends: { reason: 'Pour essayer.', version: 7 },
  }),
  post('/territoire/organisations/:siren/reactiver', (scene) => `${seen(scene)}/reactiver`, operatorOnly(200), {
    sends: { version: 0 },
  }),
  get('/territoire/organisations/:siren/depart', (scene) => `${seen(scene)}/depart`, operatorOnly(200)),
  // The name of another: the right is asked for all the same, and nothing is decided.
  post('/territoire/organisations/:siren/depart', (scene) => `${seen(scene)}/depart`, operatorOnly(422), {
    sends: { version: 0, reason: 'Pour essayer.', name: 'Une autre commune' },
  }),
  post('/territoire/organisations/:siren/retablir', (scene) => `${seen(scene)}/retablir`, operatorOnly(200), {
    sends: { version: 0 },
  }),
  post('/territoire/organisations/:siren/ecrire', (scene) => `${seen(scene)}/ecrire`, operatorOnly(201), {
    sends: () => ({ id: newId('msg'), subject: 'Réunion', text: 'Bonjour.' }),
  }),
  get('/territoire/classification', '/territoire/classification', operatorOnly(200)),
  // The same as the territory has: other suites publish in its matters.
  post('/territoire/classification', '/territoire/classification', operatorOnly(200), {
    sends: { xml: classificationXml(), action: 'import' },
  }),
  get('/territoire/recherche', '/territoire/recherche', operatorOnly(200)),
  post('/territoire/recherche', '/territoire/recherche', operatorOnly(200), {
    sends: { which: 'organisation', organisation: 'tonneins' },
  }),
  get('/territoire/messageries', '/territoire/messageries', operatorOnly(200)),
  post('/territoire/messageries', '/territoire/messageries', operatorOnly(200), {
    sends: { lines: 'Prayssas;mairie@prayssas.test', action: 'import' },
  }),
];
