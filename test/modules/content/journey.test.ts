/** Publications from the draft to their readers, over a real table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { publicCardsBetween } from '../../../modules/content/index.ts';
import { newId } from '../../../platform/ids.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from './world.ts';

let world: World;
let publisher: Caller & { id: string };
let contributor: Caller & { id: string };
let elsewhere: Caller & { id: string };

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  await world.register(AGEN, false);
  publisher = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'reader');
});
afterAll(() => world.close());

const list = z.object({ cards: z.array(z.unknown()), next: z.string() });

const readyDocument = (siren: string, type?: string): Promise<string> => world.document(siren, type);

/** Time passes: each publication has a moment of its own. */
const later = (minutes: number): void => {
  world.now.at = new Date(world.now.at.getTime() + minutes * 60_000);
};

const newsFields = (id: string, more: Readonly<Record<string, string>> = {}) => ({
  id,
  version: '0',
  form: 'form-1',
  action: 'publish',
  audience: 'public',
  title: 'Fête de la Saint-Jean',
  body: 'Samedi 20 juin, place de la Mairie.\n\nEntrée libre.',
  ...more,
});

describe('the publishing form', () => {
  it('offers to a contributor her own organisation only, and to a publisher all three', async () => {
    const [narrow, wide] = await Promise.all([
      contributor.get('/publier/actualite', 'application/json'),
      publisher.get('/publier/actualite', 'application/json'),
    ]);
    expect(narrow.json).toMatchObject({ audiences: ['organisation'] });
    expect(wide.json).toMatchObject({ audiences: ['organisation', 'network', 'public'] });
  });

  it('gives back everything typed, with the errors in a summary and beside the fields', async () => {
    const title = 'Été '.repeat(100);
    const refused = await publisher.post(
      '/publier/actualite',
      newsFields(newId('pub'), { title, body: '<b>Le texte</b>' }),
    );
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('200 caractères au plus');
    expect(refused.text).toContain(title.trim());
    expect(refused.text).toContain('&lt;b&gt;Le texte&lt;/b&gt;');
    expect(refused.text).toContain('href="#title"');
  });

  it('refuses to a contributor an audience that is not hers', async () => {
    const answer = await contributor.send('/publier/actualite', newsFields(newId('pub')));
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ errors: [{ field: 'audience' }] });
  });

  it('is not for readers', async () => {
    expect((await elsewhere.get('/publier')).status).toBe(403);
  });
});

describe('a public piece of news', () => {
  const id = newId('pub');

  it('is published once, even posted twice', async () => {
    const first = await publisher.post('/publier/actualite', newsFields(id));
    const second = await publisher.post('/publier/actualite', newsFields(id));
    expect([first.status, second.status]).toEqual([303, 303]);
    expect([first.location, second.location]).toEqual([`/publications/${id}`, `/publications/${id}`]);
    const list = await publisher.get('/publications?onglet=organisation', 'application/json');
    expect(list.json).toMatchObject({ cards: [{ id, title: 'Fête de la Saint-Jean' }] });
  });

  it('is published once when both posts come at the same time', async () => {
    const twice = newId('pub', world.now.at);
    const fields = newsFields(twice, { audience: 'network', title: 'En même temps' });
    const answers = await Promise.all([
      publisher.post('/publier/actualite', fields),
      publisher.post('/publier/actualite', fields),
    ]);
    expect(answers.map(({ location }) => location)).toEqual([`/publications/${twice}`, `/publications/${twice}`]);
    const { text } = await elsewhere.get('/publications');
    expect(text.match(/En même temps/g)).toHaveLength(1);
  });

  it('is read by everybody, by the network and by its organisation', async () => {
    const [own, network, everybody, home] = await Promise.all([
      publisher.get(`/publications/${id}`),
      elsewhere.get(`/publications/${NERAC.siren}/${id}`),
      world.visitor.get(`/c/nerac/actualites/${id}`),
      world.visitor.get('/'),
    ]);
    for (const page of [own, network, everybody]) {
      expect(page.status).toBe(200);
      expect(page.text).toContain('<p>Samedi 20 juin, place de la Mairie.</p>');
    }
    expect(own.text).toContain('Annuler la publication');
    expect(everybody.headers.get('cache-control')).toContain('public');
    expect(everybody.text).not.toContain('Morin');
    expect(home.text).toContain('Fête de la Saint-Jean');
  });

  it('is in the Atom feed', async () => {
    const feed = await world.visitor.get('/c/nerac/publications.atom');
    expect(feed.headers.get('content-type')).toContain('application/atom+xml');
    expect(feed.text).toContain(`https://parvis.example/c/nerac/actualites/${id}`);
  });

  it('becomes a draft again when undone within ten minutes, and can be published anew', async () => {
    later(5);
    const undone = await publisher.post(`/publications/${id}/annuler`, {});
    expect(undone.location).toBe(`/publications/${id}/modifier`);
    expect((await world.visitor.get(`/c/nerac/actualites/${id}`)).status).toBe(404);
    expect((await elsewhere.get(`/publications/${NERAC.siren}/${id}`)).status).toBe(404);
    const draft = await publisher.get(`/publications/${id}`, 'application/json');
    expect(draft.json).toMatchObject({ state: 'draft', version: 2 });
    const again = await publisher.post('/publier/actualite', newsFields(id, { version: '2', title: 'Fête corrigée' }));
    expect(again.location).toBe(`/publications/${id}`);
    expect((await world.visitor.get(`/c/nerac/actualites/${id}`)).text).toContain('Fête corrigée');
  });

  it('can no longer be undone after ten minutes, only withdrawn, after a page that says so', async () => {
    later(11);
    expect((await publisher.post(`/publications/${id}/annuler`, {})).status).toBe(409);
    expect((await publisher.get(`/publications/${id}/retirer`)).text).toContain('Retirer la publication');
    expect((await contributor.post(`/publications/${id}/retirer`, {})).status).toBe(403);
    const gone = await publisher.post(`/publications/${id}/retirer`, {});
    expect(gone.location).toBe(`/publications/${id}`);
    expect((await world.visitor.get(`/c/nerac/actualites/${id}`)).status).toBe(404);
    const kept = await publisher.get(`/publications/${id}`, 'application/json');
    expect(kept.json).toMatchObject({ state: 'withdrawn', title: 'Fête corrigée' });
  });
});

