/**
 * Decodes `aws-chunked` bodies: `<size in hex>[;extension]CRLF <bytes> CRLF … 0 CRLF [trailer: value CRLF]… CRLF`.
 * The SDK sends them for streams, with the checksum in the trailer because it is known only at the end.
 */
import { AwsError } from '../aws.ts';
import { incompleteBody } from './errors.ts';

/** Longest line of sizes or trailers; real ones are under 200 bytes. */
const LONGEST_LINE = 4096;

const malformed = (): AwsError => new AwsError('InvalidChunkSizeError', 'The chunks of the body are malformed.', 400);

/** Reads lines and exact numbers of bytes from a stream of blocks. */
class BlockReader {
  #pending: Buffer = Buffer.alloc(0);
  readonly #blocks: AsyncIterator<Buffer>;

  constructor(blocks: AsyncIterable<Buffer>) {
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#blocks.next();
    if (next.done) return false;
    this.#pending = this.#pending.length === 0 ? next.value : Buffer.concat([this.#pending, next.value]);
    return true;
  }

  /** Undefined at the end of the stream, if nothing is left over. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#pending.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#pending.toString('latin1', 0, end);
        this.#pending = this.#pending.subarray(end + 2);
        return line;
      }
      if (this.#pending.length > LONGEST_LINE) throw malformed();
      if (!(await this.#more())) {
        if (this.#pending.length > 0) throw incompleteBody();
        return undefined;
      }
    }
  }

  /** Gives exactly that many bytes, in blocks as they come. */
  async *bytes(count: number): AsyncGenerator<Buffer> {
    let missing = count;
    while (missing > 0) {
      if (this.#pending.length === 0 && !(await this.#more())) throw incompleteBody();
      const block = this.#pending.subarray(0, missing);
      this.#pending = this.#pending.subarray(block.length);
      missing -= block.length;
      if (block.length > 0) yield block;
    }
  }

  async close(): Promise<void> {
    await this.#blocks.return?.();
  }
}

/**
 * The bytes without their framing. `trailers` is filled, names in lower case, once the end is reached.
 * @throws {AwsError} `InvalidChunkSizeError`, `IncompleteBody`.
 */
export async function* decodeChunks(
  body: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new BlockReader(body);
  try {
    for (;;) {
      const header = await reader.line();
      if (header === undefined) throw incompleteBody();
      const size = /^([0-9a-f]{1,12})(?:;.*)?$/i.exec(header)?.[1];
      if (size === undefined) throw malformed();
      const count = Number.parseInt(size, 16);
      if (count === 0) break;
      yield* reader.bytes(count);
      if ((await reader.line()) !== '') throw malformed();
    }
    for (let line = await reader.line(); line !== undefined && line !== ''; line = await reader.line()) {
      const separator = line.indexOf(':');
      if (separator < 0) throw malformed();
      trailers.set(line.slice(0, separator).trim().toLowerCase(), line.slice(separator + 1).trim());
    }
  } finally {
    await reader.close();
  }
}
