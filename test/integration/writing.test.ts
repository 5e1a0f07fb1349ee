/** What is written: too long, hidden, sent twice, made stale; nothing typed is lost. */
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { isOnFirstPage, publicationsOfNetwork } from '../support/newest.ts';
import { valueOf, wordsOf } from '../support/pages.ts';
import { actFieldsOf, newsFields, publishNews } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let publisher: Visitor;
beforeAll(async () => {
  here = await scene();
  publisher = as(here, here.territory.publisher);
});

const publishing = (title: string, body: string, audience: 'organisation' | 'public' = 'organisation') => ({
  ...newsFields(title, body, audience),
  action: 'publish',
});

describe('a form that is refused', () => {
  const BODY = 'Un texte\nécrit avec <soin> & « patience ».';

  it('keeps a title of 10,000 characters, and says how much to cut', async () => {
    const title = 'Très long '.repeat(1000);
    const page = await publisher.post('/publier/actualite', publishing(title, BODY), { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('200 caractères au plus, il y en a 9');
    expect(valueOf(page.text, 'title')).toBe(title);
    expect(valueOf(page.text, 'body')?.replace(/\r\n/g, '\n')).toBe(BODY);
  });

  it('says to a program which field it is', async () => {
    const answer = await publisher.post('/publier/actualite', publishing('x'.repeat(10_000), BODY));
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json).toMatchObject({ status: 422, errors: [{ field: 'title' }] });
  });

  it('names every field that is missing at once', async () => {
    const fields = { ...newsFields('', '', 'organisation'), audience: '', action: 'publish' };
    const page = await publisher.post('/publier/actualite', fields, { as: 'page' });
    const words = wordsOf(page.text);
    expect(page.status).toBe(422);
    expect(words).toContain('Donnez un titre à votre actualité.');
    expect(words).toContain('Écrivez le texte de votre actualité.');
    expect(words).toContain('Choisissez qui verra cette publication.');
  });

  it('keeps a text that is too long', async () => {
    const body = 'Une ligne. '.repeat(12_000);
    const page = await publisher.post('/publier/actualite', publishing('Long', body), { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('Raccourcissez le texte');
    expect(valueOf(page.text, 'body')).toBe(body);
  });

  it.each(['31/02/2024', '2024-13-01', 'hier', '0001-01-01', '2199-01-01'])(
    'says what is wrong with the day %j',
    async (sessionDate) => {
      const fields = {
        id: newId('pub'),
        version: 0,
        title: 'Un acte',
        sessionDate,
        audience: 'organisation',
        action: 'publish',
      };
      const answer = await publisher.post('/publier/deliberation', {
        ...fields,
        document: here.territory.documents.act,
      });
      expect(answer.status).toBe(422);
      expect(answer.text).toMatch(/Cette date n’existe pas|Cette séance n’a pas encore eu lieu/);
    },
  );

  it.each([
    ['an audience that does not exist', { audience: 'planet' }],
    ['a document that does not exist', { document: newId('doc') }],
    ['a document of another form', { document: '../../org' }],
    ['a version that is no number', { version: 'douze' }],
    ['an object for a title', { title: 'objet' }],
  ])('bears %s', async (what, change) => {
    const title = what.includes('object') ? JSON.parse('{"title":{"$gt":""}}') : {};
    const answer = await publisher.post('/publier/actualite', { ...publishing('Titre', BODY), ...change, ...title });
    expect(answer.json).toMatchObject({ status: 422, type: '/problemes/invalid' });
  });
});

describe('characters that do not show', () => {
  it('are left out of a title and of a text', async () => {
    const title = 'Fac\u0000ture\u0007 \u202egnp.exe\u202c\u2066 de\u00a0 \t mai\ufeff';
    const id = await publishNews(publisher, { title, body: 'Un\u0008 \u202etexte\u0000.', audience: 'organisation' });
    const { text } = await publisher.get(`/publications/${id}`);
    expect(text).toContain('"title":"Facture gnp.exe de mai"');
    // eslint-disable-next-line no-control-regex -- these are the very characters to find
    expect(text).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]|\\u0000|\\u0008/);
  });

  it('alone are no title', async () => {
    const answer = await publisher.post('/publier/actualite', publishing('\u200e\u202e \u0000', 'Un texte.'));
    expect(answer.json).toMatchObject({ status: 422, errors: [{ field: 'title' }] });
  });
});

describe('the same form sent twice at the same moment', () => {
  it('publishes once, and both answers are the same', async () => {
    const fields = publishing('Deux clics', 'Une seule actualité.', 'public');
    const send = () => publisher.twin().post('/publier/actualite', fields);
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => textIn(answer, 'publishedAt'))).size).toBe(1);
    const { text } = await publisher.get('/c/marmande/publications');
    expect(text.split(fields.id)).toHaveLength(3);
    expect(text.match(/"title":"Deux clics"/g)).toHaveLength(1);
  });

  it('keeps one draft', async () => {
    const fields = { ...newsFields('Deux brouillons', 'Un seul.', 'organisation'), action: 'draft' };
    const send = () => publisher.twin().post('/publier/actualite', fields);
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status);
    expect(statuses).toEqual([201, 201]);
    const { text } = await publisher.get('/publications?onglet=brouillons');
    expect(text.match(/Deux brouillons/g)).toHaveLength(1);
  });

  it('withdraws once', async () => {
    const id = await publishNews(publisher, { title: 'Deux retraits', body: 'Un seul.', audience: 'network' });
    const withdraw = () => publisher.twin().post(`/publications/${id}/retirer`);
    const statuses = (await Promise.all([withdraw(), withdraw()])).map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
  });
});

