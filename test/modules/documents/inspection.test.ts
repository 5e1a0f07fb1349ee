import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PDFDocument } from 'pdf-lib';
import { inspect } from '../../../modules/documents/inspection.ts';
import { hugePng, smallPng } from '../../support/picture.ts';
import { sharedData } from '../../support/shared-data.ts';

async function pdf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage().drawText(`Page ${page + 1}`);
  return document.save();
}

/** In pieces, as the bucket sends it. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

const inspected = (name: string, bytes: Uint8Array) => inspect(name, pieces(bytes));

describe('a file that arrived', () => {
  it('is measured, summed and opened: three pages', async () => {
    const bytes = await pdf(3);
    expect(await inspected('acte.pdf', bytes)).toEqual({
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      verdict: { type: 'application/pdf', name: 'acte.pdf', pages: 3, flags: [] },
    });
  });

  it('is damaged when its end is missing, or when it is a PDF in name and ends only', async () => {
    const bytes = await pdf(20);
    const cut = await inspected('acte.pdf', bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    expect(cut.verdict).toEqual({ refused: 'damaged' });
    const hollow = await inspected('acte.pdf', new TextEncoder().encode('%PDF-1.7\nnothing\n%%EOF\n'));
    expect(hollow.verdict).toEqual({ refused: 'damaged' });
  });

  it('is refused when it is a picture of 50,000 by 50,000 pixels, without being opened; taken when it is a page', async () => {
    const bomb = hugePng();
    expect(bomb.length).toBeLessThan(10_000);
    expect((await inspected('scan.png', bomb)).verdict).toEqual({ refused: 'too-many-pixels' });
    const page = await inspected('scan.png', smallPng());
    expect(page.verdict).toEqual({ type: 'image/png', name: 'scan.png', pages: undefined, flags: [] });
    const [start, end] = [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from([0xff, 0xd9])];
    const hollow = await inspected('scan.jpg', Buffer.concat([start, Buffer.alloc(500), end]));
    expect(hollow.verdict).toEqual({ refused: 'damaged' });
  });

  it('is refused when it asks for a password', async () => {
    const { verdict } = await inspected('secret.pdf', encryptedPdf());
    expect(verdict).toEqual({ refused: 'encrypted' });
  });

  it('is refused when it is a program under the name of a PDF', async () => {
    const program = new Uint8Array(600);
    program.set([0x4d, 0x5a, 0x90]);
    expect((await inspected('facture.pdf', program)).verdict).toEqual({ refused: 'executable' });
  });

  it('is a text when it is one, accents included', async () => {
    const { verdict } = await inspected('note.txt', new TextEncoder().encode('Ordre du jour :\n— voirie\n'));
    expect(verdict).toEqual({ type: 'text/plain', name: 'note.txt', pages: undefined, flags: [] });
  });

  it('is refused when nothing is in it', async () => {
    expect((await inspected('vide.pdf', new Uint8Array())).verdict).toEqual({ refused: 'empty' });
  });
});

/** Délibérations of a town council, published as open data; read where they have been downloaded. */
const REAL = sharedData('pdf');

(existsSync(REAL) ? describe : describe.skip)('real délibérations', () => {
  it('are all taken, with their pages', async () => {
    const names = readdirSync(REAL).filter((name) => name.endsWith('.pdf'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const { verdict } = await inspected(name, readFileSync(join(REAL, name)));
      expect({ name, verdict }).toMatchObject({
        name,
        verdict: { type: 'application/pdf', pages: expect.any(Number) },
      });
    }
  });
});

/** The smallest PDF that wants a password (RC4, 40 bits): no library here writes one. */
function encryptedPdf(): Uint8Array {
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n',
    `4 0 obj<</Filter/Standard/V 1/R 2/P -44/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>endobj\n`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object) => {
    const at = body.length;
    body += object;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const id = `<${'00'.repeat(16)}>`;
  return new TextEncoder().encode(
    `${body}xref\n0 5\n0000000000 65535 f \n${table}trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[${id}${id}]>>\nstartxref\n${body.length}\n%%EOF\n`,
  );
}
