/**
 * The multipart uploads of a bucket that are under way.
 *
 *     uploads/<upload id>/upload.json       what the object is to be
 *     uploads/<upload id>/<part>.json       size and checksums of a part: the part exists when this does
 *     uploads/<upload id>/<part>.<id>.body
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { CHECKSUM_ALGORITHMS } from './checksums.ts';
import { writeDurably } from './durable.ts';
import { noSuchUpload } from './errors.ts';
import type { ReceivedBody } from './receive.ts';

const uploadSchema = z.object({
  id: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.string()),
  checksumAlgorithm: z.enum(CHECKSUM_ALGORITHMS).optional(),
  checksumType: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

const partSchema = z.object({
  number: z.number(),
  /** In bytes. */
  size: z.number(),
  /** MD5 in hexadecimal. */
  etag: z.string(),
  checksum: z.object({ algorithm: z.enum(CHECKSUM_ALGORITHMS), value: z.string() }).optional(),
  lastModified: z.string(),
  body: z.string(),
});

export type MultipartUpload = z.infer<typeof uploadSchema>;
export type UploadedPart = z.infer<typeof partSchema>;

const UPLOAD_ID = /^[0-9a-f]{32}$/;

export class MultipartUploads {
  readonly #directory: string;

  /** @param directory `uploads` of the bucket. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(upload: Omit<MultipartUpload, 'id'>): Promise<MultipartUpload> {
    const created = { id: randomBytes(16).toString('hex'), ...upload };
    const directory = join(this.#directory, created.id);
    await mkdir(directory);
    await writeDurably(join(directory, 'upload.json'), JSON.stringify(created));
    return created;
  }

  /** @throws {AwsError} `NoSuchUpload`, also when the upload is for another key. */
  async find(id: string, key: string): Promise<MultipartUpload> {
    if (!UPLOAD_ID.test(id)) throw noSuchUpload(id);
    const text = await readFile(join(this.#directory, id, 'upload.json'), 'utf8').catch(() => undefined);
    if (text === undefined) throw noSuchUpload(id);
    const upload = uploadSchema.parse(JSON.parse(text));
    if (upload.key !== key) throw noSuchUpload(id);
    return upload;
  }

  /** Takes the place of an earlier part of the same number. */
  async addPart(upload: MultipartUpload, number: number, received: ReceivedBody): Promise<UploadedPart> {
    const directory = join(this.#directory, upload.id);
    const part: UploadedPart = {
      number,
      size: received.size,
      etag: received.md5,
      checksum: received.checksum,
      lastModified: new Date().toISOString(),
      body: `${number}.${basename(received.path)}.body`,
    };
    const earlier = (await this.parts(upload)).find((candidate) => candidate.number === number);
    await rename(received.path, join(directory, part.body));
    await writeDurably(join(directory, `${number}.json`), JSON.stringify(part));
    if (earlier) await rm(join(directory, earlier.body), { force: true });
    return part;
  }

  /** In the order of their numbers. */
  async parts(upload: MultipartUpload): Promise<UploadedPart[]> {
    const directory = join(this.#directory, upload.id);
    const parts: UploadedPart[] = [];
    for (const name of await readdir(directory)) {
      if (/^\d+\.json$/.test(name))
        parts.push(partSchema.parse(JSON.parse(await readFile(join(directory, name), 'utf8'))));
    }
    return parts.sort((left, right) => left.number - right.number);
  }

  /** The bytes of the parts, one after the other. */
  async *bytes(upload: MultipartUpload, parts: readonly UploadedPart[]): AsyncGenerator<Buffer> {
    for (const part of parts) yield* createReadStream(join(this.#directory, upload.id, part.body));
  }

  async remove(upload: MultipartUpload): Promise<void> {
    await rm(join(this.#directory, upload.id), { recursive: true, force: true });
  }
}