describe('a délibération', () => {
  const fields = (id: string, document: string) => ({
    id,
    version: '0',
    action: 'publish',
    audience: 'public',
    title: 'Convention de voirie',
    sessionDate: '2026-11-19',
    authorFirstName: 'Odile',
    authorLastName: 'Signataire',
    authorCapacity: 'Maire',
    document,
  });

  it('is published with its document, whose copy everybody may download', async () => {
    const [id, document] = [newId('pub', world.now.at), await readyDocument(NERAC.siren)];
    const done = await publisher.post('/publier/deliberation', fields(id, document));
    expect(done.location).toBe(`/publications/${id}`);
    const page = await world.visitor.get(`/c/nerac/actes/${id}`);
    expect(page.text).toContain('jeudi 19\u00a0novembre 2026');
    const file = `/c/nerac/fichiers/${document}?publication=${id}`;
    expect(page.text).toContain(file.replace('&', '&amp;'));
    expect((await world.visitor.get(file)).text).toContain('Le document arrive');
    world.files.objects.set(`public/${NERAC.siren}/${id}/${document}`, new Uint8Array([1]));
    const link = await world.visitor.get(file);
    expect(link.status).toBe(303);
    expect(link.location).toContain(`public/${NERAC.siren}/${id}/${document}`);
    const network = await elsewhere.get(`/publications/${NERAC.siren}/${id}/fichier?document=${document}`);
    expect(network.location).toContain('version=v1');
  });

  it('needs a document: a program is told, a page asks for it next', async () => {
    const id = newId('pub', world.now.at);
    const told = await publisher.send('/publier/deliberation', fields(id, ''));
    expect(told.json).toMatchObject({ errors: [{ field: 'document' }] });
    const asked = await publisher.post('/publier/deliberation', fields(id, ''));
    expect(asked.location).toBe(`/publications/${id}/fichier`);
    const form = await publisher.get(`/publications/${id}/fichier`);
    expect(form.text).toContain('enctype="multipart/form-data"');
    expect(world.files.deposits.at(-1)).toMatchObject({
      key: expect.stringMatching(/^org\/214701955\/doc_\w+\/\$\{filename\}$/),
      redirect: `https://parvis.example/publications/${id}/fichier/recu`,
    });
  });

  it('refuses a document that is not a PDF, one of another organisation, a session to come', async () => {
    const word = await readyDocument(NERAC.siren, 'application/vnd.oasis.opendocument.text');
    const foreign = await readyDocument(AGEN.siren);
    const own = await readyDocument(NERAC.siren);
    const answers = await Promise.all([
      publisher.send('/publier/deliberation', fields(newId('pub'), word)),
      publisher.send('/publier/deliberation', fields(newId('pub'), foreign)),
      publisher.send('/publier/deliberation', { ...fields(newId('pub'), own), sessionDate: '2027-01-01' }),
    ]);
    expect(answers.map(({ json }) => json)).toMatchObject([
      { errors: [{ field: 'document' }] },
      { errors: [{ field: 'document' }] },
      { errors: [{ field: 'sessionDate' }] },
    ]);
  });
});

