import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, CreateMultipartUploadCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
const Key = 'org/217/séance filmée.mp4';
const FIVE_MIB = 5 * 1024 ** 2;
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
});
afterAll(() => world.close());

async function begin(more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const created = await world.client().send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return created.UploadId ?? '';
}

async function part(UploadId: string, PartNumber: number, Body: Uint8Array): Promise<CompletedPart> {
  const { $metadata: _, ...sums } = await world
    .client()
    .send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag: sums.ETag, ChecksumCRC32: sums.ChecksumCRC32 };
}

const complete = (UploadId: string, Parts: CompletedPart[]) =>
  world.client().send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

describe('an upload in parts', () => {
  it('becomes one object, in the order of the numbers', async () => {
    const [first, second] = [Buffer.alloc(FIVE_MIB, 1), Buffer.from('la fin')];
    const id = await begin({ ContentType: 'video/mp4', Metadata: { seance: '1' }, ChecksumAlgorithm: 'CRC32' });
    const last = await part(id, 7, second);
    await part(id, 2, Buffer.from('replaced'));
    const start = await part(id, 2, first);
    const done = await complete(id, [start, last]);
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key }));
    const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat([first, second]))).toBe(true);
    expect(read).toMatchObject({ ContentType: 'video/mp4', Metadata: { seance: '1' } });
    const etag = `"${md5(Buffer.concat([md5(first), md5(second)])).toString('hex')}-2"`;
    expect([done.ETag, read.ETag]).toEqual([etag, etag]);
    expect(done.ChecksumType).toBe('COMPOSITE');
    expect(done.ChecksumCRC32).toMatch(/-2$/);
    expect(await readdir(join(world.directory, 's3', 'buckets', Bucket, 'uploads'))).toEqual([]);
  });

  it('has a checksum of the whole on demand', async () => {
    const id = await begin({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const blocks = [Buffer.alloc(FIVE_MIB, 3), Buffer.from('fin')];
    const parts = [await part(id, 1, blocks[0] ?? Buffer.of()), await part(id, 2, blocks[1] ?? Buffer.of())];
    await complete(id, parts);
    const head = await world.client().send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const expected = Buffer.alloc(4);
    expected.writeUInt32BE(crc32(Buffer.concat(blocks)));
    expect(head.ChecksumCRC32).toBe(expected.toString('base64'));
  });

  it('lists its parts by pages', async () => {
    const id = await begin();
    for (const number of [3, 1, 2]) await part(id, number, Buffer.from(`part ${number}`));
    const list = (more: object) => world.client().send(new ListPartsCommand({ Bucket, Key, UploadId: id, ...more }));
    const page = await list({ MaxParts: 2 });
    expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 6],
      [2, 6],
    ]);
    expect(page.IsTruncated).toBe(true);
    const rest = await list({ PartNumberMarker: page.NextPartNumberMarker });
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
  });

  it('survives a restart', async () => {
    const id = await begin();
    const first = await part(id, 1, Buffer.alloc(FIVE_MIB));
    await world.restart();
    await world.provision();
    await complete(id, [first, await part(id, 2, Buffer.from('fin'))]);
    const head = await world.client().send(new HeadObjectCommand({ Bucket, Key }));
    expect(head.ContentLength).toBe(FIVE_MIB + 3);
  });

  it('is refused when its parts are not what was uploaded', async () => {
    const id = await begin();
    const [first, second] = [await part(id, 1, Buffer.from('small')), await part(id, 2, Buffer.from('fin'))];
    await expect(complete(id, [first, second])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(id, [second, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete(id, [{ ...first, ETag: '"0"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(id, [{ ...first, PartNumber: 9 }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(id, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(complete('../../other', [first])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(part(id, 10_001, Buffer.from('x'))).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is forgotten when it is given up', async () => {
    const id = await begin();
    const first = await part(id, 1, Buffer.from('x'));
    await world.client().send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
    await expect(complete(id, [first])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect(world.authoriser.asked.map(({ request }) => request.action)).toContain('s3:AbortMultipartUpload');
  });
});
