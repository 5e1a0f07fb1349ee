import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Answer, openBrowser, serve, type Site } from './browser.ts';
import { pages } from './gallery/pages.tsx';

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;
let problems: string[];

/** What the server received, and what it answers to each address: set by each test. */
let received: { path: string; method: string; body: string }[];
let answers: Map<string, (body: string) => Answer>;
const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});
const posts = (path: string) => received.filter((request) => request.method === 'POST' && request.path === path);
const pdf = { name: 'acte.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 Délibération') };

beforeAll(async () => {
  browser = await openBrowser();
  site = await serve((request, body) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    received.push({ path: request.url ?? '/', method: request.method ?? 'GET', body });
    const answer = answers.get(`${request.method ?? 'GET'} ${path}`);
    return answer ? answer(body) : { body: pages[path.slice(1)] ?? `<p>${path}</p>` };
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  received = [];
  answers = new Map();
  problems = [];
  context = await browser.newContext({ locale: 'fr-FR' });
  page = await context.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // The content security policy speaks here; a refused address (4xx, 5xx) is what some tests are about.
    if (message.type() === 'error' && !message.text().includes('status of')) problems.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

const deposit = () => json({ url: `${site.origin}/s3`, fields: { key: 'org/1', policy: 'p' }, document: 'doc_1' });

describe('upload', () => {
  beforeEach(() => {
    answers.set('POST /documents/depot', deposit);
    answers.set('POST /s3', () => ({ status: 204, body: '' }));
    answers.set('POST /publier/deliberation/brouillon', () => json({}));
    answers.set('GET /documents/doc_1/etat', () => json({ state: 'ready', pages: 3, size: 22 }));
  });

  it('sends the file with its checksum, waits for the check, then lets the form go with the document', async () => {
    let looks = 0;
    answers.set('GET /documents/doc_1/etat', () => json({ state: (looks += 1) > 1 ? 'ready' : 'checking', pages: 3 }));
    await page.goto(`${site.origin}/publier`);
    await page.setInputFiles('input[type=file]', pdf);
    // Pressed too early: the press is kept until the document is there.
    await page.click('text=Publier maintenant');
    await page.waitForURL('**/publier/deliberation');
    const asked: unknown = JSON.parse(posts('/documents/depot')[0]?.body ?? '{}');
    expect(asked).toEqual({
      name: 'acte.pdf',
      size: pdf.buffer.length,
      type: 'application/pdf',
      sha256: createHash('sha256').update(pdf.buffer).digest('base64'),
    });
    const sent = posts('/s3')[0]?.body ?? '';
    expect(sent.indexOf('name="policy"')).toBeGreaterThan(0);
    expect(sent.indexOf('name="file"')).toBeGreaterThan(sent.indexOf('name="policy"'));
    const form = new URLSearchParams(posts('/publier/deliberation')[0]?.body);
    expect(form.get('document')).toBe('doc_1');
    expect(form.get('suite')).toBe('publier');
  });

  it('says why a document is refused, and sends the form without it', async () => {
    answers.set('GET /documents/doc_1/etat', () => json({ state: 'refused', reason: 'Ce PDF est protégé.' }));
    await page.goto(`${site.origin}/publier`);
    await page.setInputFiles('input[type=file]', pdf);
    await page.waitForSelector('text=Ce PDF est protégé.');
    expect(await page.locator('input[name=document]').count()).toBe(0);
  });

  it('offers to resume after a cut, and says what the server said when it refuses', async () => {
    answers.set('POST /documents/depot', () => json({ title: 'Votre espace est plein.' }, 409));
    await page.goto(`${site.origin}/publier`);
    await page.setInputFiles('input[type=file]', pdf);
    await page.waitForSelector('text=Votre espace est plein.');
    answers.set('POST /documents/depot', deposit);
    await page.click('text=Reprendre l’envoi');
    await page.waitForSelector('text=Reçu et vérifié, 3 pages.');
    expect(await page.locator('input[name=document]').inputValue()).toBe('doc_1');
  });

  it('gives back what was kept for a file before it is sent again', async () => {
    const kept = (document: string) => () =>
      json({ ...{ url: `${site.origin}/s3`, fields: {} }, document, giveUp: `/documents/${document}/abandon` });
    answers.set('POST /documents/depot', kept('doc_cut'));
    answers.set('POST /s3', () => ({ status: 500, body: '' }));
    answers.set('POST /documents/doc_cut/abandon', () => json({ done: true }));
    await page.goto(`${site.origin}/publier`);
    await page.setInputFiles('input[type=file]', pdf);
    await page.waitForSelector('text=Le dépôt a refusé ce document');
    answers.set('POST /documents/depot', kept('doc_1'));
    answers.set('POST /s3', () => ({ status: 204, body: '' }));
    await page.click('text=Reprendre l’envoi');
    await page.waitForSelector('text=Reçu et vérifié, 3 pages.');
    expect(posts('/documents/doc_cut/abandon')).toHaveLength(1);
    // What was received is the form's, and is not given up.
    expect(posts('/documents/doc_1/abandon')).toEqual([]);
  });

  it('refuses an empty, a foreign and a too large file before sending anything, and keeps the one that was there', async () => {
    await page.goto(`${site.origin}/publier`);
    await page.setInputFiles('input[type=file]', { ...pdf, buffer: Buffer.alloc(0) });
    await page.waitForSelector('text=Ce document est vide');
    await page.setInputFiles('input[type=file]', { ...pdf, name: 'acte.exe', mimeType: 'application/x-msdownload' });
    await page.waitForSelector('text=n’est pas du type attendu');
    expect(posts('/documents/depot')).toEqual([]);
    await page.setInputFiles('input[type=file]', pdf);
    await page.waitForSelector('text=Reçu et vérifié, 3 pages.');
    await page.setInputFiles('input[type=file]', { ...pdf, name: 'acte.exe', mimeType: 'application/x-msdownload' });
    await page.waitForSelector('text=n’est pas du type attendu');
    expect(await page.locator('input[name=document]').inputValue()).toBe('doc_1');
    answers.set('GET /court', () => ({ body: (pages['publier'] ?? '').replace(/data-max="\d+"/, 'data-max="10"') }));
    await page.goto(`${site.origin}/court`);
    await page.setInputFiles('input[type=file]', pdf);
    await page.waitForSelector('text=Ce document est trop lourd : 10 octets au plus.');
  });
});

describe('upload of a large file', () => {
  const MIB = 1024 * 1024;
  // Two parts of ten and a rest: what the browser holds at once is the server's choice.
  const plan = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(21 * MIB, 'plan ') };
  let present: number[];

  beforeEach(() => {
    present = [];
    answers.set('GET /publier-grand', () => ({
      body: (pages['publier'] ?? '').replace('data-max=', 'data-parts="/envois?dossier=f" data-max='),
    }));
    answers.set('POST /envois', () => json({ id: 'e1', document: 'doc_1', partSize: 10 * MIB, present }, 201));
    answers.set('POST /envois/e1/parties', (body) => {
      const { number } = JSON.parse(body);
      return json({ url: `${site.origin}/s3/${number}`, headers: { 'x-amz-checksum-sha256': 'sum' } });
    });
    for (const number of [1, 2, 3]) answers.set(`PUT /s3/${number}`, () => ({ status: 200, body: '' }));
    answers.set('POST /envois/e1/fin', () => json({ document: 'doc_1' }));
    answers.set('POST /envois/e1/abandon', () => json({ done: true }));
    answers.set('GET /documents/doc_1/etat', () => json({ state: 'ready', pages: 3 }));
    answers.set('POST /publier/deliberation/brouillon', () => json({}));
  });
  const puts = () => received.filter(({ method }) => method === 'PUT').map(({ path }) => path);

  it('goes part by part, each with its checksum, and is one document', async () => {
    await page.goto(`${site.origin}/publier-grand`);
    await page.setInputFiles('input[type=file]', plan);
    await page.waitForSelector('text=Reçu et vérifié, 3 pages.');
    expect(await page.locator('input[name=document]').inputValue()).toBe('doc_1');
    const ends = Buffer.concat([plan.buffer.subarray(0, MIB), plan.buffer.subarray(20 * MIB)]);
    const begun: unknown = JSON.parse(posts('/envois?dossier=f')[0]?.body ?? '{}');
    const mark = createHash('sha256').update(ends).digest('hex');
    expect(begun).toEqual({ name: 'plan.pdf', size: plan.buffer.length, type: 'application/pdf', mark });
    const parts = posts('/envois/e1/parties').map(({ body }): unknown => JSON.parse(body));
    const sha256Of = (from: number, to: number) =>
      createHash('sha256').update(plan.buffer.subarray(from, to)).digest('base64');
    expect(parts).toEqual([
      { number: 1, sha256: sha256Of(0, 10 * MIB) },
      { number: 2, sha256: sha256Of(10 * MIB, 20 * MIB) },
      { number: 3, sha256: sha256Of(20 * MIB, 21 * MIB) },
    ]);
    expect(puts()).toEqual(['/s3/1', '/s3/2', '/s3/3']);
  });

  it('tries a part again, says what is kept, and goes on with what is missing when it is chosen again', async () => {
    answers.set('POST /envois/e1/parties', () => json({ title: 'Reconnectez-vous.' }, 403));
    await page.goto(`${site.origin}/publier-grand`);
    await page.setInputFiles('input[type=file]', plan);
    await page.waitForSelector('text=est conservé jusqu’à demain');
    present = [1, 2];
    answers.set('POST /envois/e1/parties', () => json({ url: `${site.origin}/s3/3`, headers: {} }));
    let tries = 0;
    answers.set('PUT /s3/3', () => ({ status: (tries += 1) > 1 ? 200 : 503, body: '' }));
    await page.goto(`${site.origin}/publier-grand`);
    await page.setInputFiles('input[type=file]', plan);
    await page.waitForSelector('text=Reçu et vérifié, 3 pages.');
    expect(puts()).toEqual(['/s3/3', '/s3/3']);
  });

  it('forgets what had arrived when it is given up', async () => {
    answers.set('POST /envois/e1/fin', () => json({ title: 'Une partie manque.' }, 409));
    await page.goto(`${site.origin}/publier-grand`);
    await page.setInputFiles('input[type=file]', plan);
    await page.waitForSelector('text=Une partie manque.');
    const given = page.waitForResponse('**/envois/e1/abandon');
    expect(await page.getAttribute('text=Retirer', 'aria-label')).toMatch(/^Retirer : .+\./);
    await page.click('text=Retirer');
    await given;
    expect(posts('/envois/e1/abandon')).toHaveLength(1);
  });
});

describe('draft', () => {
  const address = 'POST /publier/deliberation/brouillon';

  it('saves what is typed and writes back what the server gives', async () => {
    answers.set(address, () => json({ fields: { draft: 'd_1', version: '2' }, autosave: '/brouillons/d_1' }));
    await page.goto(`${site.origin}/publier`);
    await page.fill('#title', 'Tarifs de la cantine');
    await page.waitForSelector('text=Brouillon enregistré à');
    expect(JSON.parse(posts('/publier/deliberation/brouillon')[0]?.body ?? '{}')).toMatchObject({
      title: 'Tarifs de la cantine',
      audience: 'public',
    });
    expect(await page.locator('input[name=version]').inputValue()).toBe('2');
    expect(await page.locator('form.form').getAttribute('data-autosave')).toBe('/brouillons/d_1');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  it('keeps a copy when the session has expired, and finds it again', async () => {
    answers.set(address, () => json({ title: 'Connectez-vous' }, 401));
    await page.goto(`${site.origin}/publier`);
    await page.fill('#title', 'Tarifs de la cantine');
    await page.check('input[value=network]');
    await page.waitForSelector('text=Votre session a expiré ; votre texte est conservé.');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${site.origin}/connexion`);
    answers.set(address, () => json({}));
    await page.goto(`${site.origin}/publier`);
    expect(await page.inputValue('#title')).toBe('Tarifs de la cantine');
    expect(await page.isChecked('input[value=network]')).toBe(true);
    await page.waitForSelector('text=Brouillon enregistré à');
  });
});

describe('suggest', () => {
  beforeEach(() => {
    answers.set('GET /inscription/communes', () =>
      json([
        { value: '47195', label: 'Nérac', hint: '47600', url: '/inscription/47195' },
        { value: '47196', label: 'Nérigean', hint: '33420' },
      ]),
    );
  });

  it('proposes while typing and goes where the choice leads, by keyboard', async () => {
    await page.goto(`${site.origin}/inscription`);
    await page.fill('#q', 'nera');
    await page.waitForSelector('[role=option]');
    expect(await page.getAttribute('#q', 'aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('q-choix-0');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('[role=listbox]')).toBe(false);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inscription/47195');
    expect(received.some(({ path }) => path === '/inscription/communes?q=nera')).toBe(true);
  });

  it('searches as a plain form when nothing is chosen', async () => {
    await page.goto(`${site.origin}/inscription`);
    await page.fill('#q', 'nera');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inscription?q=nera');
    expect(new URL(page.url()).searchParams.get('q')).toBe('nera');
  });
});

describe('once', () => {
  it('sends a form once, with the name of its button', async () => {
    answers.set('POST /connexion', () => ({ status: 204, body: '' }));
    await page.goto(`${site.origin}/connexion`);
    await page.evaluate(
      "document.querySelector('form').addEventListener('submit', () => window.n = (window.n ?? 0) + 1)",
    );
    await page.click('form .btn');
    await page.click('form .btn', { force: true });
    await page.waitForFunction('window.n === 2');
    expect(posts('/connexion').length).toBe(1);
  });
});

describe('editor', () => {
  beforeEach(() => {
    answers.set('POST /publier/actualite/brouillon', () => json({}));
  });

  it('shows what was formatted, formats what is typed, and posts paragraphs', async () => {
    await page.goto(`${site.origin}/actualite`);
    await page.waitForSelector('trix-editor h2');
    const editor = page.locator('trix-editor');
    expect(await editor.locator('strong').textContent()).toBe('5 décembre');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.click('[aria-label="Gras"]');
    await page.keyboard.type('Venez.');
    await page.click('text=Publier maintenant');
    await page.waitForURL('**/publier/actualite');
    const form = new URLSearchParams(posts('/publier/actualite')[0]?.body);
    expect(form.get('bodyFormat')).toBe('html');
    expect(form.get('body')).toContain('<h2>Les horaires</h2><ul><li>mardi');
    expect(form.get('body')).toContain('<strong>Venez.</strong>');
    expect(form.get('body')).not.toContain('<div>');
    expect(form.has('href')).toBe(false);
  });

  it('keeps what was typed in the textarea before it came', async () => {
    answers.set('GET /vide', () => ({ body: (pages['actualite'] ?? '').replace(/ data-html="[^"]*"/, '') }));
    await page.goto(`${site.origin}/vide`);
    await page.fill('textarea', 'Un\n\ndeux <b>');
    await page.waitForSelector('trix-editor');
    await page.waitForFunction("document.querySelector('[name=bodyFormat]').value === 'html'");
    expect(await page.locator('textarea').inputValue()).toBe('<p>Un</p><p>deux &lt;b&gt;</p>');
  });
});

describe('editor, gone back to', () => {
  it.each(['/vide', '/actualite'])('shows what was sent from %s as it was formatted', async (path) => {
    answers.set('POST /publier/actualite/brouillon', () => json({}));
    answers.set('GET /vide', () => ({ body: (pages['actualite'] ?? '').replace(/ data-html="[^"]*"/, '') }));
    await page.goto(site.origin + path);
    await page.hover('main form');
    await page.locator('trix-editor').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Venez nombreux.');
    await page.click('text=Publier maintenant');
    await page.waitForURL('**/publier/actualite');
    // As members' pages are: asked for again, and not taken as they were left.
    await page.goBack();
    await page.waitForSelector('trix-editor');
    expect((await page.locator('trix-editor').innerText()).trim()).toBe('Venez nombreux.');
  });
});

describe('without script', () => {
  it('says that the document comes next, and posts plain text', async () => {
    const still = await browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    try {
      await plain.goto(`${site.origin}/publier`);
      expect(await plain.isVisible('text=Vous choisirez le document à la page suivante.')).toBe(true);
      expect(await plain.isVisible('input[type=file]')).toBe(false);
      await plain.goto(`${site.origin}/actualite`);
      await plain.fill('textarea', 'Bonjour');
      await plain.click('text=Publier maintenant');
      await plain.waitForURL('**/publier/actualite');
      const form = new URLSearchParams(posts('/publier/actualite')[0]?.body);
      expect([form.get('body'), form.get('bodyFormat')]).toEqual(['Bonjour', 'text']);
    } finally {
      await still.close();
    }
  });
});
