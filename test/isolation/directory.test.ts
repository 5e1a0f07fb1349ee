/** What somebody says of herself reaches whom she chose, wherever it is looked for. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fields, Visitor } from '../../local/demo/visitor.ts';
import { succeeded } from '../../local/demo/visitor.ts';
import { DAY } from '../../platform/clock.ts';
import { withinOne } from '../support/borders.ts';
import { importMailboxes, joinByCode, visitorOf, welcome } from '../support/joining.ts';
import { eventually, inDirectory, ownPerson, personPath } from '../support/directory.ts';
import { as, scene, type Scene } from '../support/territory.ts';

/** One value for each level: found, it gives away how far it went. */
const LEVELS = {
  nobody: '05 53 84 00 01',
  organisation: '06 53 84 00 02',
  network: 'reseau.mireille@buzet.test',
  public: 'Jusquiame, le lundi matin',
} as const;
const LEVEL_NAMES = ['network', 'nobody', 'organisation', 'public'] as const satisfies readonly (keyof typeof LEVELS)[];

const LOGIN = 'mireille.connexion@essai.test';

const PARTICULARS: Fields = {
  version: 0,
  function: 'adjoint',
  title: 'Adjointe à la voirie',
  'subject-voirie': 'oui',
  subjectsVisibility: 'network',
  phone: LEVELS.nobody,
  phoneVisibility: 'nobody',
  mobile: LEVELS.organisation,
  mobileVisibility: 'organisation',
  email: LEVELS.network,
  emailVisibility: 'network',
  hours: LEVELS.public,
  hoursVisibility: 'public',
};

let here: Scene;
let person: string;
const people: Record<string, Visitor> = {};

beforeAll(async () => {
  here = await scene();
  const { cloud } = here;
  await importMailboxes(as(here, here.territory.operator), [
    { name: 'Buzet-sur-Baïse', slug: 'buzet-sur-baise' },
    { name: 'Vianne', slug: 'vianne' },
  ]);
  const [referent, stranger] = await Promise.all([
    joinByCode(cloud, 'buzet-sur-baise', {
      firstName: 'Hélène',
      lastName: 'Baïse',
      position: 'Secrétaire de mairie',
      email: 'helene.baise@essai.test',
    }),
    joinByCode(cloud, 'vianne', {
      firstName: 'Viviane',
      lastName: 'Bastide',
      position: 'Maire',
      email: 'viviane.bastide@essai.test',
    }),
  ]);
  const guest = (firstName: string, email: string) =>
    welcome(cloud, referent, { firstName, lastName: 'Lavardac', email, role: 'reader' });
  const herself = await guest('Mireille', LOGIN);
  const colleague = await guest('Colette', 'colette.lavardac@essai.test');
  const removed = await guest('Régine', 'regine.lavardac@essai.test');
  const former = await ownPerson(removed);
  person = await ownPerson(herself);
  succeeded(await herself.post('/compte/fiche', PARTICULARS), 'She fills her particulars in');
  await inDirectory(stranger, former);
  succeeded(await referent.post(`/organisation/membres/${former}/retirer`), 'A colleague leaves');
  Object.assign(people, { herself, colleague, referent, stranger, removed, outsider: visitorOf(cloud) });
});

const visitor = (who: string): Visitor => {
  const found = people[who];
  if (!found) throw new Error(`${who} is not here.`);
  return found;
};

/** The levels whose value an answer gives away. */
const levelsIn = (text: string): string[] =>
  LEVEL_NAMES.filter((level) => text.replaceAll('\\,', ',').includes(LEVELS[level]));

const askedBoth = async (who: string, path: string): Promise<string> => {
  const answers = await Promise.all([visitor(who).get(path, { as: 'json' }), visitor(who).get(path, { as: 'page' })]);
  return answers.map(({ text }) => text).join('\n');
};

