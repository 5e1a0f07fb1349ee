import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provide, s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
const QUEUE = 'arn:aws:sqs:eu-west-3:000000000000:uploads';
const listening = (events: string[], rules: { Name: string; Value: string }[] = []) => ({
  NotificationConfiguration: {
    QueueConfigurations: events.map((Event) => ({ Event, Queue: QUEUE, Filter: { S3Key: { Rules: rules } } })),
  },
});
const EVERYTHING = listening(['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);

let world: S3World;
beforeEach(async () => {
  world = await s3World();
});
afterEach(() => world.close());

const outbox = () => readdir(join(world.directory, 's3', 'outbox'));
const put = (Key: string, Body = 'x') => world.client().send(new PutObjectCommand({ Bucket, Key, Body }));

/** Waits until the queue has taken so many events. */
async function taken(count: number): Promise<unknown[]> {
  while (world.events.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return world.events.map(({ body }) => body);
}

/** What an event says, in the words of the tests. */
const told = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || !('Records' in body) || !Array.isArray(body.Records)) return body;
  return body.Records.map(({ eventName, s3 }) => [eventName, s3.object.key]);
};

describe('an event', () => {
  it('has the shape that AWS gives it', async () => {
    await world.provision({ ...EVERYTHING, VersioningConfiguration: { Status: 'Enabled' } });
    await world.s3.start();
    const { ETag, VersionId } = await put('org/217/Délib (1) + annexe.pdf', 'contenu');
    const [body] = await taken(1);
    expect(world.events[0]?.queueArn).toBe(QUEUE);
    expect(body).toEqual({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'eu-west-3',
          eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: 'AWS:writer:writer' },
          requestParameters: { sourceIPAddress: '127.0.0.1' },
          responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: expect.any(String),
            bucket: {
              name: Bucket,
              ownerIdentity: { principalId: expect.any(String) },
              arn: 'arn:aws:s3:::documents',
            },
            object: {
              key: 'org/217/D%C3%A9lib+%281%29+%2B+annexe.pdf',
              size: 7,
              eTag: ETag?.replaceAll('"', ''),
              versionId: VersionId,
              sequencer: expect.stringMatching(/^[0-9A-F]+$/),
            },
          },
        },
      ],
    });
  });

  it('tells by which way the object came or went', async () => {
    await world.provision(EVERYTHING);
    await world.s3.start();
    const client = world.client();
    await put('a');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    const post = await createPresignedPost(client, { Bucket, Key: 'c' });
    const form = new FormData();
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    await (await fetch(post.url, { method: 'POST', body: form })).text();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'd' }));
    const part = await client.send(new UploadPartCommand({ Bucket, Key: 'd', UploadId, PartNumber: 1, Body: 'x' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'd', UploadId, MultipartUpload }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'nothing' }));
    await world.provision({ ...EVERYTHING, VersioningConfiguration: { Status: 'Enabled' } });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    expect((await taken(6)).flatMap(told)).toEqual([
      ['ObjectCreated:Put', 'a'],
      ['ObjectCreated:Copy', 'b'],
      ['ObjectCreated:Post', 'c'],
      ['ObjectCreated:CompleteMultipartUpload', 'd'],
      ['ObjectRemoved:Delete', 'a'],
      ['ObjectRemoved:DeleteMarkerCreated', 'b'],
    ]);
  });

  it('goes only to queues whose filter fits', async () => {
    await world.provision(
      listening(
        ['s3:ObjectCreated:Put'],
        [
          { Name: 'Prefix', Value: 'org/' },
          { Name: 'suffix', Value: '.pdf' },
        ],
      ),
    );
    await world.s3.start();
    await put('public/a.pdf');
    await put('org/a.txt');
    await world
      .client()
      .send(new CopyObjectCommand({ Bucket, Key: 'org/copy.pdf', CopySource: `${Bucket}/org/a.txt` }));
    await put('org/a.pdf');
    expect((await taken(1)).flatMap(told)).toEqual([['ObjectCreated:Put', 'org/a.pdf']]);
  });

  it("is set up by CDK's own resource too", async () => {
    await world.provision();
    await provide(world.s3, 'Custom::S3BucketNotifications', {
      ServiceToken: 'arn:aws:lambda:…',
      BucketName: Bucket,
      Managed: true,
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Events: ['s3:ObjectCreated:*'],
            QueueArn: QUEUE,
            Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'org/' }] } },
          },
        ],
      },
    });
    await world.s3.start();
    await put('public/a');
    await put('org/a');
    expect((await taken(1)).flatMap(told)).toEqual([['ObjectCreated:Put', 'org/a']]);
  });
});

describe('an event is not lost', () => {
  it('when nothing takes it before a restart', async () => {
    await world.provision(EVERYTHING);
    await put('a');
    await put('b');
    expect([await outbox(), world.events]).toEqual([[expect.any(String), expect.any(String)], []]);
    await world.restart();
    await world.provision(EVERYTHING);
    await world.s3.start();
    expect((await taken(2)).flatMap(told)).toEqual([
      ['ObjectCreated:Put', 'a'],
      ['ObjectCreated:Put', 'b'],
    ]);
    await world.restart();
    expect(await outbox()).toEqual([]);
  });

  it('when its queue refuses it at first', async () => {
    await world.close();
    let refusals = 0;
    const bodies: string[] = [];
    world = await s3World({
      queueSender: {
        async send(_, body) {
          refusals += 1;
          if (refusals === 1) throw new Error('not yet');
          bodies.push(body);
        },
      },
    });
    await world.provision(EVERYTHING);
    await world.s3.start();
    await put('a');
    while (bodies.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bodies.map((body) => told(JSON.parse(body)))).toEqual([[['ObjectCreated:Put', 'a']]]);
    expect(world.warnings).toHaveLength(1);
  });

  it('but told only of changes that were made', async () => {
    await world.provision(EVERYTHING);
    const change = { bucket: Bucket, key: 'never', sequence: '01ZZZZZZZZZZZZZZZZZZZZZZZZ', name: 'ObjectCreated:Put' };
    const event = JSON.stringify({ queueArn: QUEUE, body: '{}', change });
    await writeFile(join(world.directory, 's3', 'outbox', `${change.sequence}-0.prepared`), event);
    await world.restart();
    await world.provision(EVERYTHING);
    await world.s3.start();
    await put('a');
    expect((await taken(1)).flatMap(told)).toEqual([['ObjectCreated:Put', 'a']]);
  });
});
