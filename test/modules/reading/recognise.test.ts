/** Scans read page by page, over a real table and with Tesseract itself. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentById, documentEntity } from '../../../modules/documents/index.ts';
import {
  picturesWith,
  readDocument,
  Recogniser,
  recogniseText,
  textOf,
  thumbnailsWith,
} from '../../../modules/reading/index.ts';
import encodeJpeg, { init as initJpeg } from '@jsquash/jpeg/encode.js';
import { readFile } from 'node:fs/promises';
import { greyPage, reduced } from '../../../modules/reading/picture.ts';
import { isBlank } from '../../../modules/reading/recognition/page-pictures.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { pagesPdf } from '../../support/pages-pdf.ts';
import { greyPng } from '../../support/picture.ts';
import type { PagePicture } from '../../../modules/reading/recognition/recogniser.ts';
import {
  blankPage,
  pdfOfPictures,
  picturesOf,
  SCANNED_SUBJECT,
  scannedAct,
  scannedPages,
} from '../../support/scanned-pdf.ts';
import { NERAC, openWorld, type World } from '../content/world.ts';

const scope = organisationScope(NERAC.siren);
const packages = join(import.meta.dirname, '../../../node_modules');
const LANGUAGES = join(packages, '@tesseract.js-data/fra/4.0.0_best_int');
const codecs = join(packages, '@jsquash');
const openPicture = picturesWith({
  jpeg: join(codecs, 'jpeg/codec/dec/mozjpeg_dec.wasm'),
  png: join(codecs, 'png/codec/pkg/squoosh_png_bg.wasm'),
});
const thumbnails = thumbnailsWith(join(codecs, 'webp/codec/enc/webp_enc_simd.wasm'));

let world: World;
const recogniser = new Recogniser({ languages: LANGUAGES });
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function ready(bytes: Uint8Array, type = 'application/pdf'): Promise<string> {
  const id = newId('doc', world.now.at);
  const key = `org/${NERAC.siren}/${id}/scan.pdf`;
  world.files.objects.set(key, bytes);
  await documentEntity(world.table)
    .create({
      scope,
      id,
      name: 'scan.pdf',
      state: 'ready',
      reading: 'awaited',
      key,
      type,
      size: bytes.length,
      sha256: '',
      depositor: { id: 'p', name: 'Claire Petit' },
      createdAt: world.now.at.toISOString(),
    })
    .go();
  await readDocument({ ...world, thumbnails, openPicture }, JSON.stringify({ siren: NERAC.siren, document: id }));
  return id;
}

const readingOf = async (document: string) => (await documentById(world.table, scope, document))?.reading;
const recognise = (document: string, recognised: number) =>
  recogniseText({ ...world, recogniser, openPicture }, JSON.stringify({ siren: NERAC.siren, document, recognised }));

describe('a scan', () => {
  it('is read as pictures, accents included', async () => {
    const id = await ready(await scannedAct());
    expect(await readingOf(id)).toEqual({ state: 'recognising', scanned: [1], recognised: 0 });
    await recognise(id, 0);
    const text = await textOf(world.files, NERAC.siren, id);
    expect(text).toContain(SCANNED_SUBJECT);
    expect(text).toContain('Commune de Castelculier');
    expect(await readingOf(id)).toMatchObject({ state: 'done', recognised: 1, length: text.length });
  });

  it('with nothing on its pages has no text', async () => {
    const id = await ready(pdfOfPictures([blankPage(), blankPage()]));
    await recognise(id, 0);
    expect(await readingOf(id)).toMatchObject({ state: 'none', recognised: 2 });
  });

  it('goes on where it was, and a message told again does nothing', async () => {
    const id = await ready(pdfOfPictures([blankPage(), blankPage(), blankPage()]));
    await documentEntity(world.table).patch({ scope, id }).set({ recognised: 2 }).go();
    await recognise(id, 0);
    expect(await readingOf(id)).toMatchObject({ state: 'recognising', recognised: 2 });
    await recognise(id, 2);
    expect(await readingOf(id)).toMatchObject({ state: 'none', recognised: 3 });
  });

  it('that ended its reader three times at one page is given up', async () => {
    const id = await ready(pdfOfPictures([blankPage()]));
    await documentEntity(world.table).patch({ scope, id }).set({ readings: 3 }).go();
    await recognise(id, 0);
    expect(await readingOf(id)).toMatchObject({ state: 'failed' });
  });

  it('of many pages is read up to a number of them, and the rest is said', async () => {
    const id = await ready(
      pdfOfPictures(Array.from({ length: 63 }, () => ({ ...blankPage(), height: 10, data: new Uint8Array(16540) }))),
    );
    expect(await readingOf(id)).toMatchObject({ state: 'recognising', unread: 3 });
    expect((await readingOf(id))?.scanned).toHaveLength(60);
  });
});

describe('a picture that is a document', () => {
  /** A page as it is scanned. */
  const scan = async (): Promise<PagePicture> => {
    const [page] = await scannedPages();
    if (!page) throw new Error('An act has a page.');
    return page;
  };
  const jpegOf = async ({ width, height, data }: PagePicture): Promise<Uint8Array> => {
    await initJpeg({
      wasmBinary: new Uint8Array(await readFile(join(codecs, 'jpeg/codec/enc/mozjpeg_enc.wasm'))).buffer,
    });
    const colours = Uint8ClampedArray.from({ length: data.length * 4 }, (_, at) =>
      at % 4 === 3 ? 255 : (data[at >> 2] ?? 0),
    );
    return new Uint8Array(await encodeJpeg({ width, height, data: colours, colorSpace: 'srgb' }, { quality: 75 }));
  };

  it.each(['image/png', 'image/jpeg'])('%s is read, and has a thumbnail', async (type) => {
    const page = await scan();
    const id = await ready(type === 'image/png' ? greyPng(page) : await jpegOf(page), type);
    expect(await readingOf(id)).toEqual({ state: 'recognising', scanned: [1], recognised: 0 });
    const thumbnail = world.files.objects.get(`thumb/${NERAC.siren}/${id}`);
    expect(Buffer.from(thumbnail ?? []).toString('latin1', 8, 12)).toBe('WEBP');
    await recognise(id, 0);
    expect(await textOf(world.files, NERAC.siren, id)).toContain(SCANNED_SUBJECT);
    expect(await readingOf(id)).toMatchObject({ state: 'done', recognised: 1 });
  });

  it('that is damaged is said to be unreadable, and takes no other with it', async () => {
    const whole = greyPng(await scan());
    for (const bytes of [whole.subarray(0, 2000), Buffer.alloc(2000, 'x')]) {
      for (const type of ['image/png', 'image/jpeg'])
        expect(await readingOf(await ready(bytes, type))).toEqual({ state: 'failed' });
    }
    expect(await readingOf(await ready(whole, 'image/png'))).toMatchObject({ state: 'recognising' });
  });

  it('is put on white paper where one sees through it, as large as is of use', () => {
    const data = new Uint8ClampedArray(4 * 4_000 * 3_000);
    const clear = greyPage({ width: 4_000, height: 3_000, data });
    expect(clear.data.every((grey) => grey === 255)).toBe(true);
    expect(clear.width * clear.height).toBeLessThanOrEqual(9_010_000);
    expect(reduced({ width: 4_000, height: 3_000, data }, { width: 640, height: 1_000 })).toMatchObject({
      width: 640,
      height: 480,
    });
    const small = { width: 2, height: 1, data: new Uint8ClampedArray([0, 0, 0, 255, 255, 255, 255, 255]) };
    expect([...greyPage(small).data]).toEqual([0, 255]);
  });
});

describe('the paper of a page', () => {
  it('is told from a page with a few words', async () => {
    expect(isBlank(blankPage())).toBe(true);
    const [page] = await picturesOf(pagesPdf(1));
    expect(page && isBlank(page)).toBe(false);
  });
});