describe('the page of a person', () => {
  it.each([
    ['outsider', []],
    ['removed', []],
    ['stranger', ['network', 'public']],
    ['colleague', ['network', 'organisation', 'public']],
    ['referent', ['network', 'organisation', 'public']],
    ['herself', ['network', 'organisation', 'public']],
  ])('gives %s the levels %j', async (who, levels) => {
    const text = await askedBoth(who, personPath(person));
    expect(levelsIn(text)).toEqual(levels);
    expect(text).not.toContain(LOGIN);
  });

  it('names her and her function to the network', async () => {
    const { text } = await visitor('stranger').get(personPath(person), { as: 'page' });
    expect(text).toContain('Mireille Lavardac');
    expect(text).toContain('Adjointe à la voirie');
    expect(text).toContain('Voirie');
  });
});

/** Everywhere that a member of the network may look for her. */
const ELSEWHERE = [
  '/annuaire?q=lavardac',
  '/annuaire?q=mireille+lavardac',
  '/annuaire?q=lavardac+buzet',
  '/annuaire?quoi=adjoint&q=buzet',
  '/annuaire?quoi=voirie&organisation=buzet-sur-baise',
  '/annuaire?organisation=buzet-sur-baise',
  '/annuaire/buzet-sur-baise',
] as const;

describe('lists and searches', () => {
  it.each(ELSEWHERE)('%s names her, and gives nothing of what she says', async (path) => {
    const { text } = await eventually(visitor('stranger'), path, (answer) => answer.text.includes('Mireille'));
    for (const who of ['stranger', 'colleague']) {
      const both = `${text}\n${await askedBoth(who, path)}`;
      expect(both).toContain('Mireille');
      expect(levelsIn(both)).toEqual([]);
      expect(both).not.toContain(LOGIN);
    }
    for (const who of ['outsider', 'removed']) expect(await askedBoth(who, path)).not.toContain('Mireille');
  });

  it('finds nobody by what she keeps to herself, nor by her addresses', async () => {
    for (const q of ['connexion', 'reseau', '0553840001', 'jusquiame', LOGIN]) {
      const { json } = await visitor('stranger').get(`/annuaire?q=${encodeURIComponent(q)}`);
      expect(json).toMatchObject({ people: [], organisations: [] });
    }
  });

  it('finds the organisation by the beginning of a word of its name, whatever the accents', async () => {
    const { json } = await visitor('stranger').get('/annuaire?q=BAISE');
    expect(json).toMatchObject({ organisations: [{ slug: 'buzet-sur-baise' }] });
  });

  it('opens no other list with a page’s address', async () => {
    const { json } = await visitor('stranger').get('/annuaire?q=lavardac&suite=Zm9v.aaaaaaaaaaaaaaaaaaaaaa');
    expect(json).toMatchObject({ type: '/problemes/bad-cursor' });
  });

  it('has lost who left', async () => {
    const path = '/annuaire?organisation=buzet-sur-baise';
    const { text } = await eventually(visitor('stranger'), path, (answer) => !answer.text.includes('Régine'));
    expect(text).toContain('Colette');
  });
});

