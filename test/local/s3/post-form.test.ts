import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash, createHmac } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, errorMessage, s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
});
afterAll(() => world.close());

type Post = Awaited<ReturnType<typeof createPresignedPost>>;

const presign = (options: Partial<PresignedPostOptions> = {}): Promise<Post> =>
  createPresignedPost(world.client(), { Bucket, Key: 'org/217/delib.pdf', Expires: 60, ...options });

async function send(post: Post, content: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...post.fields, ...more })) form.append(name, value);
  form.append('file', new Blob([content], { type: 'application/pdf' }), 'Délibération n° 1.pdf');
  const answer = await fetch(post.url, { method: 'POST', body: form, redirect: 'manual' });
  const xml = await answer.text();
  return { status: answer.status, headers: answer.headers, xml, code: errorCode(xml), message: errorMessage(xml) };
}

const incoming = () => readdir(join(world.directory, 's3', 'buckets', Bucket, 'incoming'));

describe('a form', () => {
  it('puts a file, with what its fields say', async () => {
    const post = await presign({
      Fields: { 'Content-Type': 'application/pdf', 'x-amz-meta-name': 'Délibération n° 1 – budget' },
      Conditions: [['content-length-range', 1, 100]],
    });
    const answer = await send(post, 'contenu');
    expect(answer).toMatchObject({ status: 204, xml: '' });
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key: 'org/217/delib.pdf' }));
    expect(await read.Body?.transformToString()).toBe('contenu');
    expect(read.ContentType).toBe('application/pdf');
    expect(answer.headers.get('etag')).toBe(read.ETag);
    const word = /^=\?UTF-8\?B\?(.*)\?=$/.exec(read.Metadata?.['name'] ?? '')?.[1] ?? '';
    expect(Buffer.from(word, 'base64').toString()).toBe('Délibération n° 1 – budget');
  });

  it('cannot break the headers of the answers', async () => {
    const post = await presign({
      Key: 'headers',
      Fields: { 'Content-Disposition': 'attachment; filename="€.pdf"\r\nSet-Cookie: x=1', 'x-amz-meta-line': 'a\r\nb' },
    });
    expect(await send(post, 'x')).toMatchObject({ status: 204 });
    const head = await world.client().send(new HeadObjectCommand({ Bucket, Key: 'headers' }));
    const disposition = Buffer.from(head.ContentDisposition ?? '', 'latin1').toString();
    expect(disposition).toBe('attachment; filename="€.pdf"  Set-Cookie: x=1');
    const odd = await presign({ Fields: { 'x-amz-meta-a b': '1' } });
    expect(await send(odd, 'x')).toMatchObject({ status: 400, code: 'InvalidArgument' });
  });

  it('leads where it asks afterwards', async () => {
    const redirect = 'http://localhost:4747/documents/fin?piece=1';
    const post = await presign({ Fields: { success_action_redirect: redirect } });
    const answer = await send(post, 'x');
    const location = new URL(answer.headers.get('location') ?? '');
    expect(answer.status).toBe(303);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      piece: '1',
      bucket: Bucket,
      key: 'org/217/delib.pdf',
      etag: `"${createHash('md5').update('x').digest('hex')}"`,
    });
  });

  it.each([
    ['200', 200],
    ['201', 201],
    ['204', 204],
    ['500', 204],
  ])('answers %s with %d', async (asked, status) => {
    const answer = await send(await presign({ Fields: { success_action_status: asked } }), 'x');
    expect(answer.status).toBe(status);
    expect(answer.xml.includes('<PostResponse')).toBe(status === 201);
  });

  it('takes the name of the file into the key', async () => {
    const post = await presign({ Key: 'org/217/${filename}' });
    await send(post, 'x');
    const head = await world.client().send(new HeadObjectCommand({ Bucket, Key: 'org/217/Délibération n° 1.pdf' }));
    expect(head.ContentLength).toBe(1);
  });

  it('holds a checksum against the file', async () => {
    const sha256 = createHash('sha256').update('contenu').digest('base64');
    const post = await presign({ Key: 'sum', Fields: { 'x-amz-checksum-sha256': sha256 } });
    expect(await send(post, 'autre chose')).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await send(post, 'contenu')).toMatchObject({ status: 204 });
    const head = await world.client().send(new HeadObjectCommand({ Bucket, Key: 'sum', ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumSHA256).toBe(sha256);
  });

  it('acts with the permissions of its signer', async () => {
    world.authoriser.refused = ({ action }) => action === 's3:PutObject';
    const post = await createPresignedPost(world.client('reader'), { Bucket, Key: 'org/217/x', Expires: 60 });
    expect(await send(post, 'x')).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(world.authoriser.asked.at(-1)).toEqual({
      who: 'reader',
      request: { action: 's3:PutObject', resource: 'arn:aws:s3:::documents/org/217/x' },
    });
  });
});

