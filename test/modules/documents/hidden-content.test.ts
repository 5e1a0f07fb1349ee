/** Files that hold more than one reads: refused with a reason, or said before they are opened. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../modules/documents/inspection.ts';
import { docx, openDocument, pptx, sayingSize, xlsx } from '../../support/office.ts';
import { pagesPdf } from '../../support/pages-pdf.ts';

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const verdictOn = async (name: string, bytes: Uint8Array) => (await inspect(name, whole(bytes))).verdict;

const OOXML = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (kind: string, target: string): string =>
  `<Relationships><Relationship Id="r1" Type="${OOXML}/${kind}" Target="${target}" TargetMode="External"/></Relationships>`;

describe('an office file', () => {
  it('with nothing hidden in it says nothing', async () => {
    expect(await verdictOn('a.docx', docx(['Un']))).toMatchObject({ flags: [] });
    expect(await verdictOn('a.xlsx', xlsx([['Un']]))).toMatchObject({ flags: [] });
    expect(await verdictOn('a.pptx', pptx(['Un']))).toMatchObject({ flags: [] });
    const text = openDocument('presentation', '<office:presentation/>');
    expect(await verdictOn('a.odp', text)).toMatchObject({
      type: 'application/vnd.oasis.opendocument.presentation',
      flags: [],
    });
  });

  it('with macros says so, under its own name or under another', async () => {
    const parts = { 'word/vbaProject.bin': 'Sub AutoOpen()' };
    expect(await verdictOn('a.docx', docx(['Un'], { parts }))).toMatchObject({ flags: ['macros'] });
    const mainType = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    expect(await verdictOn('a.docm', docx(['Un'], { parts, mainType }))).toMatchObject({
      type: 'application/vnd.ms-word.document.macroenabled.12',
      flags: ['macros'],
    });
    const sheet = xlsx([['Un']], {
      parts: { 'xl/vbaProject.bin': 'x' },
      mainType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    });
    expect(await verdictOn('a.xlsm', sheet)).toMatchObject({ flags: ['macros'] });
  });

  it('that fetches from elsewhere says so; a link that a reader follows is none of that', async () => {
    const template = { 'word/_rels/settings.xml.rels': relation('attachedTemplate', 'https://exemple.test/m.dotm') };
    expect(await verdictOn('a.docx', docx(['Un'], { parts: template }))).toMatchObject({ flags: ['links'] });
    const book = { 'xl/externalLinks/_rels/externalLink1.xml.rels': relation('externalLinkPath', 'file:///C:/b.xlsx') };
    expect(await verdictOn('a.xlsx', xlsx([['Un']], { parts: book }))).toMatchObject({ flags: ['links'] });
    const link = { 'word/_rels/document.xml.rels': relation('hyperlink', 'https://www.marmande.example') };
    expect(await verdictOn('a.docx', docx(['Un'], { parts: link }))).toMatchObject({ flags: [] });
    const image = '<office:text><draw:image xlink:href="https://exemple.test/pixel.png"/></office:text>';
    expect(await verdictOn('a.odt', openDocument('text', image))).toMatchObject({ flags: ['links'] });
  });

  it('that carries other files says so, and they are not opened', async () => {
    const parts = { 'word/embeddings/oleObject1.bin': 'x' };
    expect(await verdictOn('a.docx', docx(['Un'], { parts }))).toMatchObject({ flags: ['attachments'] });
  });

  it('that would unpack to gigabytes is refused before it is unpacked', async () => {
    const bomb = sayingSize(docx(['Un']), 'word/document.xml', 2 ** 31);
    expect(await verdictOn('a.docx', bomb)).toEqual({ refused: 'bomb' });
  });

  it('that is packed a thousand times is refused', async () => {
    const bomb = sayingSize(docx(['Un']), 'word/document.xml', 300 * 1024 * 1024);
    expect(await verdictOn('a.docx', bomb)).toEqual({ refused: 'bomb' });
  });

  it('of too many parts is refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`word/p${at}.xml`, '']));
    expect(await verdictOn('a.docx', docx(['Un'], { parts }))).toEqual({ refused: 'bomb' });
  });
});

describe('a PDF', () => {
  it('with scripts or files in it says so', async () => {
    const runs = pagesPdf(1, '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>');
    expect(await verdictOn('a.pdf', runs)).toMatchObject({ flags: ['scripts'] });
    const escaped = pagesPdf(1, '/OpenAction << /S /J#61vaScript /J#53 (1) >>');
    expect(await verdictOn('a.pdf', escaped)).toMatchObject({ flags: ['scripts'] });
    const carries = pagesPdf(1, '/Names << /EmbeddedFiles << /Names [] >> >>');
    expect(await verdictOn('a.pdf', carries)).toMatchObject({ flags: ['attachments'] });
  });

  it('that opens at a page is a plain one', async () => {
    expect(await verdictOn('a.pdf', pagesPdf(2, '/OpenAction [4 0 R /Fit]'))).toMatchObject({ pages: 2, flags: [] });
  });

  it('that starts a program is refused, also when it says so in a packed stream', async () => {
    const plain = pagesPdf(1, '/OpenAction << /S /Launch /F (cmd.exe) >>');
    expect(await verdictOn('a.pdf', plain)).toEqual({ refused: 'launch' });
    const objects = deflateSync('9 0 << /S /Launch /F (cmd.exe) >>');
    const packed = `/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${objects.length} >>\nstream\n${objects.toString('latin1')}\nendstream\n`;
    const bytes = Buffer.from(pagesPdf(1)).toString('latin1').replace('xref\n', `99 0 obj\n<< ${packed}endobj\nxref\n`);
    expect(await verdictOn('a.pdf', Buffer.from(bytes, 'latin1'))).toEqual({ refused: 'launch' });
  });
});

describe('a page of HTML', () => {
  it('is taken for what it is, and says whether it has scripts', async () => {
    const page = (body: string) => new TextEncoder().encode(`<!doctype html><html><body>${body}</body></html>`);
    expect(await verdictOn('avis.html', page('<p>Été</p>'))).toMatchObject({ type: 'text/html', flags: [] });
    expect(await verdictOn('avis.html', page('<script>1</script>'))).toMatchObject({ flags: ['scripts'] });
  });
});
