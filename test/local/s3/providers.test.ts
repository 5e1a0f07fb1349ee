import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { provide, s3World } from './world.ts';
import type { S3World } from './world.ts';

let world: S3World;
let assets: string;

beforeEach(async () => {
  assets = await mkdtemp(join(tmpdir(), 'parvis-assets-'));
  world = await s3World({ assetSource: async (objectKey) => join(assets, objectKey.replace('.zip', '')) });
});
afterEach(async () => {
  await world.close();
  await rm(assets, { recursive: true, force: true });
});

describe('a bucket', () => {
  it('answers Ref and GetAtt', async () => {
    expect(await provide(world.s3, 'AWS::S3::Bucket', {}, 'parvis-local-documents')).toEqual({
      ref: 'parvis-local-documents',
      attributes: {
        Arn: 'arn:aws:s3:::parvis-local-documents',
        DomainName: 'parvis-local-documents.s3.amazonaws.com',
        RegionalDomainName: 'parvis-local-documents.s3.eu-west-3.amazonaws.com',
        DualStackDomainName: 'parvis-local-documents.s3.dualstack.eu-west-3.amazonaws.com',
        WebsiteURL: 'http://parvis-local-documents.s3-website.eu-west-3.amazonaws.com',
      },
    });
    expect((await provide(world.s3, 'AWS::S3::Bucket', { BucketName: 'named' })).ref).toBe('named');
    expect((await provide(world.s3, 'AWS::S3::BucketPolicy', { Bucket: 'named', PolicyDocument: {} })).ref).toBe(
      'named',
    );
  });

  it('is refused when it asks for what would not happen', async () => {
    const LambdaConfigurations = [{ Event: 's3:ObjectCreated:*', Function: 'arn' }];
    const bucket = provide(world.s3, 'AWS::S3::Bucket', { NotificationConfiguration: { LambdaConfigurations } });
    await expect(bucket).rejects.toThrow('only queues receive events');
    await expect(provide(world.s3, 'AWS::S3::BucketPolicy', { Bucket: 'nothing' })).rejects.toThrow('does not exist');
  });
});

describe('a deployment of files', () => {
  const deploy = (more: object = {}) =>
    provide(world.s3, 'Custom::CDKBucketDeployment', {
      SourceBucketNames: ['cdk-assets'],
      SourceObjectKeys: ['0a1b.zip'],
      DestinationBucketName: 'assets',
      DestinationBucketKeyPrefix: 'static',
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      ...more,
    });
  const keys = async () => {
    const listed = await world.client().send(new ListObjectsV2Command({ Bucket: 'assets' }));
    return listed.Contents?.map(({ Key, LastModified }) => [Key, LastModified?.getTime()]) ?? [];
  };

  beforeEach(async () => {
    await world.provision({}, 'assets');
    await mkdir(join(assets, '0a1b', 'icons'), { recursive: true });
    await writeFile(join(assets, '0a1b', 'app.js'), 'export {};');
    await writeFile(join(assets, '0a1b', 'icons', 'mark.svg'), '<svg/>');
  });

  it('puts them under the prefix, typed and described', async () => {
    await deploy();
    const read = await world.client().send(new GetObjectCommand({ Bucket: 'assets', Key: 'static/icons/mark.svg' }));
    expect(await read.Body?.transformToString()).toBe('<svg/>');
    expect(read).toMatchObject({
      ContentType: 'image/svg+xml',
      CacheControl: 'public, max-age=31536000, immutable',
    });
  });

  it('is read by the gateway as CloudFront would', async () => {
    await deploy();
    const object = await world.s3.readObject('assets', 'static/app.js');
    expect(object?.headers).toMatchObject({
      'content-type': 'text/javascript',
      'content-length': '10',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    expect(object && (await text(object.body))).toBe('export {};');
    expect(await world.s3.readObject('assets', 'static/nothing')).toBeUndefined();
    expect(await world.s3.readObject('nothing', 'static/app.js')).toBeUndefined();
  });

  it('writes only what changed, and removes what is gone, under its prefix alone', async () => {
    await world.client().send(new PutObjectCommand({ Bucket: 'assets', Key: 'elsewhere', Body: 'x' }));
    await deploy();
    const before = await keys();
    await deploy();
    expect(await keys()).toEqual(before);
    await rm(join(assets, '0a1b', 'app.js'));
    await deploy({ Prune: 'false' });
    expect(await keys()).toEqual(before);
    await deploy();
    expect((await keys()).map(([key]) => key)).toEqual(['elsewhere', 'static/icons/mark.svg']);
  });

  it('says that it cannot replace markers', async () => {
    await expect(deploy({ SourceMarkers: [{ '<<marker>>': 'value' }] })).rejects.toThrow(
      'cannot be written into files',
    );
    await expect(deploy({ SourceMarkers: [{}] })).resolves.toBeDefined();
  });
});
