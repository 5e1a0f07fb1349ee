/** A browser's upload that stops in the middle. */
import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { TestCloud } from '../../support/cloud.ts';
import type { FileSent, Place } from '../../support/uploads.ts';
import { until } from './await.ts';

/** The form as a browser writes it: RFC 7578, the file last. */
function multipart(boundary: string, { fields }: Place, { name, type, bytes }: FileSent): Buffer {
  const part = (disposition: string): string => `--${boundary}\r\nContent-Disposition: form-data; ${disposition}`;
  return Buffer.concat([
    ...Object.entries(fields).map(([field, value]) => Buffer.from(`${part(`name="${field}"`)}\r\n\r\n${value}\r\n`)),
    Buffer.from(`${part(`name="file"; filename="${name}"`)}\r\nContent-Type: ${type}\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** Files of which the bucket has received something, and their sizes in bytes. */
export async function incoming({ directory }: TestCloud): Promise<number[]> {
  const buckets = join(directory, 's3', 'buckets');
  const sizes: number[] = [];
  for (const bucket of await readdir(buckets)) {
    const folder = join(buckets, bucket, 'incoming');
    for (const name of await readdir(folder)) sizes.push((await stat(join(folder, name))).size);
  }
  return sizes;
}

/**
 * Sends a part of the file, and leaves the rest unsent.
 * @param part between 0 and 1.
 * @returns when the bucket has that part; `broken` settles when the connection does.
 */
export async function sendPartly(
  cloud: TestCloud,
  place: Place,
  file: FileSent,
  part: number,
): Promise<{ broken: Promise<void> }> {
  const boundary = `----${randomUUID()}`;
  const body = multipart(boundary, place, file);
  const length = Math.floor(body.length * part);
  const sending = request(place.url, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': body.length },
  });
  const broken = new Promise<void>((resolve) => {
    sending.once('error', () => resolve());
    sending.once('response', () => resolve());
  });
  sending.write(body.subarray(0, length));
  // What is still on its way, in buffers of the system and of the bucket, is less than half of the part.
  await until('The bucket receives the file', async () => (await incoming(cloud)).some((size) => size > length / 2));
  return { broken };
}
