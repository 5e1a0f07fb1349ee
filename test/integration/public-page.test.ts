/** The référent says what the public page says, and may close it: then nothing of it can be read anywhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { tonesOf } from '../../web/colours.ts';
import { importMailboxes, joinByCode, signIn, visitorOf } from '../support/joining.ts';
import { valueOf, wordsOf } from '../support/pages.ts';
import { newsFields, publishAct, publishNews, putDocument } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

const SLUG = 'penne-d-agenais';
const PAGE = '/organisation/page-publique';
const REFERENT = {
  firstName: 'Bérénice',
  lastName: 'Cazenave',
  position: 'Secrétaire de mairie',
  email: 'berenice.cazenave@essai.test',
};

let here: Scene;
let referent: Visitor;
let anybody: Visitor;
let news: string;
let act: string;
let document: string;
beforeAll(async () => {
  here = await scene();
  anybody = visitorOf(here.cloud);
  await importMailboxes(as(here, here.territory.operator), [{ name: 'Penne-d’Agenais', slug: SLUG }]);
  referent = await joinByCode(here.cloud, SLUG, REFERENT);
  news = await publishNews(referent, { title: 'Anémone : fête du village', body: 'Samedi.', audience: 'public' });
  document = await putDocument(referent, 'Anémone tarifs.pdf');
  act = await publishAct(referent, 'Anémone : tarifs', document);
});

/** The version stored now. */
async function version(): Promise<number> {
  const page = await referent.get(PAGE, { as: 'page' });
  return Number(valueOf(page.text, 'version'));
}

const said = {
  address: 'Place de la Mairie\n47140 Penne-d’Agenais',
  telephone: '05 53 41 00 00',
  hours: 'Lundi : 9 h – 12 h\nJeudi : 14 h – 17 h',
  email: 'accueil@penne.test',
  website: 'www.penne.test',
};

const save = async (fields: Record<string, string>, at?: number) =>
  referent.post(PAGE, { ...said, isPublic: 'oui', version: at ?? (await version()), ...fields }, { as: 'page' });