describe('a draft', () => {
  it('saves itself, keeps what another form wrote, and yields to its own form', async () => {
    const id = newId('pub', world.now.at);
    const save = (form: string, version: string, title: string) =>
      contributor.send(`/publications/${id}/brouillon`, { kind: 'news', form, version, title, body: '' });
    const first = await save('a', '0', 'Un');
    expect(first.json).toMatchObject({ fields: { version: '1' } });
    // The same form, whose first answer was lost on the way.
    expect((await save('a', '0', 'Un deux')).json).toMatchObject({ fields: { version: '2' } });
    const lost = await save('b', '1', 'Autre');
    expect(lost.status).toBe(409);
    expect(lost.json).toMatchObject({ stored: { version: 2, title: 'Un deux' }, typed: { title: 'Autre' } });
    const list = await contributor.get('/publications?onglet=brouillons');
    expect(list.text).toContain('Un deux');
    expect(list.text).toContain('Il manque le texte.');
  });

  it('is neither read by readers of the organisation nor by others, and leaves no trace when thrown away', async () => {
    const reader = await world.person(NERAC, 'reader');
    const id = newId('pub', world.now.at);
    await contributor.post('/publier/actualite', newsFields(id, { action: 'draft' }));
    expect((await reader.get(`/publications/${id}`)).status).toBe(404);
    expect((await elsewhere.get(`/publications/${NERAC.siren}/${id}`)).status).toBe(404);
    await contributor.post(`/publications/${id}/retirer`, {});
    expect((await contributor.get('/publications?onglet=brouillons')).text).not.toContain('Saint-Jean');
  });
});

describe('isolation', () => {
  it('never shows what is for the organisation alone', async () => {
    const id = newId('pub', world.now.at);
    await contributor.post(
      '/publier/actualite',
      newsFields(id, { audience: 'organisation', title: 'Réunion interne' }),
    );
    const pages = await Promise.all([
      elsewhere.get('/publications'),
      elsewhere.get('/accueil'),
      elsewhere.get(`/publications/${NERAC.siren}/${id}`),
      elsewhere.get(`/publications/${id}`),
      world.visitor.get('/c/nerac'),
      world.visitor.get('/'),
      world.visitor.get(`/c/nerac/actualites/${id}`),
    ]);
    for (const page of pages) expect(page.text).not.toContain('Réunion interne');
    expect((await contributor.get('/accueil')).text).toContain('Réunion interne');
  });

  it('opens a list with no cursor but its own', async () => {
    for (let index = 0; index < 22; index += 1) {
      later(1);
      await publisher.send(
        '/publier/actualite',
        newsFields(newId('pub', world.now.at), { title: `Nouvelle ${index}` }),
      );
    }
    const first = await publisher.get('/publications?onglet=organisation', 'application/json');
    const { next } = list.parse(first.json);
    const second = await publisher.get(next, 'application/json');
    expect(list.partial().parse(second.json).cards?.length).toBeGreaterThan(0);
    const cursor = new URLSearchParams(next.split('?')[1]).get('suite') ?? '';
    const foreign = `?suite=${encodeURIComponent(cursor)}`;
    expect((await elsewhere.get(`/publications${foreign}&onglet=organisation`)).status).toBe(400);
    expect((await publisher.get(`/publications${foreign}`)).status).toBe(400);
    expect((await world.visitor.get(`/c/nerac/publications${foreign}`)).status).toBe(400);
  });

  it('says that a commune has not opened its page, and that an unknown one does not exist', async () => {
    const [closed, unknown] = await Promise.all([world.visitor.get('/c/agen'), world.visitor.get('/c/atlantis')]);
    expect(closed.status).toBe(404);
    expect(closed.text).toContain('/inscription?q=Agen');
    expect(unknown.text).not.toContain('/inscription?q=');
  });
});

describe('what others read of publications', () => {
  it('is found by moments, from one on and before another', async () => {
    later(60);
    const from = world.now.at;
    const ids = [newId('pub', from), newId('pub', from), newId('pub', from)];
    for (const id of ids) {
      await publisher.send('/publier/actualite', newsFields(id));
      later(1);
    }
    const to = new Date(from.getTime() + 2 * 60_000);
    const cards = await publicCardsBetween(world.table, NERAC.siren, from, to);
    expect(cards.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  it('is listed by type, the address saying which', async () => {
    const acts = await world.visitor.get('/c/nerac/publications?type=deliberation', 'application/json');
    const { cards } = z.object({ cards: z.array(z.object({ kind: z.string() })) }).parse(acts.json);
    expect(new Set(cards.map(({ kind }) => kind))).toEqual(new Set(['deliberation']));
  });
});

describe('what pages cost', () => {
  it('keeps the home page within six read units', async () => {
    const { headers } = await publisher.get('/accueil');
    const [, read] = /read;desc="([\d.]+)"/.exec(headers.get('server-timing') ?? '') ?? [];
    expect(Number(read)).toBeLessThanOrEqual(6);
  });
});
