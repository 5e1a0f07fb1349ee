/** Large files in parts, as functions and browsers speak of them to the bucket. */
import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PART_CHECKSUM, type PartedFiles, partedFilesIn } from '../../platform/parts.ts';
import { REGION, s3World, type S3World } from '../local/s3/world.ts';

const bucket = 'documents';
const KEY = 'org/217/Séance (filmée) & Cie.txt';
const FIVE_MIB = 5 * 1024 ** 2;
const before = { ...process.env };

let world: S3World;
let files: PartedFiles;
beforeAll(async () => {
  world = await s3World();
  await world.provision();
  process.env.AWS_ACCESS_KEY_ID = 'ASIAWRITER';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret-of-the-writer';
  process.env.AWS_SESSION_TOKEN = 'token+/=of the writer';
  files = partedFilesIn({ bucket, origin: world.s3.origin, region: REGION });
});
afterAll(async () => {
  process.env = before;
  await world.close();
});

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** Puts a part as a browser does. */
async function put(upload: string, number: number, bytes: Uint8Array<ArrayBuffer>, sent = bytes): Promise<number> {
  const sha256 = sha256Of(bytes);
  const url = await files.addressOfPart(KEY, upload, { number, sha256 });
  return (await fetch(url, { method: 'PUT', headers: { [PART_CHECKSUM]: sha256 }, body: sent })).status;
}

describe('a file in parts', () => {
  it('is put part by part, in any order, and is one object in the end', async () => {
    const [one, two] = [new Uint8Array(FIVE_MIB).fill(1), new TextEncoder().encode('la fin')];
    const upload = await files.begin(KEY, 'text/plain');
    expect([await put(upload, 2, two), await put(upload, 1, one)]).toEqual([200, 200]);
    const parts = (await files.parts(KEY, upload)) ?? [];
    expect(parts.map(({ number, size, sha256 }) => ({ number, size, sha256 }))).toEqual([
      { number: 1, size: FIVE_MIB, sha256: sha256Of(one) },
      { number: 2, size: two.length, sha256: sha256Of(two) },
    ]);
    await files.join(KEY, upload, parts);
    const { Body, ContentType } = await world.client().send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect([ContentType, bytes.equals(Buffer.concat([one, two]))]).toEqual(['text/plain', true]);
    expect(await files.parts(KEY, upload)).toBeUndefined();
    const asked = new Set(world.authoriser.asked.map(({ request }) => request.action));
    expect([...asked]).toEqual(expect.arrayContaining(['s3:PutObject', 's3:ListMultipartUploadParts']));
  });

  it('takes no other bytes than those whose checksum was signed', async () => {
    const upload = await files.begin(KEY, 'text/plain');
    const bytes = new TextEncoder().encode('annoncé');
    expect(await put(upload, 1, bytes, new TextEncoder().encode('un autre'))).toBe(400);
    const url = await files.addressOfPart(KEY, upload, { number: 1, sha256: sha256Of(bytes) });
    // Neither without the header, nor with another than the signed one, nor as another part.
    const other = new TextEncoder().encode('un autre');
    const without = await fetch(url, { method: 'PUT', body: other });
    const forged = await fetch(url, { method: 'PUT', headers: { [PART_CHECKSUM]: sha256Of(other) }, body: other });
    const elsewhere = await fetch(url.replace('partNumber=1', 'partNumber=2'), {
      method: 'PUT',
      headers: { [PART_CHECKSUM]: sha256Of(bytes) },
      body: bytes,
    });
    expect([without.status, forged.status, elsewhere.status]).toEqual([403, 403, 403]);
    expect(await files.parts(KEY, upload)).toEqual([]);
    await files.giveUp(KEY, upload);
  });

  it('is not joined when a part is too small, missing, or out of order', async () => {
    const upload = await files.begin(KEY, 'text/plain');
    await put(upload, 1, new TextEncoder().encode('trop petite'));
    await put(upload, 2, new TextEncoder().encode('fin'));
    const [one, two] = (await files.parts(KEY, upload)) ?? [];
    if (!one || !two) throw new Error('The parts are not there.');
    await expect(files.join(KEY, upload, [one, two])).rejects.toThrow('EntityTooSmall');
    await expect(files.join(KEY, upload, [two, one])).rejects.toThrow('InvalidPartOrder');
    await expect(files.join(KEY, upload, [{ ...one, etag: two.etag }])).rejects.toThrow('InvalidPart');
    await expect(files.join(KEY, upload, [{ ...one, number: 3 }])).rejects.toThrow('InvalidPart');
    await files.giveUp(KEY, upload);
  });

  it('leaves nothing once given up, twice or not', async () => {
    const upload = await files.begin(KEY, 'text/plain');
    await put(upload, 1, new TextEncoder().encode('abandonné'));
    await files.giveUp(KEY, upload);
    await files.giveUp(KEY, upload);
    expect(await files.parts(KEY, upload)).toBeUndefined();
    expect(await put(upload, 1, new TextEncoder().encode('trop tard'))).toBe(404);
    expect(world.authoriser.asked.map(({ request }) => request.action)).toContain('s3:AbortMultipartUpload');
  });
});
