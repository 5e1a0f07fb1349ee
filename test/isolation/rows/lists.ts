/** `/listes/*`, `/u/*`, `/c/:slug/s-abonner`, `/territoire/lettre*`: who receives what, and who may know it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { succeeded } from '../../../local/demo/visitor.ts';
import { newToken } from '../../../platform/tokens.ts';
import { as, type Scene, subscriberOf } from '../../support/territory.ts';
import { everybody, get, operatorOnly, post, referentOnly, type Row } from '../row.ts';

const readers = z.object({ readers: z.array(z.object({ key: z.string() })), next: z.string().nullish() });

/** The readers of the main list, as their organisation knows them: every page of it. */
export async function keysOfReaders(scene: Scene): Promise<string[]> {
  const referent = as(scene, scene.territory.referent);
  const keys: string[] = [];
  for (let address: string | null | undefined = '/listes/principale'; address !== null && address !== undefined;) {
    const answer = await referent.get(address);
    const found = readers.parse(succeeded(answer, 'The readers are listed').json);
    keys.push(...found.readers.map(({ key }) => key));
    address = found.next;
  }
  return keys;
}

/** Somebody who has just subscribed, as the organisation knows her: by a key. */
async function newReader(scene: Scene): Promise<string> {
  const before = new Set(await keysOfReaders(scene));
  await subscriberOf(scene.cloud, 'marmande', `passante-${randomUUID()}@essai.test`);
  // The list follows from the stream.
  for (let looks = 0; looks < 1200; looks += 1) {
    const key = (await keysOfReaders(scene)).find((one) => !before.has(one));
    if (key) return key;
    await pause(50);
  }
  throw new Error('The new reader does not show in the list.');
}

const oneReader = async (scene: Scene): Promise<string> => (await keysOfReaders(scene))[0] ?? '';

const organisationRows: readonly Row[] = [
  get('/listes', '/listes', { ...referentOnly, stranger: 200, referent: 200 }),
  get('/listes/apercu', '/listes/apercu', { ...referentOnly, stranger: 200, referent: 200 }),
  get('/listes/:list', '/listes/principale', { ...referentOnly, stranger: 200, referent: 200 }),
  get(
    '/listes/:list/abonnes/:reader/retirer',
    async (scene) => `/listes/principale/abonnes/${await oneReader(scene)}/retirer`,
    { ...referentOnly, stranger: 404, referent: 200 },
  ),
  post(
    '/listes/:list/abonnes/:reader/retirer',
    async (scene) => `/listes/principale/abonnes/${await newReader(scene)}/retirer`,
    // In the stranger's own list nobody has that key: nothing is left to do (lists.test.ts sees who stays).
    { ...referentOnly, stranger: 200, referent: 200 },
  ),
];

/** The key of a real subscriber, with a signature that nobody made. */
const forgedLink =
  (before: string, after = '') =>
  async (scene: Scene): Promise<string> =>
    `${before}/${await oneReader(scene)}.${newToken().slice(0, 22)}${after}`;

const readerRows: readonly Row[] = [
  get('/c/:slug/s-abonner', '/c/marmande/s-abonner', everybody(200)),
  // The answer is the same for an address that is subscribed.
  post(
    '/c/:slug/s-abonner',
    '/c/marmande/s-abonner',
    { outsider: 202, stranger: 202 },
    { sends: ({ territory }) => ({ email: territory.subscriber }) },
  ),
  get('/u/confirmer/:token', () => `/u/confirmer/${newToken()}`, everybody(410)),
  post('/u/confirmer/:token', () => `/u/confirmer/${newToken()}`, everybody(410)),
  get('/u/preferences/:token', forgedLink('/u/preferences'), everybody(410)),
  post('/u/preferences/:token/quitter', forgedLink('/u/preferences', '/quitter'), everybody(410), {
    sends: ({ territory }) => ({ organisation: territory.home.siren, liste: 'principale' }),
  }),
  get('/u/preferences/:token/donnees', forgedLink('/u/preferences', '/donnees'), everybody(410)),
  get('/u/preferences/:token/effacer', forgedLink('/u/preferences', '/effacer'), everybody(410)),
  post('/u/preferences/:token/effacer', forgedLink('/u/preferences', '/effacer'), everybody(410)),
  get('/u/:token', forgedLink('/u'), everybody(410)),
  post('/u/:token', forgedLink('/u'), everybody(410)),
];

const letterRows: readonly Row[] = [
  get('/territoire/lettre', '/territoire/lettre', operatorOnly(200)),
  get('/territoire/lettre/apercu', '/territoire/lettre/apercu', operatorOnly(200)),
  get('/territoire/lettre/envoyer', '/territoire/lettre/envoyer', operatorOnly(200)),
  // What the operator's form sends is refused for its id alone: other suites count the letters.
  post('/territoire/lettre/envoyer', '/territoire/lettre/envoyer', operatorOnly(422), { sends: { id: 'run_' } }),
];

export const listRows: readonly Row[] = [...organisationRows, ...readerRows, ...letterRows];
