import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { clientOf } from './world.ts';

const Bucket = 'documents';
const MIB = 1024 ** 2;

/** An endpoint in a process of its own, which can be killed. */
interface Process {
  origin: string;
  /** Most resident memory that it ever had, in bytes. */
  peakMemory(): Promise<number>;
  kill(): Promise<void>;
}

const started: ChildProcess[] = [];
let directory: string;

async function start(): Promise<Process> {
  const program = fileURLToPath(new URL('endpoint-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  started.push(child);
  const answer = async (): Promise<Record<string, unknown>> => {
    const [message] = await once(child, 'message');
    return message;
  };
  const { origin } = await answer();
  return {
    origin: String(origin),
    async peakMemory() {
      const answered = answer();
      child.send('memory');
      return Number((await answered)['memory']);
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parvis-s3-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await rm(directory, { recursive: true, force: true });
});

const incoming = () => readdir(join(directory, 's3', 'buckets', Bucket, 'incoming'));

/** Blocks of one MiB, each different. */
function* blocks(count: number): Generator<Buffer> {
  const seed = randomBytes(MIB);
  for (let index = 0; index < count; index += 1) {
    seed.writeUInt32BE(index, 0);
    yield Buffer.from(seed);
  }
}

function* hashed(source: Iterable<Buffer>, hash: Hash): Generator<Buffer> {
  for (const block of source) {
    hash.update(block);
    yield block;
  }
}

async function hashOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of stream) hash.update(block);
  return hash.digest('hex');
}

describe('large files', () => {
  it('pass through a memory that does not grow', async () => {
    const endpoint = await start();
    const client = clientOf(endpoint.origin);
    await client.send(new PutObjectCommand({ Bucket, Key: 'warm', Body: Buffer.alloc(8 * MIB) }));
    const before = await endpoint.peakMemory();
    const sent = createHash('sha256');
    const body = Readable.from(hashed(blocks(150), sent));
    await client.send(new PutObjectCommand({ Bucket, Key: 'film.mp4', Body: body, ContentLength: 150 * MIB }));
    const read = await client.send(new GetObjectCommand({ Bucket, Key: 'film.mp4' }));
    const received = read.Body instanceof Readable ? await hashOf(read.Body) : 'no stream';
    expect(received).toBe(sent.digest('hex'));
    const growth = (await endpoint.peakMemory()) - before;
    expect(growth / MIB).toBeLessThan(75);
    client.destroy();
  });
});

describe('a kill in the middle of an upload', () => {
  it('leaves nothing to be seen, and nothing on disk after the next start', async () => {
    const endpoint = await start();
    const client = clientOf(endpoint.origin);
    await client.send(new PutObjectCommand({ Bucket, Key: 'delib.pdf', Body: 'before' }));
    const post = await createPresignedPost(client, { Bucket, Key: 'delib.pdf' });
    const upload = halfUpload(post);
    while ((await incoming()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await endpoint.kill();
    await upload;
    expect(await incoming()).toHaveLength(1);

    const again = await start();
    const reader = clientOf(again.origin);
    expect(await incoming()).toEqual([]);
    const read = await reader.send(new GetObjectCommand({ Bucket, Key: 'delib.pdf' }));
    expect(await read.Body?.transformToString()).toBe('before');
    client.destroy();
    reader.destroy();
  });

  it('loses nothing that was acknowledged', async () => {
    const endpoint = await start();
    const client = clientOf(endpoint.origin);
    const acknowledged: string[] = [];
    const writing = Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        for (let number = 0; ; number += 1) {
          const Key = `${writer}/${number}`;
          await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
          acknowledged.push(Key);
        }
      }),
    ).catch(() => undefined);
    while (acknowledged.length < 30) await new Promise((resolve) => setTimeout(resolve, 5));
    await endpoint.kill();
    await writing;

    const again = await start();
    const reader = clientOf(again.origin);
    const listed = await reader.send(new ListObjectsV2Command({ Bucket }));
    const keys = listed.Contents?.map(({ Key }) => Key) ?? [];
    expect(keys).toEqual(expect.arrayContaining(acknowledged));
    for (const Key of keys) {
      const read = await reader.send(new GetObjectCommand({ Bucket, Key }));
      expect(await read.Body?.transformToString()).toBe(Key);
    }
    client.destroy();
    reader.destroy();
  });
});

it('a client that leaves in the middle of an upload leaves nothing', async () => {
  const endpoint = await start();
  const client = clientOf(endpoint.origin);
  const post = await createPresignedPost(client, { Bucket, Key: 'left' });
  const leave = new AbortController();
  const upload = halfUpload(post, leave.signal);
  while ((await incoming()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  leave.abort();
  await upload;
  while ((await incoming()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'left' }))).rejects.toMatchObject({ name: 'NotFound' });
  client.destroy();
});

/** Sends the form and the beginning of the file, and no more, until the connection is cut. */
async function halfUpload(post: { url: string; fields: Record<string, string> }, signal?: AbortSignal): Promise<void> {
  const head = Object.entries(post.fields).map(
    ([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = '--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n';
  const call = request(post.url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=B', 'content-length': 100 * MIB },
    signal,
  });
  async function* half(): AsyncGenerator<Buffer | string> {
    yield head.join('') + file;
    yield* blocks(5);
    await new Promise((resolve) => call.once('close', resolve));
  }
  await pipeline(half, call).catch(() => undefined);
}
