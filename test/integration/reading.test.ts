/** Documents read by the workers of the cloud, from the file that is sent to the words that are kept. */
import { beforeAll, describe, expect, it } from 'vitest';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../platform/ids.ts';
import { publishNews } from '../support/publishing.ts';
import { wordsOf } from '../support/pages.ts';
import { docx, sayingSize } from '../support/office.ts';
import { greyPng } from '../support/picture.ts';
import { SCANNED_SUBJECT, scannedAct, scannedPages } from '../support/scanned-pdf.ts';
import { eventuallyFound, type Found } from '../support/searching.ts';
import { as, scene, type Scene } from '../support/territory.ts';
import { onceRead, upload } from '../support/uploads.ts';
import { sharedData } from '../support/shared-data.ts';

let here: Scene;
let contributor: Visitor;
beforeAll(async () => {
  here = await scene();
  contributor = as(here, here.territory.contributor);
});

const PDF = 'application/pdf';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const REAL = sharedData('pdf');
const [realFile] = existsSync(REAL) ? readdirSync(REAL).filter((name) => name.endsWith('.pdf')) : [];

const NEWS = { title: 'Marguerite : la passerelle', body: 'Le plan est joint.' };

const textOf = async (document: string): Promise<string> =>
  (await fetch(textIn(await contributor.get(`/documents/${document}/texte`), 'url'))).text();

describe('a document that was sent', () => {
  const ofCouncil = realFile ? it : it.skip;
  ofCouncil(`is read: an act of a council (${realFile ?? `${REAL} is not there`})`, async () => {
    const bytes = new Uint8Array(readFileSync(join(REAL, realFile ?? '')));
    const { id } = await upload(contributor, { name: 'acte.pdf', type: PDF, bytes });
    const { reading } = await onceRead(contributor, id);
    expect(reading?.state).toBe('done');
    expect(reading?.length).toBeGreaterThan(3000);
    expect(await textOf(id)).toContain('Conseil Municipal');
    const page = await contributor.get(`/documents/${id}`, { as: 'page' });
    const [, picture = ''] = /<img class="preview" src="([^"]+)"/.exec(page.text) ?? [];
    const answer = await fetch(picture.replaceAll('&amp;', '&'));
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(await answer.bytes().then(({ length }) => length)).toBeLessThan(80_000);
    expect(page.text).toContain('<iframe');
    expect(wordsOf(page.text)).toContain('Texte lu');
  });

  ofCouncil(
    `is found by its words a moment later: an act of a council (${realFile ?? `${REAL} is not there`})`,
    async () => {
      const bytes = new Uint8Array(readFileSync(join(REAL, realFile ?? '')));
      const { id } = await upload(contributor, { name: 'Trouvé par ses mots.pdf', type: PDF, bytes });
      const url = `/documents/fichiers/fil_${id.slice('doc_'.length)}`;
      await onceRead(contributor, id);
      const words = [...new Set((await textOf(id)).match(/\p{Letter}{9,}/gu) ?? [])].slice(0, 2);
      expect(words.length).toBe(2);
      const isThere = ({ results }: Found): boolean => results.some((one) => one.url === url);
      const { found } = await eventuallyFound(contributor, words.join(' '), isThere);
      const own = found.results.filter(({ url: one }) => one === url || one.endsWith(id));
      expect(own.map(({ title }) => title)).toEqual(['Trouvé par ses mots.pdf']);
      expect((await contributor.get(url, { as: 'page' })).status).toBe(200);
    },
  );

  it('is read: a text of Word', async () => {
    const bytes = docx(['Le conseil approuve le compte rendu.']);
    const { id } = await upload(contributor, { name: 'Compte rendu.docx', type: WORD, bytes });
    expect((await onceRead(contributor, id)).reading).toEqual({ state: 'done', length: 36 });
    const page = await contributor.get(`/documents/${id}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('Le conseil approuve le compte rendu.');
  });

  it('says what it holds before it is downloaded: macros', async () => {
    const bytes = docx(['Un'], { parts: { 'word/vbaProject.bin': 'Sub AutoOpen()' } });
    const { id } = await upload(contributor, { name: 'Tableau.docx', type: WORD, bytes });
    const page = await contributor.get(`/documents/${id}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('Il contient des macros');
  });

  it('can be read again when it could not be read', async () => {
    const bytes = sayingSize(
      docx(['Un'], { parts: { 'word/footnotes.xml': 'x'.repeat(900) } }),
      'word/footnotes.xml',
      9,
    );
    const { id } = await upload(contributor, { name: 'Abîmé.docx', type: WORD, bytes });
    expect((await onceRead(contributor, id)).reading?.state).toBe('failed');
    const page = await contributor.get(`/documents/${id}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('Nous n’avons pas pu lire ce document');
    succeeded(await contributor.post(`/documents/${id}/relecture`), 'It is read again');
    expect((await onceRead(contributor, id)).reading?.state).toBe('failed');
  });

  it('is read as a picture: a scan', async () => {
    const { id } = await upload(contributor, { name: 'Numérisation.pdf', type: PDF, bytes: await scannedAct() });
    const { reading } = await onceRead(contributor, id);
    expect(reading).toMatchObject({ state: 'done', scanned: [1], recognised: 1 });
    expect(await textOf(id)).toContain(SCANNED_SUBJECT);
  });

  it('is read as a picture, and shown beside what it is joined to, to its readers: a picture', async () => {
    const [scan = { width: 0, height: 0, data: new Uint8Array() }] = await scannedPages();
    const bytes = new Uint8Array(greyPng(scan));
    const { id } = await upload(contributor, { name: 'scan.png', type: 'image/png', bytes });
    const { reading } = await onceRead(contributor, id);
    expect(reading).toMatchObject({ state: 'done', scanned: [1], recognised: 1 });
    expect(await textOf(id)).toContain(SCANNED_SUBJECT);

    const { home, stranger, publisher: person } = here.territory;
    const publisher = as(here, person);
    const pictureOn = async (visitor: Visitor, address: string): Promise<string> => {
      const { text } = await visitor.get(address, { as: 'page' });
      return /<img class="page" src="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    };
    const content = await publishNews(publisher, { ...NEWS, audience: 'public', attached: id });
    const inside = await pictureOn(contributor, `/publications/${content}`);
    expect((await fetch(inside)).headers.get('content-type')).toBe('image/webp');
    const forNetwork = `/publications/${home.siren}/${content}`;
    expect(await pictureOn(as(here, stranger), forNetwork)).toContain('/thumb/');
    let shown = '';
    for (const last = Date.now() + 60_000; !shown && Date.now() < last;) {
      // Each time another address: what was answered before may be kept for two minutes.
      const address = `/c/${home.slug}/actualites/${content}?vu=${newId('pub')}`;
      shown = await pictureOn(new Visitor(here.cloud.siteOrigin), address);
      if (!shown) await pause(100);
    }
    // The public is given its own copy, which goes with the publication.
    expect(shown).toContain(`/public/${home.siren}/${content}/${id}.webp`);
    expect((await fetch(shown)).headers.get('content-type')).toBe('image/webp');
    succeeded(await publisher.post(`/publications/${content}/annuler`), 'It is undone');
    let status = 200;
    for (const last = Date.now() + 60_000; status === 200 && Date.now() < last;) {
      ({ status } = await fetch(shown));
      if (status === 200) await pause(100);
    }
    expect(status).not.toBe(200);
  });
});