describe('files', () => {
  it.each([`/annuaire/personnes/PERSON/vcard`, '/annuaire/export?q=lavardac', '/annuaire/export?quoi=voirie&q=buzet'])(
    '%s go as far as the page',
    async (path) => {
      const at = path.replace('PERSON', person);
      expect(levelsIn((await visitor('stranger').get(at)).text)).toEqual(['network', 'public']);
      for (const who of ['outsider', 'removed']) expect((await visitor(who).get(at)).text).not.toContain('Mireille');
    },
  );

  it('give colleagues what she shows them, in the vCard', async () => {
    const { text, headers } = await visitor('colleague').get(`${personPath(person)}/vcard`);
    expect(text).toContain('tel:+33653840002');
    expect(text).not.toContain('553840001');
    expect(headers.get('content-type')).toContain('text/vcard');
    expect(headers.get('content-disposition')).toContain('.vcf');
  });

  it('are ten a day', async () => {
    const statuses = new Set<number>();
    await withinOne(DAY, 60_000);
    for (let file = 0; file < 11; file += 1) {
      statuses.add((await visitor('referent').get('/annuaire/export?q=lavardac')).status);
    }
    expect([...statuses]).toEqual([200, 429]);
    const refused = await visitor('referent').get('/annuaire/export', { as: 'page' });
    expect(refused.text).toContain('10 fichiers aujourd');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the public page', () => {
  it('names those alone who put something there, and nothing else of theirs', async () => {
    const text = await askedBoth('outsider', '/c/buzet-sur-baise/contacts');
    expect(levelsIn(text)).toEqual(['public']);
    expect(text).toContain('Mireille');
    for (const absent of ['Colette', 'Régine', LOGIN, person]) expect(text).not.toContain(absent);
  });
});

describe('her référent', () => {
  it('reads neither what she keeps to herself nor her mobile and address', async () => {
    const text = await askedBoth('referent', `/organisation/membres/${person}/fiche`);
    expect(levelsIn(text)).toEqual(['public']);
    expect(text).not.toContain(LOGIN);
  });

  it('does not show further what she has restrained', async () => {
    const wider = { version: 1, function: 'adjoint', phone: '05 53 84 99 99', phoneVisibility: 'network' };
    const path = `/organisation/membres/${person}/fiche`;
    succeeded(
      await visitor('referent').post(path, { ...wider, hours: LEVELS.public, hoursVisibility: 'public' }),
      path,
    );
    const text = await askedBoth('stranger', personPath(person));
    expect(text).not.toContain('05 53 84 99 99');
  });

  it('loses nothing to a page opened before', async () => {
    const answer = await visitor('herself').post('/compte/fiche', { ...PARTICULARS, version: 1 });
    expect(answer.status).toBe(409);
  });
});

describe('a change of mind', () => {
  it('takes effect at once, everywhere', async () => {
    const hidden = {
      ...PARTICULARS,
      version: 2,
      subjectsVisibility: 'organisation',
      emailVisibility: 'nobody',
      hoursVisibility: 'organisation',
    };
    succeeded(await visitor('herself').post('/compte/fiche', hidden), 'She hides what she showed');
    expect(levelsIn(await askedBoth('stranger', personPath(person)))).toEqual([]);
    expect(await askedBoth('stranger', '/annuaire?quoi=voirie&organisation=buzet-sur-baise')).not.toContain('Mireille');
    const contacts = await visitor('outsider').get(`/c/buzet-sur-baise/contacts?vu=${Date.now()}`);
    expect(contacts.text).not.toContain('Mireille');
    expect(levelsIn(await askedBoth('colleague', personPath(person)))).toEqual(['organisation', 'public']);
  });
});

describe('somebody who leaves', () => {
  it('vanishes, with what she had said', async () => {
    const leaving = await welcome(here.cloud, visitor('referent'), {
      firstName: 'Lucette',
      lastName: 'Lavardac',
      email: 'lucette.lavardac@essai.test',
      role: 'reader',
    });
    const gone = await ownPerson(leaving);
    const shown = { version: 0, hours: 'Belladone le mardi', hoursVisibility: 'public' };
    succeeded(await leaving.post('/compte/fiche', shown), 'She fills hers in');
    await eventually(visitor('stranger'), personPath(gone), ({ text }) => text.includes('Belladone'));
    succeeded(await visitor('referent').post(`/organisation/membres/${gone}/retirer`), 'She is removed');
    await eventually(visitor('stranger'), personPath(gone), ({ status }) => status === 404);
    const contacts = async () => (await visitor('outsider').get(`/c/buzet-sur-baise/contacts?vu=${Date.now()}`)).text;
    await expect.poll(contacts, { timeout: 60_000 }).not.toContain('Lucette');
    expect((await leaving.post('/compte/fiche', shown)).status).toBe(403);
  });
});
