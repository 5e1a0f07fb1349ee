import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is longer than the limit.
 * What is too much is read all the same, and dropped: a sender cut in the middle never reads the answer.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
    else chunks = [];
  }
  if (length > limitBytes) return undefined;
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
