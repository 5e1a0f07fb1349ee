/** Scans read page by page, over a real table and with Tesseract itself. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentById, documentEntity } from '../../../modules/documents/index.ts';
import { readDocument, Recogniser, recogniseText, textOf } from '../../../modules/reading/index.ts';
import { isBlank } from '../../../modules/reading/recognition/page-pictures.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { pagesPdf } from '../../support/pages-pdf.ts';
import { blankPage, pdfOfPictures, picturesOf, SCANNED_SUBJECT, scannedAct } from '../../support/scanned-pdf.ts';
import { NERAC, openWorld, type World } from '../content/world.ts';

const scope = organisationScope(NERAC.siren);
const LANGUAGES = join(import.meta.dirname, '../../../node_modules/@tesseract.js-data/fra/4.0.0_best_int');

let world: World;
const recogniser = new Recogniser({ languages: LANGUAGES });
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function ready(bytes: Uint8Array): Promise<string> {
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
      type: 'application/pdf',
      size: bytes.length,
      sha256: '',
      depositor: { id: 'p', name: 'Claire Petit' },
      createdAt: world.now.at.toISOString(),
    })
    .go();
  await readDocument(
    { ...world, thumbnailOf: async () => new Uint8Array(1) },
    JSON.stringify({ siren: NERAC.siren, document: id }),
  );
  return id;
}

const readingOf = async (document: string) => (await documentById(world.table, scope, document))?.reading;
const recognise = (document: string, recognised: number) =>
  recogniseText({ ...world, recogniser }, JSON.stringify({ siren: NERAC.siren, document, recognised }));

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

describe('the paper of a page', () => {
  it('is told from a page with a few words', async () => {
    expect(isBlank(blankPage())).toBe(true);
    const [page] = await picturesOf(pagesPdf(1));
    expect(page && isBlank(page)).toBe(false);
  });
});
