import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
});
afterAll(() => world.close());

const put = (Key: string, Body: string, more: object = {}) =>
  world.client().send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

describe('an object', () => {
  it('comes back with all that was said of it', async () => {
    const client = world.client();
    const written = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'org/217/delib.pdf',
        Body: 'contenu',
        ContentType: 'application/pdf',
        ContentDisposition: 'attachment; filename="delib.pdf"',
        CacheControl: 'private',
        Metadata: { author: 'mairie' },
      }),
    );
    const read = await client.send(new GetObjectCommand({ Bucket, Key: 'org/217/delib.pdf' }));
    expect(await read.Body?.transformToString()).toBe('contenu');
    expect(read).toMatchObject({
      ContentType: 'application/pdf',
      ContentLength: 7,
      CacheControl: 'private',
      ContentDisposition: 'attachment; filename="delib.pdf"',
      Metadata: { author: 'mairie' },
      ETag: `"${createHash('md5').update('contenu').digest('hex')}"`,
      ChecksumCRC32: written.ChecksumCRC32,
      ServerSideEncryption: 'AES256',
    });
    expect(read.VersionId).toBeUndefined();
  });

  it('keeps the checksum that the client chose', async () => {
    const client = world.client();
    for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const) {
      const Key = `checksum/${ChecksumAlgorithm}`;
      await client.send(new PutObjectCommand({ Bucket, Key, Body: '123456789', ChecksumAlgorithm }));
      const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      expect(head).toHaveProperty(`Checksum${ChecksumAlgorithm}`);
    }
    const crc32c = await client.send(
      new HeadObjectCommand({ Bucket, Key: 'checksum/CRC32C', ChecksumMode: 'ENABLED' }),
    );
    expect(crc32c.ChecksumCRC32C).toBe(Buffer.from('e3069283', 'hex').toString('base64'));
  });

  it('is refused with a checksum that does not fit, and nothing is kept', async () => {
    const client = world.client();
    const wrong = createHash('sha256').update('something else').digest('base64');
    await expect(put('wrong', 'contenu', { ChecksumSHA256: wrong })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('wrong', 'contenu', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'wrong' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('takes a stream, in chunks with the checksum in the trailer', async () => {
    const blocks = Array.from({ length: 40 }, (_, index) => Buffer.alloc(10_000 + index, index));
    const whole = Buffer.concat(blocks);
    await world
      .client()
      .send(new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from(blocks), ContentLength: whole.length }));
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(read.ChecksumCRC32).toBeDefined();
    expect(read.ContentEncoding).toBeUndefined();
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
  });

  it('may be empty', async () => {
    await put('empty', '', { ContentLength: 0 });
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key: 'empty' }));
    expect(await read.Body?.transformToString()).toBe('');
    expect(read.ContentLength).toBe(0);
  });

  it('is written under a condition', async () => {
    const first = await put('once', 'un', { IfNoneMatch: '*' });
    await expect(put('once', 'deux', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('once', 'deux', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('once', 'deux', { IfMatch: first.ETag })).resolves.toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });

  it('is gone after a deletion, which succeeds twice', async () => {
    const client = world.client();
    await put('gone', 'x');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }))).resolves.toBeDefined();
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('tells its attributes', async () => {
    await put('attributes', 'contenu');
    const answer = await world.client().send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'attributes',
        ObjectAttributes: ['ObjectSize', 'Checksum', 'ETag'],
      }),
    );
    expect(answer).toMatchObject({ ObjectSize: 7, Checksum: { ChecksumType: 'FULL_OBJECT' } });
    expect(answer.ETag).toBe(createHash('md5').update('contenu').digest('hex'));
  });
});