describe('a policy', () => {
  it('bounds the size on both sides', async () => {
    const post = await presign({ Key: 'size', Conditions: [['content-length-range', 2, 5]] });
    expect(await send(post, '1')).toMatchObject({ status: 400, code: 'EntityTooSmall' });
    expect(await send(post, '123456')).toMatchObject({ status: 400, code: 'EntityTooLarge' });
    expect(await send(post, '12345')).toMatchObject({ status: 204 });
    expect(await send(post, '12')).toMatchObject({ status: 204 });
  });

  it('cuts a file as soon as it is too large, and says so to a sender who is not done', async () => {
    const post = await presign({ Key: 'large', Conditions: [['content-length-range', 0, 1024 ** 2]] });
    const answer = await send(post, new Uint8Array(24 * 1024 ** 2));
    expect(answer).toMatchObject({ status: 400, code: 'EntityTooLarge' });
    expect(await incoming()).toEqual([]);
  });

  it('ends', async () => {
    const answer = await send(await presign({ Expires: -1 }), 'x');
    expect(answer).toMatchObject({ status: 403, message: 'Invalid according to Policy: Policy expired.' });
  });

  it('names every field that the form may have', async () => {
    const post = await presign();
    const extra = await send(post, 'x', { 'x-amz-meta-forged': '1', 'Content-Type': 'text/html' });
    expect(extra).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(extra.message).toBe('Invalid according to Policy: Extra input fields: x-amz-meta-forged, content-type');
    expect(await send(post, 'x', { 'x-ignore-csrf': '1' })).toMatchObject({ status: 204 });
  });

  it('holds each field to its value or its beginning', async () => {
    const post = await presign({
      Fields: { 'Content-Type': 'application/pdf' },
      Conditions: [['starts-with', '$x-amz-meta-name', 'délib']],
    });
    const right = { 'x-amz-meta-name': 'délibération' };
    expect(await send(post, 'x', right)).toMatchObject({ status: 204 });
    expect(await send(post, 'x', { 'x-amz-meta-name': 'arrêté' })).toMatchObject({ status: 403 });
    const html = await send(post, 'x', { ...right, 'Content-Type': 'text/html' });
    expect(html.message).toBe(
      'Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;,&quot;$content-type&quot;,&quot;application/pdf&quot;]',
    );
  });

  it('is for one key and one bucket', async () => {
    await world.provision({}, 'other');
    const post = await presign();
    expect(await send(post, 'x', { key: 'org/218/delib.pdf' })).toMatchObject({ status: 403, code: 'AccessDenied' });
    const elsewhere = { ...post, url: post.url.replace('documents', 'other') };
    expect(await send(elsewhere, 'x')).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('cannot be rewritten, nor signed anew without the secret', async () => {
    const post = await presign({ Conditions: [['content-length-range', 0, 5]] });
    const policy = JSON.parse(Buffer.from(post.fields['Policy'] ?? '', 'base64').toString());
    policy.conditions[0] = ['content-length-range', 0, 500];
    const rewritten = Buffer.from(JSON.stringify(policy)).toString('base64');
    expect(await send(post, '123456', { Policy: rewritten })).toMatchObject({ code: 'SignatureDoesNotMatch' });
    const forged = createHmac('sha256', 'guess').update(rewritten).digest('hex');
    const signed = { Policy: rewritten, 'X-Amz-Signature': forged };
    expect(await send(post, '123456', signed)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  it('must be there', async () => {
    const { Policy: _, ...fields } = (await presign()).fields;
    expect(await send({ url: `${world.s3.origin}/documents`, fields }, 'x')).toMatchObject({
      status: 403,
      message: 'Access Denied',
    });
  });
});

describe('a form that is none', () => {
  const raw = (body: string, type = 'multipart/form-data; boundary=B') =>
    fetch(`${world.s3.origin}/documents`, { method: 'POST', body, headers: { 'content-type': type } });
  const codeOf = async (answer: Promise<Response>) => errorCode(await (await answer).text());

  it('is refused in words', async () => {
    const field = (name: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    expect(await codeOf(raw('x', 'multipart/form-data'))).toBe('MalformedPOSTRequest');
    expect(await codeOf(raw(`${field('key', 'x')}--B--\r\n`))).toBe('InvalidArgument');
    expect(await codeOf(raw(field('key', 'x')))).toBe('IncompleteBody');
    expect(await codeOf(raw(`${field('x-ignore', 'x'.repeat(30_000))}--B--\r\n`))).toBe('MaxPostPreDataLengthExceeded');
  });

  it('that nobody allows is refused while its file is still coming, and the place goes on', async () => {
    const post = await presign({ Key: 'refused' });
    const refused = { ...post, fields: { ...post.fields, Policy: Buffer.from('{}').toString('base64') } };
    const sent = Promise.all([1, 2, 3].map(() => send(refused, new Uint8Array(3_000_000)).catch(() => 'cut')));
    expect(
      (await sent).every((answer) => answer === 'cut' || (typeof answer === 'object' && answer.status >= 400)),
    ).toBe(true);
    expect(await send(post, 'contenu')).toMatchObject({ status: 204 });
  });

  it('that ends inside the file leaves nothing', async () => {
    const post = await presign({ Key: 'cut' });
    const fields = Object.entries(post.fields).map(
      ([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = '--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 and then';
    expect(await codeOf(raw(fields.join('') + file))).toBe('IncompleteBody');
    expect(await incoming()).toEqual([]);
    const head = world.client().send(new HeadObjectCommand({ Bucket, Key: 'cut' }));
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });
});