describe('what the page says', () => {
  it('shows the facts of the register apart from what is edited', async () => {
    const { text } = await referent.get(PAGE, { as: 'page' });
    const words = wordsOf(text);
    expect(words).toContain('Code INSEE 47203');
    expect(words).toMatch(/SIREN 21470203\d/);
    expect(words).toMatch(/Population [\d  ]+ habitants/);
    expect(words).toContain(`mairie@${SLUG}.test`);
  });

  it('is read by everybody, with its colour', async () => {
    expect((await save({ ownColour: 'oui', accent: '#7a1f4b' })).status).toBe(303);
    const { text } = await anybody.get(`/c/${SLUG}`, { as: 'page' });
    const words = wordsOf(text);
    for (const line of ['Place de la Mairie', '47140 Penne-d’Agenais', '05 53 41 00 00', 'Jeudi : 14 h – 17 h']) {
      expect(words).toContain(line);
    }
    expect(text).toContain('href="tel:0553410000"');
    expect(text).toContain('href="https://www.penne.test"');
    expect(text).toContain(`--accent:${tonesOf('#7a1f4b').light.hue}`);
    expect(words).toMatch(/habitants · /);
  });

  it('takes back what is emptied', async () => {
    expect((await save({ telephone: '', hours: '' })).status).toBe(303);
    const { text } = await anybody.get(`/c/${SLUG}`, { as: 'page' });
    expect(text).not.toContain('tel:');
    expect(wordsOf(text)).not.toContain('Horaires');
    expect(text).not.toContain('--accent:#');
  });

  it('refuses a colour that cannot be read, and proposes the nearest', async () => {
    const refused = await save({ ownColour: 'oui', accent: '#ffe000' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Cette couleur ne se lit pas assez bien');
    expect(valueOf(refused.text, 'telephone')).toBe(said.telephone);
    const nearest = /name="proposed" value="(#[0-9a-f]{6})"/.exec(refused.text)?.[1] ?? '';
    expect((await save({ ownColour: 'oui', accent: '#ffe000', proposed: nearest })).status).toBe(303);
    expect((await anybody.get(`/c/${SLUG}`, { as: 'page' })).text).toContain(`--accent:${tonesOf(nearest).light.hue}`);
  });

  it.each([
    ['website', 'javascript:alert(1)', 'Écrivez l’adresse d’un site'],
    ['website', 'https://mairie:secret@penne.test', 'Écrivez l’adresse d’un site'],
    ['website', 'http://localhost/', 'Écrivez l’adresse d’un site'],
    ['telephone', '<b>05</b>', 'Écrivez un numéro de téléphone'],
    ['email', 'accueil', 'Écrivez une adresse complète'],
    ['accent', 'red;}body{display:none', 'Choisissez une couleur.'],
    ['isPublic', 'peut-être', 'Choisissez si la page est ouverte ou fermée.'],
  ])('refuses as %s: %s', async (field, typed, sentence) => {
    const refused = await save({ ownColour: 'oui', [field]: typed });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain(sentence);
  });

  it('escapes what is typed', async () => {
    expect((await save({ address: '<script>alert(1)</script>' })).status).toBe(303);
    expect((await anybody.get(`/c/${SLUG}`, { as: 'page' })).text).not.toContain('<script>alert');
  });

  it('keeps both versions when two référents save at the same moment', async () => {
    const other = await signIn(here.cloud, REFERENT.email);
    const at = await version();
    const both = await Promise.all(
      [referent, other].map((one, number) =>
        one.post(PAGE, { ...said, address: `Adresse ${number}`, isPublic: 'oui', version: at }, { as: 'page' }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const lost = both.findIndex(({ status }) => status === 409);
    const words = wordsOf(both[lost]?.text ?? '');
    expect(words).toContain('Quelqu’un d’autre a changé ces réglages');
    expect(words).toContain(`Adresse : Adresse ${1 - lost}`);
    expect(both[lost]?.text).toContain(`Adresse ${lost}</textarea>`);
    expect(valueOf(both[lost]?.text ?? '', 'version')).toBe(String(at + 1));
  });

  it('saves once what is posted twice', async () => {
    const at = await version();
    const twice = await Promise.all([save({ hours: 'Le lundi' }, at), save({ hours: 'Le lundi' }, at)]);
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    expect(await version()).toBe(at + 1);
  });
});

describe('a closed page', () => {
  beforeAll(async () => {
    expect((await save({ isPublic: 'non' })).status).toBe(303);
  });

  it('says that there is none', async () => {
    const page = await anybody.get(`/c/${SLUG}`, { as: 'page' });
    expect(page.status).toBe(404);
    expect(wordsOf(page.text)).toMatch(/Penne-d.Agenais n’a pas de page publique\./);
    expect(page.text).not.toContain('Anémone');
    expect(wordsOf(page.text)).not.toContain('Inscrire Penne');
  });

  it.each<[string, () => string]>([
    ['the list', () => `/c/${SLUG}/publications`],
    ['the feed', () => `/c/${SLUG}/publications.atom`],
    ['news', () => `/c/${SLUG}/actualites/${news}`],
    ['an act', () => `/c/${SLUG}/actes/${act}`],
    ['a file', () => `/c/${SLUG}/fichiers/${document}?publication=${act}`],
    ['the contacts', () => `/c/${SLUG}/contacts`],
    ['the subscription', () => `/c/${SLUG}/s-abonner`],
  ])('has nothing at the address of %s', async (_name, address) => {
    for (const how of ['page', 'json'] as const) {
      const answer = await anybody.get(address(), { as: how });
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('Anémone');
    }
  });

  it('takes no subscription', async () => {
    expect((await anybody.post(`/c/${SLUG}/s-abonner`, { email: 'tetue@essai.test' })).status).toBe(404);
  });

  it('is not shown on the first page of the territory', async () => {
    const first = await anybody.get('/');
    expect(first.text).not.toContain('Anémone');
    expect(first.text).not.toContain(SLUG);
  });

  it('lets nobody publish for everybody', async () => {
    const fields = newsFields('Trop tard', 'Texte.', 'public');
    const refused = await referent.post('/publier/actualite', { ...fields, action: 'publish' }, { as: 'page' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Votre organisation n’a pas de page publique.');
    await publishNews(referent, { title: 'Entre nous', body: 'Texte.', audience: 'organisation' });
  });

  it('comes back whole', async () => {
    expect((await save({ isPublic: 'oui' })).status).toBe(303);
    const page = succeeded(await anybody.get(`/c/${SLUG}`, { as: 'page' }), 'The page is open again');
    expect(page.text).toContain('fête du village');
    expect((await anybody.get(`/c/${SLUG}/publications.atom`)).text).toContain('Anémone');
  });
});
