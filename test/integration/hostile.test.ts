/** HTML and script in every field: words wherever they come out. */
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { runnable, valueOf } from '../support/pages.ts';
import { keepDraft, MATTER, newsFields } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let publisher: Visitor;
beforeAll(async () => {
  here = await scene();
  publisher = as(here, here.territory.publisher);
});

/** Each would run if it came out as it went in. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</title></textarea><svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">ici</a>',
].join(' ');

describe('HTML and script in every field', () => {
  /** A page with nothing that runs, and that shows what was typed as words. */
  async function checkPage(visitor: Visitor, path: string): Promise<void> {
    const page = await visitor.get(path, { as: 'page' });
    expect({ path, status: page.status, runnable: runnable(page.text) }).toEqual({ path, status: 200, runnable: [] });
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  }

  it('of a publication are words, on every page that shows it', async () => {
    const body = `<p>Bonjour</p>${HOSTILE}<iframe src="https://ailleurs.test"></iframe><form action="//ailleurs.test"><input></form><style>*{}</style>`;
    const fields = { ...newsFields(HOSTILE, body, 'public'), action: 'publish', bodyFormat: 'html' };
    const id = textIn(succeeded(await publisher.post('/publier/actualite', fields), 'It is published'), 'id');
    for (const path of [`/publications/${id}`, '/publications', '/accueil', `/publications/${id}/retirer`]) {
      await checkPage(publisher, path);
    }
    const resident = as(here, here.territory.stranger);
    const { siren } = here.territory.home;
    for (const path of [
      '/',
      '/c/marmande',
      '/c/marmande/publications',
      `/c/marmande/actualites/${id}`,
      `/publications/${siren}/${id}`,
    ]) {
      await checkPage(resident, path);
    }
    const feed = await resident.get('/c/marmande/publications.atom');
    expect(feed.headers.get('content-type')).toContain('application/atom+xml');
    expect(feed.text).not.toMatch(/<script|<img|<svg|<iframe/i);
    succeeded(await publisher.post(`/publications/${id}/retirer`), 'It is withdrawn');
  });

  it('of a draft are words in its form', async () => {
    const id = await keepDraft(publisher, { title: HOSTILE, body: HOSTILE, audience: 'organisation' });
    await checkPage(publisher, `/publications/${id}/modifier`);
    await checkPage(publisher, '/publications?onglet=brouillons');
    const page = await publisher.get(`/publications/${id}/modifier`, { as: 'page' });
    expect(valueOf(page.text, 'title')).toBe(HOSTILE);
    expect(valueOf(page.text, 'body')).toBe(HOSTILE);
    succeeded(await publisher.post(`/publications/${id}/retirer`), 'It is thrown away');
  });

  it('of an act are words', async () => {
    const fields = {
      title: HOSTILE,
      rapporteur: HOSTILE.slice(0, 80),
      authorLastName: HOSTILE.slice(0, 80),
      authorCapacity: HOSTILE.slice(0, 80),
      sessionDate: '2024-11-19',
      matter: MATTER.code,
      document: here.territory.documents.act,
    };
    const kept = await publisher.post('/publier/deliberation', {
      ...fields,
      audience: 'organisation',
      action: 'publish',
      version: 0,
    });
    await checkPage(publisher, `/publications/${textIn(succeeded(kept, 'It is published'), 'id')}`);
  });

  it('of a sign-up are words, for the operator too, and begin no header in a mail', async () => {
    const operator = as(here, here.territory.operator);
    const applicant = {
      firstName: HOSTILE.slice(0, 70),
      lastName: 'A\r\nBcc: tous@essai.test',
      position: HOSTILE.slice(0, 110),
    };
    const body = { id: newId('sgn'), ...applicant, email: 'hostile@essai.test' };
    const asked = succeeded(await publisher.post('/inscription/bazens', body), 'It is asked for');
    await checkPage(operator, '/territoire');
    await checkPage(operator, `/territoire/inscriptions/${textIn(asked, 'id')}`);
    await checkPage(publisher, `/inscription/demande/${textIn(asked, 'reference')}`);
    const again = await publisher.post('/inscription/monflanquin', { ...body, email: HOSTILE }, { as: 'page' });
    expect({ status: again.status, runnable: runnable(again.text) }).toEqual({ status: 422, runnable: [] });
    expect(valueOf(again.text, 'firstName')).toBe(applicant.firstName);
  });

  it('of an invitation are words', async () => {
    const referent = as(here, here.territory.referent);
    const guest = {
      id: newId('inv'),
      firstName: HOSTILE.slice(0, 70),
      lastName: HOSTILE.slice(0, 70),
      email: 'hostile.invitee@essai.test',
      role: 'reader',
    };
    succeeded(await referent.post('/organisation/invitations', guest), 'She is invited');
    await checkPage(referent, '/organisation');
  });

  it('of a search, of mailboxes and of an address are words', async () => {
    const operator = as(here, here.territory.operator);
    await checkPage(publisher, `/inscription?q=${encodeURIComponent(HOSTILE.slice(0, 99))}`);
    const preview = await operator.post(
      '/territoire/messageries',
      { lines: `${HOSTILE};a@b`, action: 'preview' },
      { as: 'page' },
    );
    expect({ status: preview.status, runnable: runnable(preview.text) }).toEqual({ status: 200, runnable: [] });
    const missing = await publisher.get(`/${encodeURIComponent(HOSTILE)}`, { as: 'page' });
    expect({ status: missing.status, runnable: runnable(missing.text) }).toEqual({ status: 404, runnable: [] });
    const signIn = await publisher
      .twin()
      .withCookies({})
      .post('/connexion', { email: HOSTILE, password: HOSTILE, retour: HOSTILE, suite: HOSTILE }, { as: 'page' });
    expect({ status: signIn.status, runnable: runnable(signIn.text) }).toEqual({ status: 422, runnable: [] });
  });

  it('of a file’s name are words', async () => {
    const answer = await publisher.post('/documents/depots', { name: `${HOSTILE}.pdf`, size: 10 }, { as: 'page' });
    expect(runnable(answer.text)).toEqual([]);
  });
});
