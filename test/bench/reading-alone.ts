/** Run in a fresh process: reads a PDF of 100 pages, draws its first, reads pages as pictures; prints what it took. */
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { actPdf } from '../../local/demo/pdf.ts';
import { pictureOfPage } from '../../modules/reading/recognition/page-pictures.ts';
import { Recogniser } from '../../modules/reading/recognition/recogniser.ts';
import { textOfPdf, withPdf } from '../../modules/reading/text/pdf.ts';
import { thumbnailsWith } from '../../modules/reading/thumbnail.ts';

const PAGES = 100;
const PICTURES = 3;
const packages = join(import.meta.dirname, '../../node_modules');

const residentMegabytes = (): number => process.memoryUsage().rss / 1e6;

/** In milliseconds. */
async function timed<Result>(work: () => Promise<Result>): Promise<[number, Result]> {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

/** Full pages of text, as minutes of a council are. */
async function longPdf(): Promise<Uint8Array> {
  const paragraph =
    'Le conseil municipal, après en avoir délibéré, approuve la convention et autorise sa signature. '.repeat(5);
  const act = { commune: 'Lafox', session: '19 novembre 2026', number: '1', subject: 'Voirie' };
  const one = await PDFDocument.load(await actPdf({ ...act, paragraphs: Array.from({ length: 6 }, () => paragraph) }));
  const all = await PDFDocument.create();
  for (let page = 0; page < PAGES; page += 1) {
    const [copy] = await all.copyPages(one, [0]);
    if (copy) all.addPage(copy);
  }
  return all.save();
}

const directory = await mkdtemp(join(tmpdir(), 'bench-reading-'));
const path = join(directory, 'file.pdf');
await writeFile(path, await longPdf());

const [textMs, read] = await timed(() => withPdf(path, async (pdf) => textOfPdf(pdf, Infinity)));
const afterText = residentMegabytes();
const thumbnails = thumbnailsWith(join(packages, '@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
const [thumbnailMs, thumbnail] = await timed(() => withPdf(path, thumbnails.ofPdf));

const recogniser = new Recogniser({ languages: join(packages, '@tesseract.js-data/fra/4.0.0_best_int') });
const pageMs: number[] = [];
await withPdf(path, async (pdf) => {
  for (let page = 1; page <= PICTURES; page += 1) {
    // The first one starts Tesseract too.
    const [took] = await timed(async () => recogniser.textOf(await pictureOfPage(pdf, page)));
    pageMs.push(took);
  }
});
const afterPictures = residentMegabytes();
await recogniser.close();
await rm(directory, { recursive: true });

const slowestPage = Math.max(...pageMs);
process.stdout.write(
  JSON.stringify({
    characters: read.text.length,
    textMs,
    afterText,
    thumbnailMs,
    thumbnailBytes: thumbnail.length,
    slowestPage,
    afterPictures,
  }),
);
