/** Scans made for the tests: pages drawn, and put as pictures into a PDF without a word in it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { pictureOfPage } from '../../modules/reading/recognition/page-pictures.ts';
import type { PagePicture } from '../../modules/reading/recognition/recogniser.ts';
import { withPdf } from '../../modules/reading/text/pdf.ts';
import { actPdf } from '../../local/demo/pdf.ts';

/** Every page of a PDF as a picture. */
export async function picturesOf(pdf: Uint8Array): Promise<PagePicture[]> {
  const directory = await mkdtemp(join(tmpdir(), 'scan-'));
  try {
    const path = join(directory, 'file.pdf');
    await writeFile(path, pdf);
    return await withPdf(path, async (opened) => {
      const pictures: PagePicture[] = [];
      for (let page = 1; page <= opened.pages; page += 1) pictures.push(await pictureOfPage(opened, page));
      return pictures;
    });
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** A PDF of A4 pages, each with one picture over it all. */
export function pdfOfPictures(pictures: readonly PagePicture[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let size = parts[0]?.length ?? 0;
  const add = (object: string, stream?: Buffer): void => {
    offsets.push(size);
    const head = Buffer.from(`${offsets.length} 0 obj\n${object}\n`);
    const body = stream ? [Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')] : [];
    for (const part of [head, ...body, Buffer.from('endobj\n')]) {
      parts.push(part);
      size += part.length;
    }
  };
  const page = (at: number): number => 3 + 3 * at;
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${pictures.map((_, at) => `${page(at)} 0 R`).join(' ')}] /Count ${pictures.length} >>`);
  for (const [at, { width, height, data }] of pictures.entries()) {
    const content = Buffer.from('595 0 0 842 0 0 cm /Im Do');
    const packed = deflateSync(data);
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im ${page(at) + 1} 0 R >> >> /Contents ${page(at) + 2} 0 R >>`,
    );
    add(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>`,
      packed,
    );
    add(`<< /Length ${content.length} >>`, content);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = offsets.length + 1;
  const end = `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF\n`;
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(end)]));
}

/** Words of {@link scannedAct}, which no other document has. */
export const SCANNED_SUBJECT = 'Réfection de la passerelle des Écrevisses';

/** The pages of an act as a scanner sees them. */
export async function scannedPages(): Promise<PagePicture[]> {
  const act = await actPdf({
    commune: 'Castelculier',
    session: '19 novembre 2026',
    number: '2026-31',
    subject: SCANNED_SUBJECT,
    paragraphs: ['Le conseil municipal, après en avoir délibéré, approuve les travaux et leur plan de financement.'],
  });
  return picturesOf(act);
}

/** An act as a scanner gives it. */
export const scannedAct = async (): Promise<Uint8Array<ArrayBuffer>> => pdfOfPictures(await scannedPages());

/** A page of paper with nothing on it. */
export const blankPage = (): PagePicture => ({
  width: 1654,
  height: 2339,
  data: new Uint8Array(1654 * 2339).fill(250),
});
