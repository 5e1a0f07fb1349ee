/** From the message to the text that is kept, over a real table. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentById, documentEntity } from '../../../modules/documents/index.ts';
import {
  picturesWith,
  readDocument,
  readingMessagesOf,
  textOf,
  thumbnailsWith,
} from '../../../modules/reading/index.ts';
import { MOST_READINGS } from '../../../modules/reading/rules.ts';
import type { Change } from '../../../platform/changes.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { NERAC, openWorld, type World } from '../content/world.ts';
import { docx } from '../../support/office.ts';
import { pagesPdf } from '../../support/pages-pdf.ts';

const PDF = 'application/pdf';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const codecs = join(import.meta.dirname, '../../../node_modules/@jsquash');
const openers = {
  thumbnails: thumbnailsWith(join(codecs, 'webp/codec/enc/webp_enc_simd.wasm')),
  openPicture: picturesWith({
    jpeg: join(codecs, 'jpeg/codec/dec/mozjpeg_dec.wasm'),
    png: join(codecs, 'png/codec/pkg/squoosh_png_bg.wasm'),
  }),
};
const scope = organisationScope(NERAC.siren);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** A document that was checked a moment ago. */
async function checked(type: string, bytes: Uint8Array, further: { size?: number; readings?: number } = {}) {
  const id = newId('doc', world.now.at);
  const key = `org/${NERAC.siren}/${id}/file`;
  world.files.objects.set(key, bytes);
  await documentEntity(world.table)
    .create({
      scope,
      id,
      name: 'file',
      state: 'ready',
      reading: further.readings ? 'reading' : 'awaited',
      key,
      type,
      size: bytes.length,
      sha256: '',
      depositor: { id: 'p', name: 'Claire Petit' },
      createdAt: world.now.at.toISOString(),
      ...further,
    })
    .go();
  return id;
}

const message = (document: string) => JSON.stringify({ siren: NERAC.siren, document });
const read = (document: string) => readDocument({ ...world, ...openers }, message(document));
const readingOf = async (document: string) => (await documentById(world.table, scope, document))?.reading;

describe('a document that is ready', () => {
  it('is read, and its text is kept', async () => {
    const id = await checked(PDF, pagesPdf(2));
    await read(id);
    expect(await readingOf(id)).toEqual({ state: 'done', length: 48 });
    const picture = world.files.objects.get(`thumb/${NERAC.siren}/${id}`);
    expect(Buffer.from(picture ?? []).toString('latin1', 8, 12)).toBe('WEBP');
    expect(picture?.length).toBeLessThan(60_000);
    expect(await textOf(world.files, NERAC.siren, id)).toBe('Une phrase de la page 1\fUne phrase de la page 2\f');
  });

  it('is read once when its message comes twice', async () => {
    const id = await checked(WORD, docx(['Un']));
    await read(id);
    world.files.objects.set(`org/${NERAC.siren}/${id}/file`, docx(['Deux']));
    await read(id);
    expect(await textOf(world.files, NERAC.siren, id)).toBe('Un');
  });

  it('has no text when it is a picture, when nothing is written in it, or when it is too large to be opened', async () => {
    const empty = [
      await checked('image/webp', new Uint8Array(10)),
      await checked(WORD, docx([' '])),
      await checked(PDF, pagesPdf(1), { size: 65 * 1024 * 1024 }),
    ];
    for (const id of empty) {
      await read(id);
      expect(await readingOf(id)).toMatchObject({ state: 'none' });
      expect(world.files.objects.has(`text/${NERAC.siren}/${id}`)).toBe(false);
    }
  });

  it('is said to be unreadable when it is damaged', async () => {
    const id = await checked(WORD, new TextEncoder().encode('PK nothing'));
    await read(id);
    expect(await readingOf(id)).toEqual({ state: 'failed' });
  });

  it('is tried again when the bucket does not answer', async () => {
    const id = await checked(PDF, pagesPdf(1));
    world.files.objects.delete(`org/${NERAC.siren}/${id}/file`);
    await expect(read(id)).rejects.toThrow('No object');
    expect(await readingOf(id)).toEqual({ state: 'reading' });
  });

  it('is given up once it has ended its reader three times', async () => {
    const id = await checked(PDF, pagesPdf(1), { readings: MOST_READINGS });
    await read(id);
    expect(await readingOf(id)).toEqual({ state: 'failed' });
  });

  it('is left alone when it is unknown, or is still being checked', async () => {
    await expect(read(newId('doc', world.now.at))).resolves.toBeUndefined();
  });
});

describe('a change of a document', () => {
  const image = (reading: string | undefined, state = 'ready') => ({
    scope,
    id: 'doc_1',
    state,
    ...(reading ? { reading } : {}),
  });
  const change = (before: Change['before'], after: Change['after']): Change => ({
    kind: 'modify',
    entity: 'document',
    before,
    after,
    expired: false,
  });

  it('asks for a reading once, when it begins to be awaited', () => {
    expect(readingMessagesOf(change(image(undefined, 'checking'), image('awaited')))).toEqual([
      { queue: 'reading', body: JSON.stringify({ siren: NERAC.siren, document: 'doc_1' }) },
    ]);
    expect(readingMessagesOf(change(image('failed'), image('awaited')))).toHaveLength(1);
    expect(readingMessagesOf(change(image('awaited'), image('awaited')))).toEqual([]);
  });

  it('asks for nothing otherwise', () => {
    expect(readingMessagesOf(change(image('awaited'), image('reading')))).toEqual([]);
    expect(readingMessagesOf(change(image('awaited'), undefined))).toEqual([]);
    expect(readingMessagesOf(change(undefined, image(undefined, 'awaited')))).toEqual([]);
    expect(readingMessagesOf({ ...change(undefined, image('awaited')), entity: 'content' })).toEqual([]);
  });
});
