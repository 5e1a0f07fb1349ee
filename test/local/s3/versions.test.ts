import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
const VERSIONED = { VersioningConfiguration: { Status: 'Enabled' } };
let world: S3World;

beforeEach(async () => {
  world = await s3World();
  await world.provision(VERSIONED);
});
afterEach(() => world.close());

const put = (Key: string, Body: string) => world.client().send(new PutObjectCommand({ Bucket, Key, Body }));
const get = (Key: string, VersionId?: string) => world.client().send(new GetObjectCommand({ Bucket, Key, VersionId }));
const textOf = async (Key: string, VersionId?: string) => (await get(Key, VersionId)).Body?.transformToString();
const versions = async () => world.client().send(new ListObjectVersionsCommand({ Bucket }));

describe('a bucket that keeps versions', () => {
  it('gives each of them back', async () => {
    const first = await put('acte', 'un');
    const second = await put('acte', 'deux');
    expect(first.VersionId).not.toBe(second.VersionId);
    expect([await textOf('acte'), await textOf('acte', first.VersionId)]).toEqual(['deux', 'un']);
    const answer = await versions();
    expect(answer.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, true],
      [first.VersionId, false],
    ]);
    await expect(get('acte', 'nothing')).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('hides what is deleted behind a marker, whose removal brings it back', async () => {
    const client = world.client();
    const { VersionId } = await put('acte', 'un');
    const deletion = await client.send(new DeleteObjectCommand({ Bucket, Key: 'acte' }));
    expect(deletion).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    await expect(get('acte')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('acte', deletion.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect((await versions()).DeleteMarkers).toMatchObject([{ VersionId: deletion.VersionId, IsLatest: true }]);
    expect(await textOf('acte', VersionId)).toBe('un');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'acte', VersionId: deletion.VersionId }));
    expect(await textOf('acte')).toBe('un');
  });

  it('forgets for good the version that is named', async () => {
    const first = await put('acte', 'un');
    const second = await put('acte', 'deux');
    await world.client().send(new DeleteObjectCommand({ Bucket, Key: 'acte', VersionId: second.VersionId }));
    expect(await textOf('acte')).toBe('un');
    await world.client().send(new DeleteObjectCommand({ Bucket, Key: 'acte', VersionId: first.VersionId }));
    expect(await readdir(join(world.directory, 's3', 'buckets', Bucket, 'objects'), { recursive: true })).toHaveLength(
      1,
    );
  });

  it('copies the version that is named', async () => {
    const { VersionId } = await put('acte', 'un');
    await put('acte', 'deux');
    const CopySource = `${Bucket}/acte?versionId=${VersionId}`;
    const copy = await world.client().send(new CopyObjectCommand({ Bucket, Key: 'copie', CopySource }));
    expect(copy.CopySourceVersionId).toBe(VersionId);
    expect(await textOf('copie')).toBe('un');
  });

  it('asks for the permissions on versions', async () => {
    const { VersionId } = await put('acte', 'un');
    world.authoriser.asked.length = 0;
    await get('acte', VersionId);
    await world.client().send(new DeleteObjectCommand({ Bucket, Key: 'acte', VersionId }));
    await versions();
    expect(world.authoriser.asked.map(({ request }) => request.action)).toEqual([
      's3:GetObjectVersion',
      's3:DeleteObjectVersion',
      's3:ListBucketVersions',
    ]);
  });

  it('finds them again after a restart, in their order', async () => {
    const first = await put('acte', 'un');
    await put('acte', 'deux');
    await world.client().send(new DeleteObjectCommand({ Bucket, Key: 'autre' }));
    await world.restart();
    await world.provision(VERSIONED);
    expect([await textOf('acte'), await textOf('acte', first.VersionId)]).toEqual(['deux', 'un']);
    expect((await versions()).DeleteMarkers).toMatchObject([{ Key: 'autre' }]);
  });

  it('keeps the older ones when it is told to stop', async () => {
    const first = await put('acte', 'un');
    await world.provision({ VersioningConfiguration: { Status: 'Suspended' } });
    await put('acte', 'deux');
    await put('acte', 'trois');
    const ids = (await versions()).Versions?.map(({ VersionId }) => VersionId);
    expect(ids).toEqual(['null', first.VersionId]);
    const deletion = await world.client().send(new DeleteObjectCommand({ Bucket, Key: 'acte' }));
    expect(deletion.DeleteMarker).toBe(true);
    expect((await versions()).Versions).toMatchObject([{ VersionId: first.VersionId, IsLatest: false }]);
  });
});

describe('deleting several', () => {
  it('says what became of each', async () => {
    await put('a', '1');
    await put('é & <b>', '2');
    world.authoriser.refused = ({ resource }) => resource.endsWith('/secret');
    const answer = await world.client('reader').send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'é & <b>' }, { Key: 'secret' }, { Key: 'nothing' }] },
      }),
    );
    expect(answer.Deleted?.map(({ Key, DeleteMarker }) => [Key, DeleteMarker])).toEqual([
      ['é & <b>', true],
      ['nothing', true],
    ]);
    expect(answer.Errors).toMatchObject([{ Key: 'secret', Code: 'AccessDenied' }]);
    await expect(world.client().send(new HeadObjectCommand({ Bucket, Key: 'é & <b>' }))).rejects.toThrow();
    await expect(world.client().send(new HeadObjectCommand({ Bucket, Key: 'a' }))).resolves.toBeDefined();
  });

  it('is silent on demand', async () => {
    const answer = await world
      .client()
      .send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'a' }] } }));
    expect([answer.Deleted, answer.Errors]).toEqual([undefined, undefined]);
  });
});
