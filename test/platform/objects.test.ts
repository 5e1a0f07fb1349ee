import { createServer, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../local/host/listen.ts';
import { objectReader } from '../../platform/objects.ts';

let bucket: Listening | undefined;
afterEach(() => bucket?.close());

/** A bucket that answers so, in turn. @returns how one reads of it, and how often it was asked. */
async function bucketThat(...answers: readonly ((response: ServerResponse) => void)[]) {
  let asked = 0;
  const server = createServer((_request, response) => answers[asked++]?.(response));
  bucket = await listen(server, '127.0.0.1', 0);
  const origin = `http://127.0.0.1:${bucket.port}`;
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  return { read: objectReader({ bucket: 'b', origin, region: 'eu-west-3', credentials }), times: () => asked };
}

const cutsOff = (response: ServerResponse): void => void response.destroy();
const says =
  (status: number, body = '') =>
  (response: ServerResponse): void =>
    void response.writeHead(status).end(body);

describe('an object of the bucket', () => {
  it('is asked for again when the bucket is busy or cuts off', async () => {
    const { read, times } = await bucketThat(cutsOff, says(503), says(200, 'Bonjour'));
    expect(Buffer.from((await read('a')) ?? []).toString()).toBe('Bonjour');
    expect(times()).toBe(3);
  });

  it('is asked for three times at most', async () => {
    const { read, times } = await bucketThat(says(503), says(503), says(500), says(200));
    await expect(read('a')).rejects.toThrow('The bucket answered 500');
    expect(times()).toBe(3);
  });

  it.each([403, 404])('is not there, and not asked for again, when the bucket says %i', async (status) => {
    const { read, times } = await bucketThat(says(status), says(200));
    expect(await read('a')).toBeUndefined();
    expect(times()).toBe(1);
  });
});