describe('reading', () => {
  it.each([
    ['bytes=0-3', 'abcd', 'bytes 0-3/10'],
    ['bytes=4-', 'efghij', 'bytes 4-9/10'],
    ['bytes=-3', 'hij', 'bytes 7-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('gives the range %s', async (Range, expected, ContentRange) => {
    await put('range', 'abcdefghij');
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
    expect(await read.Body?.transformToString()).toBe(expected);
    expect(read).toMatchObject({ ContentRange, ContentLength: expected.length, $metadata: { httpStatusCode: 206 } });
  });

  it('refuses a range beyond the end', async () => {
    await put('range', 'abcdefghij');
    const read = world.client().send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=10-' }));
    await expect(read).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  });

  it('answers conditions', async () => {
    const client = world.client();
    const { ETag } = await put('conditions', 'x');
    const get = (condition: object) => client.send(new GetObjectCommand({ Bucket, Key: 'conditions', ...condition }));
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get({ IfModifiedSince: new Date() })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfMatch: ETag })).resolves.toMatchObject({ ETag });
  });

  it('replaces headers of the answer on demand', async () => {
    await put('override', 'x', { ContentType: 'text/plain' });
    const read = await world.client().send(
      new GetObjectCommand({
        Bucket,
        Key: 'override',
        ResponseContentType: 'application/pdf',
        ResponseContentDisposition: "attachment; filename*=UTF-8''d%C3%A9lib.pdf",
      }),
    );
    expect(read).toMatchObject({
      ContentType: 'application/pdf',
      ContentDisposition: "attachment; filename*=UTF-8''d%C3%A9lib.pdf",
    });
  });
});

describe('keys', () => {
  const odd = [
    'a/../../b',
    '../../../etc/passwd',
    './x',
    'a//b',
    'dossier/',
    'Compte rendu (final) + annexe & "notes" <1>.pdf',
    'émojis 🎉/𐐷￿.txt',
    '100%.txt',
    '%2F%20',
    "it's*!~_-.$;:@=,?#[]",
    'é'.repeat(512),
    'constructor',
    '__proto__',
    'line\nbreak\ttab',
  ];

  it.each(odd)('holds %j', async (Key) => {
    const client = world.client();
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const read = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await read.Body?.transformToString()).toBe(Key);
  });

  it('keeps them all apart, over a restart too', async () => {
    for (const Key of odd) await put(Key, Key);
    await world.restart();
    await world.provision();
    for (const Key of odd) {
      const read = await world.client().send(new GetObjectCommand({ Bucket, Key }));
      expect(await read.Body?.transformToString()).toBe(Key);
    }
  });

  it('refuses more than 1024 bytes', async () => {
    await expect(put('é'.repeat(513), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });
});

describe('a copy', () => {
  it('keeps or replaces what is said of the object', async () => {
    const client = world.client();
    await put('org/1/é +.pdf', 'contenu', { ContentType: 'application/pdf', Metadata: { a: '1' } });
    const CopySource = encodeURIComponent(`${Bucket}/org/1/é +.pdf`);
    const copied = await client.send(new CopyObjectCommand({ Bucket, Key: 'public/same', CopySource }));
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'public/other',
        CopySource,
        MetadataDirective: 'REPLACE',
        ContentType: 'text/plain',
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const same = await client.send(new GetObjectCommand({ Bucket, Key: 'public/same' }));
    const other = await client.send(new HeadObjectCommand({ Bucket, Key: 'public/other', ChecksumMode: 'ENABLED' }));
    expect(await same.Body?.transformToString()).toBe('contenu');
    expect(same).toMatchObject({ ContentType: 'application/pdf', Metadata: { a: '1' } });
    expect(copied.CopyObjectResult?.ETag).toBe(same.ETag);
    expect(other).toMatchObject({ ContentType: 'text/plain', Metadata: {} });
    expect(other.ChecksumSHA256).toBe(createHash('sha256').update('contenu').digest('base64'));
  });

  it('onto itself must change something; from nothing is an error', async () => {
    const client = world.client();
    await put('self', 'x');
    const copy = (CopySource: string) => client.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource }));
    await expect(copy(`${Bucket}/self`)).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(copy(`${Bucket}/nothing`)).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy('no-such-bucket/self')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

it('says what it does not provide', async () => {
  const answer = world.client().send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x', Tagging: 'a=b' }));
  await expect(answer).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
});
