import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
  await world.client().send(new PutObjectCommand({ Bucket, Key: 'org/217/a.pdf', Body: 'a' }));
});
beforeEach(() => {
  world.authoriser.asked.length = 0;
  world.authoriser.refused = () => false;
});
afterAll(() => world.close());

const asked = () => world.authoriser.asked.map(({ request }) => `${request.action} ${request.resource}`);
const ofObject = (action: string, key: string) => `${action} arn:aws:s3:::documents/${key}`;

describe('every operation asks for its permission', () => {
  it('on objects', async () => {
    const client = world.client();
    const Key = 'org/217/b.pdf';
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'b' }));
    await client.send(new GetObjectCommand({ Bucket, Key }));
    await client.send(new HeadObjectCommand({ Bucket, Key }));
    await client.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ETag'] }));
    await client.send(new CopyObjectCommand({ Bucket, Key: 'public/b.pdf', CopySource: `${Bucket}/${Key}` }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new HeadBucketCommand({ Bucket }));
    expect(asked()).toEqual([
      ofObject('s3:PutObject', Key),
      ofObject('s3:GetObject', Key),
      ofObject('s3:GetObject', Key),
      ofObject('s3:GetObject', Key),
      ofObject('s3:GetObjectAttributes', Key),
      ofObject('s3:GetObject', Key),
      ofObject('s3:PutObject', 'public/b.pdf'),
      ofObject('s3:DeleteObject', Key),
      's3:ListBucket arn:aws:s3:::documents',
    ]);
  });
});

describe('without the permission', () => {
  it('nothing is read, written or deleted', async () => {
    const client = world.client('reader');
    const Key = 'org/217/a.pdf';
    const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
    world.authoriser.refused = () => true;
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: 'forged' }))).rejects.toMatchObject(denied);
    await expect(client.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    const read = await world.client().send(new GetObjectCommand({ Bucket, Key }));
    expect(await read.Body?.transformToString()).toBe('a');
  });

  it('the refusal names the action and the resource', async () => {
    world.authoriser.refused = () => true;
    const read = world.client('reader').send(new GetObjectCommand({ Bucket, Key: 'x' }));
    await expect(read).rejects.toThrow('s3:GetObject on resource: arn:aws:s3:::documents/x');
  });

  it('to read the source or to write the target, nothing is copied', async () => {
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      world.authoriser.refused = (request) => request.action === action;
      const copy = new CopyObjectCommand({ Bucket, Key: 'public/c.pdf', CopySource: `${Bucket}/org/217/a.pdf` });
      await expect(world.client('reader').send(copy)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    await expect(world.client().send(new HeadObjectCommand({ Bucket, Key: 'public/c.pdf' }))).rejects.toThrow();
  });

  it('to list, nobody learns that an object is missing', async () => {
    const client = world.client('reader');
    const missing = { Bucket, Key: 'missing' };
    await expect(client.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'NoSuchKey' });
    world.authoriser.refused = ({ action }) => action === 's3:ListBucket';
    await expect(client.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(client.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });
});
