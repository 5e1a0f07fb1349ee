/** `/annuaire/*`, `/compte/fiche`: who is where, and what is said of whom. */
import { newId } from '../../../platform/ids.ts';
import { inDirectory, newUnit } from '../../support/directory.ts';

import { as, type Scene } from '../../support/territory.ts';
import { everybody, get, membersOnly, post, referentOnly, type Row } from '../row.ts';
import { newMember, readersPage, readersToo } from './members.ts';

/** Whole particulars of somebody who has said nothing yet. */
const particulars = { version: 0, function: 'agent', title: 'Accueil', phone: '05 53 64 00 00' } as const;

const readerInDirectory = (scene: Scene): Promise<string> =>
  inDirectory(as(scene, scene.territory.reader), scene.territory.reader.person);

const services = '/organisation/services';
const newUnitPath = async (scene: Scene): Promise<string> =>
  `${services}/${await newUnit(as(scene, scene.territory.referent), { name: 'Pensée' })}`;
const ownUnit = { ...referentOnly, stranger: 404, referent: 200 } as const;

const unitRows: readonly Row[] = [
  get(services, services, { ...referentOnly, stranger: 200, referent: 200 }),
  get(`${services}/nouveau`, `${services}/nouveau`, { ...referentOnly, referent: 200 }),
  post(
    services,
    services,
    { ...referentOnly, referent: 201 },
    { sends: () => ({ id: newId('unt'), name: 'Muguet', place: 'Rez-de-chaussée' }) },
  ),
  get(`${services}/:id`, newUnitPath, ownUnit),
  post(`${services}/:id`, newUnitPath, ownUnit, { sends: { version: 1, name: 'Bruyère' } }),
  get(`${services}/:id/supprimer`, async (scene) => `${await newUnitPath(scene)}/supprimer`, ownUnit),
  post(`${services}/:id/supprimer`, async (scene) => `${await newUnitPath(scene)}/supprimer`, ownUnit),
  get('/annuaire/:slug/organigramme', '/annuaire/marmande/organigramme', readersToo),
  // An organisation that has not joined has none.
  get('/annuaire/:slug/organigramme', '/annuaire/monflanquin/organigramme', { ...membersOnly, stranger: 404 }),
];

export const directoryRows: readonly Row[] = [
  get('/compte/fiche', '/compte/fiche', readersToo),
  post('/compte/fiche', '/compte/fiche', { ...membersOnly, stranger: 200, contributor: 200 }, { sends: particulars }),
  get('/organisation/membres/:person/fiche', (scene) => `${readersPage(scene)}/fiche`, {
    ...referentOnly,
    stranger: 404,
    referent: 200,
  }),
  post(
    '/organisation/membres/:person/fiche',
    async (scene) => `${await newMember(scene)}/fiche`,
    { ...referentOnly, stranger: 404, referent: 200 },
    { sends: particulars },
  ),
  ...unitRows,
  get('/annuaire/personnes/:person', readerInDirectory, readersToo),
  // Somebody of no organisation is nobody's to look up.
  get('/annuaire/personnes/:person', ({ territory }) => `/annuaire/personnes/${territory.removed.person}`, {
    ...membersOnly,
    stranger: 404,
    reader: 404,
    referent: 404,
  }),
  get('/annuaire', '/annuaire', readersToo),
  get('/annuaire', '/annuaire?q=marmande', readersToo),
  get('/annuaire', '/annuaire?organisation=marmande&quoi=agent', readersToo),
  get('/annuaire/export', '/annuaire/export?organisation=marmande', readersToo),
  get('/annuaire/personnes/:person/vcard', async (scene) => `${await readerInDirectory(scene)}/vcard`, readersToo),
  get('/annuaire/:slug', '/annuaire/marmande', readersToo),
  get('/annuaire/:slug', '/annuaire/monflanquin', { ...membersOnly, stranger: 404 }),
  get('/annuaire/:slug/vcard', '/annuaire/marmande/vcard', readersToo),
  get('/annuaire/:slug/vcard', '/annuaire/monflanquin/vcard', { ...membersOnly, stranger: 404 }),
  get('/c/:slug/contacts', '/c/marmande/contacts', everybody(200)),
  get('/c/:slug/contacts', '/c/monflanquin/contacts', everybody(404)),
];
