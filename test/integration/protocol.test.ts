/** What no browser would send, and what another site would have it send. */
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import type { Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { files } from '../../web/islands/files.ts';
import { visitorOf } from '../support/joining.ts';
import { runnable, wordsOf } from '../support/pages.ts';
import { newsFields } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let member: Visitor;
beforeAll(async () => {
  here = await scene();
  member = as(here, here.territory.contributor);
});

/** Posts bytes as they are. */
async function send(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  const response = await fetch(new URL(path, here.cloud.siteOrigin), {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { accept: 'application/json', cookie: member.cookies, ...headers },
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a body that cannot be read', () => {
  it.each([
    ['cut short', '{"title":', JSON_TYPE, 400],
    ['a list', '[1,2]', JSON_TYPE, 400],
    ['a word', '"bonjour"', JSON_TYPE, 400],
    ['null', 'null', JSON_TYPE, 400],
    ['nothing at all', '', JSON_TYPE, 400],
    ['a text', 'bonjour', { 'content-type': 'text/plain' }, 415],
    ['a file', 'bonjour', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
  ])('%s is refused by problem+json, in French', async (_what, body, headers, status) => {
    const answer = await send('/publier/actualite', body, headers);
    expect({ status: answer.status, type: answer.type.split(';')[0] }).toEqual({
      status,
      type: 'application/problem+json',
    });
    expect(JSON.parse(answer.text).detail).toMatch(/^[A-ZÉ].*\.$/);
  });

  it('is said to a browser on a page', async () => {
    const answer = await send('/publier/actualite', 'bonjour', { 'content-type': 'text/plain', accept: 'text/html' });
    expect({ status: answer.status, runnable: runnable(answer.text) }).toEqual({ status: 415, runnable: [] });
    expect(wordsOf(answer.text)).toContain('Ce format n’est pas accepté');
  });

  it('that is too large is refused in French', async () => {
    const answer = await send('/publier/actualite', `title=${'a'.repeat(600_000)}`, FORM_TYPE);
    expect(JSON.parse(answer.text)).toMatchObject({ status: 413, type: '/problemes/too-large' });
  });

  it.each([
    ['bytes that are no text', new Uint8Array(randomBytes(2000))],
    ['a lone surrogate', 'title=%ED%A0%80&body=%FF%FE'],
    ['names of JavaScript', '__proto__=a&constructor=b&prototype=c&toString=d&title=e'],
    ['a name ten thousand times', `${'title=a&'.repeat(10_000)}`],
    ['a JSON as deep as it is long', `{"title":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ])('%s breaks nothing', async (_what, body) => {
    const json = typeof body === 'string' && body.startsWith('{');
    const answer = await send('/publier/actualite', body, json ? JSON_TYPE : FORM_TYPE);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(500);
  });

  it('is not a way to another prototype', async () => {
    const body = '{"__proto__":{"role":"referent"},"constructor":{"prototype":{"role":"referent"}},"action":"draft"}';
    expect((await send('/publier/actualite', body, JSON_TYPE)).status).toBeLessThan(500);
    expect((await member.get('/organisation')).status).toBe(403);
  });
});

describe('an address that does not exist', () => {
  it.each([
    '/nulle-part',
    '/c',
    '/c/',
    '/publications/x',
    '/territoire/x',
    '/connexion/x',
    '/static/x',
    '/u/x',
    '/.git/config',
  ])('%s is answered as a page and as a problem', async (path) => {
    const visitor = visitorOf(here.cloud);
    const page = await visitor.get(path, { as: 'page' });
    const answer = await visitor.get(path);
    expect([401, 403, 404]).toContain(answer.status === 401 ? 401 : page.status);
    expect(page.status === 303 || page.status >= 400).toBe(true);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('is said in French, with the way back', async () => {
    const page = await visitorOf(here.cloud).get('/nulle-part', { as: 'page' });
    expect(page.status).toBe(404);
    expect(wordsOf(page.text)).toContain('Cette page n’existe pas');
    expect(page.text).toContain('href="/"');
  });

  it.each([
    '/c/%E0%A4%A',
    '/c/%00',
    '/c/nerac%2F..%2F..',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/c/a%0d%0aSet-Cookie:a=b',
    '//ailleurs.test/',
    `/c/${'a'.repeat(3000)}`,
  ])('%s breaks nothing', async (path) => {
    const response = await fetch(`${here.cloud.siteOrigin}${path}`, {
      redirect: 'manual',
      headers: { accept: 'text/html' },
    });
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('by another method is refused', async () => {
    const statuses = await Promise.all(
      ['PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(
        async (method) => (await fetch(new URL('/connexion', here.cloud.siteOrigin), { method })).status,
      ),
    );
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect((await member.post('/accueil')).status).toBe(405);
  });
});

describe('a query that does not fit', () => {
  it.each([
    '/publications?onglet=ailleurs',
    '/publications?type=autre',
    `/publications?suite=${'a'.repeat(3000)}`,
    '/publier/actualite?document=x',
  ])('%s is refused by a problem', async (path) => {
    const answer = await member.get(path);
    expect(answer.json).toMatchObject({ status: 400 });
    const page = await member.get(path, { as: 'page' });
    expect({ status: page.status, runnable: runnable(page.text) }).toEqual({ status: 400, runnable: [] });
  });
});

describe('a cookie that nobody was given', () => {
  it.each(['', 'a', 'A'.repeat(43), 'A'.repeat(5000), '../../ses', "' OR 1=1", '%00', '{"person":"x"}'])(
    '%j opens nothing',
    async (value) => {
      const visitor = visitorOf(here.cloud).withCookies({ [SESSION_COOKIE]: value });
      const answer = await visitor.get('/accueil');
      expect(answer.status).toBe(401);
      const page = await visitor.get('/accueil', { as: 'page' });
      expect({ status: page.status, to: page.headers.get('location') }).toEqual({
        status: 303,
        to: '/connexion?retour=%2Faccueil',
      });
    },
  );

  it('under another name opens nothing', async () => {
    const value = here.territory.contributor.cookies[SESSION_COOKIE] ?? '';
    const visitor = visitorOf(here.cloud).withCookies({ parvis: value, '__Secure-parvis': value });
    expect((await visitor.get('/accueil')).status).toBe(401);
  });

  it('is refused a session of one’s own choosing: a sign-in makes a new one', async () => {
    expect(SESSION_COOKIE.startsWith('__Host-')).toBe(true);
    const { email } = here.territory.contributor;
    const response = await fetch(new URL('/connexion', here.cloud.siteOrigin), {
      method: 'POST',
      headers: { ...JSON_TYPE, accept: 'application/json', cookie: `${SESSION_COOKIE}=${'A'.repeat(43)}` },
      body: JSON.stringify({ email, password: 'Parvis en essai 47' }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-[^;]+=[0-9a-f-]{36}\.[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax/);
    expect(cookie).not.toContain('A'.repeat(43));
  });
});

describe('a form posted from another site', () => {
  const fields = () =>
    new URLSearchParams(
      Object.entries({ ...newsFields('Intruse', 'Un.', 'organisation'), action: 'draft' }).map(([name, value]) => [
        name,
        String(value),
      ]),
    ).toString();

  it.each([
    [{ origin: 'https://ailleurs.test' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://localhost:1', 'x-forwarded-host': 'localhost:1', host: 'localhost:1' }],
  ])('is refused by %j', async (headers) => {
    const answer = await send('/publier/actualite', fields(), { ...FORM_TYPE, ...headers, accept: 'text/html' });
    expect(answer.status).toBe(403);
    expect(wordsOf(answer.text)).toContain('Cette demande vient d’un autre site');
  });

  it.each([
    '/connexion',
    '/deconnexion',
    '/compte/organisation',
    '/organisation/invitations',
    '/documents/depots',
    '/inscription/bazens',
    '/c/marmande/s-abonner',
  ])('is refused on %s', async (path) => {
    const answer = await send(path, '', {
      ...FORM_TYPE,
      origin: 'https://ailleurs.test',
      'sec-fetch-site': 'cross-site',
    });
    expect(JSON.parse(answer.text)).toMatchObject({ status: 403, type: '/problemes/cross-site' });
  });

  it('has left nothing', async () => {
    expect((await member.get('/publications?onglet=brouillons')).text).not.toContain('Intruse');
  });
});

describe('every kind of answer', () => {
  const STRICT = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'strict-transport-security': 'max-age=63072000',
  };

  it.each<[what: string, path: string, accept: string, status: number]>([
    ['a page', '/', 'text/html', 200],
    ['data', '/', 'application/json', 200],
    ['a problem', '/nulle-part', 'application/json', 404],
    ['a page that is not there', '/nulle-part', 'text/html', 404],
    ['a redirection', '/accueil', 'text/html', 303],
    ['a feed', '/c/marmande/publications.atom', '*/*', 200],
    ['a table', '/c/marmande/actes/cle.pem', '*/*', 200],
    ['a file of the site', `/static/${files['suggest.js']}`, '*/*', 200],
    ['a file that the site has not', '/static/rien.js', '*/*', 403],
  ])('tells browsers to be strict: %s', async (_what, path, accept, status) => {
    const answer = await fetch(new URL(path, here.cloud.siteOrigin), { headers: { accept }, redirect: 'manual' });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(STRICT);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toContain('unsafe');
  });
});

describe('a host that is not the site’s', () => {
  it('makes no address: those in a feed are the site’s own', async () => {
    const headers = {
      'x-forwarded-host': 'ailleurs.test',
      'x-forwarded-proto': 'https',
      forwarded: 'host=ailleurs.test',
    };
    const feed = await visitorOf(here.cloud).get(`/c/marmande/publications.atom?vu=${newId('pub')}`, { headers });
    expect(feed.text).toContain(`${here.cloud.siteOrigin}/c/marmande`);
    expect(feed.text).not.toContain('ailleurs.test');
  });
});
