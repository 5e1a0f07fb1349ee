/** The text of each kind of document, real ones and those made to harm. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoundedText, tidied } from '../../../modules/reading/text/bounded.ts';
import { textOfHtml } from '../../../modules/reading/text/html.ts';
import { type OfficeFamily, textOfOffice } from '../../../modules/reading/text/office.ts';
import { MOST_PAGES, type PdfText, textOfPdf, withPdf } from '../../../modules/reading/text/pdf.ts';
import { textOfPlain } from '../../../modules/reading/text/plain.ts';
import { docx, openDocument, pptx, sayingSize, xlsx } from '../../support/office.ts';
import { pagesPdf } from '../../support/pages-pdf.ts';
import { sharedData } from '../../support/shared-data.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'texts-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function file(bytes: Uint8Array | string): Promise<string> {
  const path = join(directory, 'file');
  await writeFile(path, bytes);
  return path;
}

const office = async (bytes: Uint8Array, family: OfficeFamily) => textOfOffice(await file(bytes), family);

async function pdf(bytes: Uint8Array, time = 30_000): Promise<PdfText> {
  return withPdf(await file(bytes), async (opened) => textOfPdf(opened, performance.now() + time));
}

describe('the text of an office document', () => {
  it('is that of Word, paragraph by paragraph, signs of XML included', async () => {
    const read = await office(docx(['Délibération n° 14', 'Voirie & réseaux <tous>']), 'word');
    expect(read).toEqual({ text: 'Délibération n° 14\nVoirie & réseaux <tous>', truncated: false });
  });

  it('leaves out what was crossed out', async () => {
    const body =
      '<w:document><w:p><w:r><w:t>gardé</w:t></w:r><w:del><w:r><w:t>biffé</w:t></w:r></w:del></w:p></w:document>';
    const read = await office(docx([], { parts: { 'word/document.xml': body } }), 'word');
    expect(read.text).toBe('gardé');
  });

  it('is that of Excel, texts and numbers, row by row', async () => {
    const rows = [
      ['Poste', 'Montant'],
      ['Voirie', 1250.5],
    ];
    expect((await office(xlsx(rows), 'excel')).text.replaceAll('\t', '|')).toBe('Poste Montant\nVoirie 1250.5\f');
  });

  it('is that of PowerPoint, slides in their order', async () => {
    const slides = Array.from({ length: 11 }, (_, at) => `Diapositive ${at + 1}`);
    const { text } = await office(pptx(slides), 'powerpoint');
    expect(text.split('\f').slice(0, 11)).toEqual(slides);
  });

  it('is that of LibreOffice: texts, sheets and slides', async () => {
    const text =
      '<office:text><text:h>Compte rendu</text:h><text:p>Séance <text:span>du 24</text:span></text:p></office:text>';
    expect((await office(openDocument('text', text), 'opendocument')).text).toBe('Compte rendu\nSéance du 24');
    const cell = '<table:table-cell><text:p>École</text:p></table:table-cell>';
    const sheet = `<office:spreadsheet><table:table><table:table-row>${cell}${cell}</table:table-row></table:table></office:spreadsheet>`;
    expect((await office(openDocument('spreadsheet', sheet), 'opendocument')).text).toBe('École\nÉcole\f');
    const slide = '<office:presentation><draw:page><text:p>Budget</text:p></draw:page></office:presentation>';
    expect((await office(openDocument('presentation', slide), 'opendocument')).text).toBe('Budget\f');
  });

  it('unfolds no entity: neither a bomb of them nor a file of the machine', async () => {
    const laughs = `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><w:document><w:p><w:t>&b;&f;fin</w:t></w:p></w:document>`;
    const { text } = await office(docx([], { parts: { 'word/document.xml': laughs } }), 'word');
    expect(text).not.toContain('haha');
    expect(text).not.toContain('root:');
    expect(text).toContain('fin');
  });

  it('is refused when a part would unpack to more than is read, before it is unpacked', async () => {
    const bomb = sayingSize(docx(['Bonjour']), 'word/document.xml', 257 * 1024 * 1024);
    await expect(office(bomb, 'word')).rejects.toMatchObject({ name: 'ArchiveProblem', kind: 'too-large' });
  });

  it('is refused as soon as a part unpacks to more than its directory says', async () => {
    const bomb = docx([], { parts: { 'word/document.xml': new Uint8Array(5_000_000) } });
    await expect(office(sayingSize(bomb, 'word/document.xml', 1000), 'word')).rejects.toMatchObject({
      kind: 'damaged',
    });
  });

  it('is refused when the file is cut', async () => {
    const whole = docx(['Un paragraphe']);
    await expect(office(whole.slice(0, whole.length - 30), 'word')).rejects.toMatchObject({ kind: 'damaged' });
  });

  it('is cut at what is kept, and says so', async () => {
    const { text, truncated } = await office(docx(Array.from({ length: 30_000 }, () => 'x'.repeat(100))), 'word');
    expect({ length: text.length, truncated }).toEqual({ length: 1_900_000, truncated: true });
  });
});

describe('the text of a page of HTML', () => {
  it('is what a reader sees, without scripts, styles and comments', async () => {
    const page = `<html><head><title>t</title><style>p{}</style></head><body><h1>Avis</h1><script>alert('non')</script>
      <p>L&rsquo;&eacute;cole   ferme<br>lundi</p><!-- caché --><ul><li>un</li><li>deux</li></ul></body></html>`;
    const { text } = await textOfHtml(await file(page));
    expect(text.split('\n').filter(Boolean)).toEqual(['Avis', 'L’école ferme', 'lundi', 'un', 'deux']);
  });
});

describe('the text of a text file', () => {
  it('is read in UTF-8 and in the encoding of old Windows', async () => {
    expect((await textOfPlain(await file('\ufeffÉté;œuvre'))).text).toBe('Été;œuvre');
    expect((await textOfPlain(await file(Buffer.from('\u00c9t\u00e9;\u009cuvre', 'latin1')))).text).toBe('Été;œuvre');
  });
});

describe('the text of a PDF', () => {
  it('is read page by page', async () => {
    const { text, pages: count, scanned, truncated } = await pdf(pagesPdf(3));
    expect({ count, scanned, truncated }).toEqual({ count: 3, scanned: [], truncated: false });
    expect(text.split('\f').slice(0, 3)).toEqual([1, 2, 3].map((page) => `Une phrase de la page ${page}`));
  });

  it('is bounded in pages for one of ten thousand, and says so', async () => {
    const { text, pages: count, truncated } = await pdf(pagesPdf(10_000));
    expect({ count, truncated }).toEqual({ count: 10_000, truncated: true });
    expect(text.split('\f')[MOST_PAGES - 1]).toBe(`Une phrase de la page ${MOST_PAGES}`);
    expect(text).not.toContain(`page ${MOST_PAGES + 1}`);
  });

  it('is bounded in time', async () => {
    expect(await pdf(pagesPdf(2), 0)).toMatchObject({ text: '', truncated: true });
  });

  it('is refused when the file is no PDF', async () => {
    await expect(pdf(new TextEncoder().encode('%PDF-1.7 nothing %%EOF'))).rejects.toThrow();
  });

  const REAL = sharedData('pdf');
  const real = existsSync(REAL) ? readdirSync(REAL).filter((name) => name.endsWith('.pdf')) : [];
  const isRead = async (name: string): Promise<void> => {
    const { text, scanned } = await pdf(readFileSync(join(REAL, name)));
    expect(text).toMatch(/Conseil\s+Municipal/i);
    expect(text).toMatch(/délib/i);
    expect(scanned).toEqual([]);
  };
  if (real.length > 0) it.each(real)('of a real act is found: %s', isRead);
  else it.skip(`${REAL} is not there: the pages made for the tests stand for the real acts`, () => {});
});

describe('text as it is kept', () => {
  it('joins words cut at the end of a line, and has no sign that no reader sees', () => {
    expect(tidied('inter\ufffe\r\ncommunal\u0000 \r\n\r\n\r\n fin \ud800')).toBe('intercommunal\n\nfin \ufffd');
  });

  it('keeps every page, empty ones too', () => {
    expect(tidied('a\r\n\f\f\nb\f').split('\f')).toEqual(['a', '', 'b', '']);
  });

  it('stops when it is full', () => {
    const bounded = new BoundedText(5);
    bounded.add('abcd');
    expect(bounded.isFull).toBe(false);
    bounded.add('efg');
    expect(bounded.isFull).toBe(true);
    expect(bounded.done()).toEqual({ text: 'abcde', truncated: true });
  });
});
