import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from 'node:http';
import { errorCode, errorMessage, REGION, s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
const Key = 'public/Compte rendu (1)+é.pdf';
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
  await world.client().send(new PutObjectCommand({ Bucket, Key, Body: 'contenu' }));
});
afterAll(() => world.close());

const urlToRead = (more: object = {}, options: { expiresIn?: number; signingDate?: Date } = {}) =>
  getSignedUrl(world.client(), new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn: 60, ...options });

async function refusal(url: string, init?: RequestInit): Promise<[number, string | undefined, string | undefined]> {
  const answer = await fetch(url, init);
  const xml = await answer.text();
  return [answer.status, errorCode(xml), errorMessage(xml)];
}

describe('a presigned address', () => {
  it('reads, with the headers it names', async () => {
    const answer = await fetch(await urlToRead({ ResponseContentDisposition: 'attachment; filename="a b.pdf"' }));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('contenu');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.pdf"');
  });

  it('reads a part', async () => {
    const answer = await fetch(await urlToRead(), { headers: { range: 'bytes=0-2' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'con']);
  });

  it('acts with the permissions of its signer', async () => {
    world.authoriser.asked.length = 0;
    await (await fetch(await urlToRead())).text();
    expect(world.authoriser.asked).toEqual([
      { who: 'writer', request: { action: 's3:GetObject', resource: `arn:aws:s3:::documents/${Key}` } },
    ]);
  });

  it('ends', async () => {
    const url = await urlToRead({}, { signingDate: new Date(Date.now() - 61_000) });
    expect(await refusal(url)).toEqual([403, 'AccessDenied', 'Request has expired']);
  });

  it('does not begin before its time', async () => {
    const url = await urlToRead({}, { signingDate: new Date(Date.now() + 20 * 60_000) });
    expect(await refusal(url)).toEqual([403, 'AccessDenied', 'Request is not valid yet']);
  });

  it.each([
    ['another key', (url: URL) => (url.pathname = '/documents/public/other.pdf')],
    ['another bucket', (url: URL) => (url.pathname = url.pathname.replace('documents', 'other'))],
    ['a longer life', (url: URL) => url.searchParams.set('X-Amz-Expires', '3600')],
    ['one more parameter', (url: URL) => url.searchParams.set('response-content-type', 'text/html')],
    ['another signature', (url: URL) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))],
  ])('does not stand %s', async (_, tamper) => {
    const url = new URL(await urlToRead());
    tamper(url);
    expect((await refusal(url.href)).slice(0, 2)).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('is for its method only', async () => {
    const refused = await refusal(await urlToRead(), { method: 'PUT', body: 'x' });
    expect(refused.slice(0, 2)).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('does not stand a stolen or lost session token', async () => {
    const url = new URL(await urlToRead());
    url.searchParams.delete('X-Amz-Security-Token');
    expect((await refusal(url.href)).slice(0, 2)).toEqual([403, 'InvalidAccessKeyId']);
  });

  it('refuses headers that change the request and were not signed', async () => {
    const url = await getSignedUrl(world.client(), new PutObjectCommand({ Bucket, Key: 'put' }), { expiresIn: 60 });
    const refused = await refusal(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-author': 'forged' } });
    expect(refused).toEqual([403, 'AccessDenied', 'There were headers present in the request which were not signed']);
  });

  it.each(['0', '604801', 'x'])('has no life of %s seconds', async (expires) => {
    const url = new URL(await urlToRead());
    url.searchParams.set('X-Amz-Expires', expires);
    expect((await refusal(url.href)).slice(0, 2)).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it('writes', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'put', ContentType: 'text/plain' });
    const url = await getSignedUrl(world.client(), command, { expiresIn: 60 });
    const answer = await fetch(url, { method: 'PUT', body: 'écrit', headers: { 'content-type': 'text/plain' } });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key: 'put' }));
    expect([await read.Body?.transformToString(), read.ContentType]).toEqual(['écrit', 'text/plain']);
  });

  it('holds a signed checksum against the body', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'sum', ChecksumSHA256: Buffer.alloc(32).toString('base64') });
    const url = await getSignedUrl(world.client(), command, {
      expiresIn: 60,
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    const headers = { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') };
    expect((await refusal(url, { method: 'PUT', body: 'x', headers })).slice(0, 2)).toEqual([400, 'BadDigest']);
    const other = { 'x-amz-checksum-sha256': Buffer.alloc(32, 1).toString('base64') };
    const refused = await refusal(url, { method: 'PUT', body: 'x', headers: other });
    expect(refused.slice(0, 2)).toEqual([403, 'SignatureDoesNotMatch']);
  });
});

describe('a request', () => {
  const address = () => `${world.s3.origin}/documents/${encodeURIComponent(Key)}`;

  it('without a signature is refused', async () => {
    expect(await refusal(address())).toEqual([403, 'AccessDenied', 'Access Denied']);
    expect(await refusal(`${world.s3.origin}/documents?list-type=2`)).toEqual([403, 'AccessDenied', 'Access Denied']);
    expect(await refusal(address(), { method: 'PUT', body: 'x' })).toEqual([403, 'AccessDenied', 'Access Denied']);
  });

  it('with a nonsensical signature is refused', async () => {
    const refused = await refusal(address(), { headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } });
    expect(refused.slice(0, 2)).toEqual([400, 'AuthorizationHeaderMalformed']);
  });

  async function strangerWith(secretAccessKey: string, accessKeyId: string, region: string, systemClockOffset = 0) {
    const client = new S3Client({
      region,
      endpoint: world.s3.origin,
      credentials: { accessKeyId, secretAccessKey, sessionToken: 'token+/=of the writer' },
      maxAttempts: 1,
      systemClockOffset,
    });
    try {
      const read = await client.send(new GetObjectCommand({ Bucket, Key }));
      return await read.Body?.transformToString();
    } finally {
      client.destroy();
    }
  }

  it('with a wrong key, secret, region or clock is refused', async () => {
    const secret = 'secret-of-the-writer';
    await expect(strangerWith('wrong', 'ASIAWRITER', REGION)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(strangerWith(secret, 'ASIANOBODY', REGION)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(strangerWith(secret, 'ASIAWRITER', 'us-east-1')).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
    });
    await expect(strangerWith(secret, 'ASIAWRITER', REGION, -16 * 60_000)).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
    });
    await expect(strangerWith(secret, 'ASIAWRITER', REGION)).resolves.toBe('contenu');
  });

  it('that is refused is not asked for its body', async () => {
    const { status, asked } = await new Promise<{ status?: number; asked: boolean }>((resolve, reject) => {
      let asked = false;
      const call = request(address(), { method: 'PUT', headers: { expect: '100-continue', 'content-length': 9 } });
      call.on('continue', () => (asked = true));
      call.on('response', (answer) => resolve({ status: answer.resume().statusCode, asked }));
      call.on('error', reject);
      call.flushHeaders();
    });
    expect({ status, asked }).toEqual({ status: 403, asked: false });
  });

  it('that is no percent-encoded UTF-8 is refused', async () => {
    expect((await refusal(`${world.s3.origin}/documents/%FF`)).slice(0, 2)).toEqual([400, 'InvalidURI']);
  });
});
