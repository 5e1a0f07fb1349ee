import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIam } from '../../../local/iam/index.ts';
import type { Iam } from '../../../local/iam/index.ts';
import { createS3 } from '../../../local/s3/index.ts';
import type { S3Emulator } from '../../../local/s3/index.ts';
import { provisionRole } from '../iam/policies.ts';
import { errorCode, provide, REGION } from './world.ts';

const Bucket = 'documents';
const DOCUMENTS = 'arn:aws:s3:::documents';
let directory: string;
let iam: Iam;
let s3: S3Emulator;
const clients: S3Client[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parvis-s3-'));
  iam = await createIam({ directory, region: REGION });
  const { credentials, authoriser } = iam;
  const queueSender = { send: () => Promise.resolve() };
  s3 = await createS3({ directory, region: REGION, port: 0, credentials, authoriser, queueSender });
  await provide(s3, 'AWS::S3::Bucket', {});
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await s3.close();
  await iam.close();
  await rm(directory, { recursive: true, force: true });
});

/** As the functions do: a role, and the credentials of a session of it. */
async function clientOfRole(expires?: Date): Promise<S3Client> {
  const roleArn = await provisionRole(iam, 'Intranet', [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${DOCUMENTS}/org/*` },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: DOCUMENTS,
      Condition: { StringLike: { 's3:prefix': 'org/217/*' } },
    },
  ]);
  const credentials = iam.credentials.issue(roleArn, { sessionName: 'intranet', expires });
  const client = new S3Client({ region: REGION, endpoint: s3.origin, credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function post(client: S3Client, Key: string): Promise<[number, string | undefined]> {
  const { url, fields } = await createPresignedPost(client, { Bucket, Key });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['x']), 'x');
  const answer = await fetch(url, { method: 'POST', body: form });
  return [answer.status, errorCode(await answer.text())];
}

describe('a role', () => {
  it('does what its policies allow, directly, by address and by form', async () => {
    const client = await clientOfRole();
    for (const Key of ['org/217/a.pdf', 'org/217/odd * ? ${x} é.pdf']) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
      expect(await (await fetch(url)).text()).toBe('x');
      expect(await post(client, Key)).toEqual([204, undefined]);
    }
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'org/217/' }));
    expect(listed.KeyCount).toBe(2);
  });

  it('does nothing else', async () => {
    const client = await clientOfRole();
    const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
    const Key = 'public/a.pdf';
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject(denied);
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
    await expect(client.send(new ListObjectsV2Command({ Bucket, Prefix: 'org/' }))).rejects.toMatchObject(denied);
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    expect((await fetch(url)).status).toBe(403);
    expect(await post(client, Key)).toEqual([403, 'AccessDenied']);
  });

  it('learns nothing of an object that is not there', async () => {
    const client = await clientOfRole();
    const read = client.send(new GetObjectCommand({ Bucket, Key: 'org/217/nothing' }));
    await expect(read).rejects.toThrow('is not authorized to perform: s3:ListBucket');
  });

  it('does nothing more once its session is over', async () => {
    const client = await clientOfRole(new Date(Date.now() - 1000));
    const read = client.send(new GetObjectCommand({ Bucket, Key: 'org/217/a.pdf' }));
    await expect(read).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(await post(client, 'org/217/a.pdf')).toEqual([400, 'ExpiredToken']);
  });
});

it('the host does everything', async () => {
  const client = new S3Client({ region: REGION, endpoint: s3.origin, credentials: iam.credentials.host });
  clients.push(client);
  await client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
  await expect(client.send(new GetObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
});