describe('two people who write in the same draft', () => {
  it('lose nothing: who comes second keeps her text, and sees the other’s', async () => {
    const first = newsFields('Version de départ', 'Le texte de départ.', 'organisation');
    succeeded(await publisher.post('/publier/actualite', { ...first, action: 'draft' }), 'It is kept');
    const theirs = { ...first, version: 1, form: 'la-sienne', title: 'Sa version', body: 'Son texte.' };
    const mine = {
      ...first,
      version: 1,
      form: 'la-mienne',
      title: 'Ma version',
      body: 'Mon texte, que je ne veux pas perdre.',
    };
    const colleague = as(here, here.territory.contributor);
    succeeded(await colleague.post('/publier/actualite', { ...theirs, action: 'draft' }), 'The colleague is first');

    const page = await publisher.post('/publier/actualite', { ...mine, action: 'draft' }, { as: 'page' });
    expect(page.status).toBe(409);
    expect(wordsOf(page.text)).toContain('Ce texte a changé entre-temps');
    expect(valueOf(page.text, 'title')).toBe('Ma version');
    expect(valueOf(page.text, 'body')).toBe('Mon texte, que je ne veux pas perdre.');
    expect(valueOf(page.text, 'version')).toBe('2');
    expect(page.text).toContain(`href="/publications/${first.id}/modifier"`);

    const answer = await publisher.post('/publier/actualite', { ...mine, action: 'draft' });
    expect(answer.json).toMatchObject({
      type: '/problemes/stale',
      stored: { version: 2, title: 'Sa version' },
      typed: { title: 'Ma version' },
    });
    expect((await publisher.get(`/publications/${first.id}`)).json).toMatchObject({ title: 'Sa version', version: 2 });
  });

  it('are told when it was published in other words', async () => {
    const shown = newsFields('Un titre', 'Un texte.', 'organisation');
    const sent = { ...shown, action: 'publish', form: 'un-onglet' };
    succeeded(await publisher.post('/publier/actualite', sent), 'It is published');
    succeeded(await publisher.post('/publier/actualite', sent), 'Posted twice');
    for (const action of ['publish', 'draft']) {
      const other = { ...sent, action, body: 'Un autre texte, écrit après être revenue en arrière.' };
      const page = await publisher.post('/publier/actualite', other, { as: 'page' });
      expect(page.status).toBe(409);
      expect(wordsOf(page.text)).toContain('publié dans une autre version');
      expect(wordsOf(page.text)).toContain('Un autre texte, écrit après être revenue en arrière.');
    }
    // The same words for other readers are not what was published either.
    expect((await publisher.post('/publier/actualite', { ...sent, audience: 'network' })).status).toBe(409);
  });

  it('may save from the same form again and again', async () => {
    const fields = { ...newsFields('Un', 'Texte.', 'organisation'), kind: 'news' };
    const path = `/publications/${fields.id}/brouillon`;
    succeeded(await publisher.post(path, fields), 'Saved once');
    succeeded(await publisher.post(path, { ...fields, title: 'Deux' }), 'Saved twice, before the first was told');
    expect((await publisher.get(`/publications/${fields.id}`)).json).toMatchObject({ title: 'Deux', version: 2 });
  });
});

describe('a publication taken away', () => {
  it('is gone from every page and from the feed, and its file from the bucket', async () => {
    const title = 'Un acte bientôt retiré';
    const fields = actFieldsOf(title, here.territory.documents.act);
    const online = succeeded(await publisher.post('/publier/deliberation', fields), 'It is online');
    const visitor = as(here, here.territory.stranger);
    const unsaid = await publisher.post(`/publications/${fields.id}/retirer`);
    expect(unsaid.json).toMatchObject({ errors: [{ field: 'reason' }] });
    const own = ['/c/marmande', '/c/marmande/publications', '/c/marmande/publications.atom'];
    const shows = async (path: string) => (await visitor.get(`${path}?vu=${newId('pub')}`)).text.includes(title);
    expect(await isOnFirstPage(visitor, { id: fields.id, publishedAt: textIn(online, 'publishedAt') })).toBe(true);
    expect(await Promise.all(own.map(shows))).toEqual(own.map(() => true));
    expect(await publicationsOfNetwork(visitor)).toContain(title);
    succeeded(await publisher.post(`/publications/${fields.id}/retirer`, { reason: 'Un essai.' }), 'It is withdrawn');
    expect(await Promise.all(['/', ...own].map(shows))).toEqual(['/', ...own].map(() => false));
    expect(await publicationsOfNetwork(visitor)).not.toContain(title);
    const page = await visitor.get(`/c/marmande/actes/${fields.id}?vu=1`, { as: 'page' });
    expect(page.status).toBe(404);
    const file = `/c/marmande/fichiers/${here.territory.documents.act}?publication=${fields.id}`;
    expect((await visitor.get(file)).status).toBe(404);
  });
});
