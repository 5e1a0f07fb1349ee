/**
 * Files that a distribution serves from a bucket: kept in memory as its caches would, compressed once.
 * The names of files carry a hash of their content, so a kept one never grows old; the others are
 * asked for again after their time.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpAnswer } from './http-answer.ts';

export interface StoredObject {
  body: Buffer;
  contentType: string;
  cacheControl: string | undefined;
  etag: string;
}

/** Reads an object of a bucket, named by its regional domain; undefined when there is none. */
export type ObjectReader = (bucketDomain: string, key: string) => Promise<StoredObject | undefined>;

interface Kept {
  object: StoredObject;
  compressed: Map<string, Buffer>;
  until: number;
}

/** CloudFront compresses from 1 kB to 10 MB. */
const COMPRESSIBLE = /^(text\/|image\/svg|font\/(otf|ttf)|application\/(javascript|json|xml|manifest|rss|atom|ld))/;
const SMALLEST_COMPRESSED = 1_000;
const LARGEST_COMPRESSED = 10_000_000;
const KEPT_MS = 1_000;

const compressors: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body),
};

export interface FileRequest {
  bucketDomain: string;
  key: string;
  /** `accept-encoding` of the viewer, limited to what the behaviour compresses to. */
  encodings: readonly string[];
  ifNoneMatch: string | undefined;
}

export function staticFiles(read: ObjectReader): (request: FileRequest) => Promise<HttpAnswer> {
  const kept = new Map<string, Kept>();
  return async ({ bucketDomain, key, encodings, ifNoneMatch }) => {
    const name = `${bucketDomain}/${key}`;
    let entry = kept.get(name);
    if (!entry || entry.until < Date.now()) {
      const object = await read(bucketDomain, key);
      if (!object) {
        kept.delete(name);
        return accessDenied();
      }
      const compressed = entry?.object.etag === object.etag ? entry.compressed : new Map<string, Buffer>();
      entry = { object, compressed, until: Date.now() + KEPT_MS };
      kept.set(name, entry);
    }
    const { object } = entry;
    const headers: Record<string, string> = { 'content-type': object.contentType, etag: object.etag };
    if (object.cacheControl !== undefined) headers['cache-control'] = object.cacheControl;
    if (ifNoneMatch !== undefined && ifNoneMatch.replace(/^W\//, '') === object.etag) {
      return { status: 304, headers, body: Buffer.alloc(0) };
    }
    const encoding = isCompressible(object) ? encodings[0] : undefined;
    if (encoding === undefined) return { status: 200, headers, body: object.body };
    const body = await compressedOnce(entry, encoding);
    headers['content-encoding'] = encoding;
    headers['vary'] = 'Accept-Encoding';
    headers['etag'] = `W/${object.etag}`;
    return { status: 200, headers, body };
  };
}

const isCompressible = ({ contentType, body }: StoredObject): boolean =>
  COMPRESSIBLE.test(contentType) && body.length >= SMALLEST_COMPRESSED && body.length <= LARGEST_COMPRESSED;

async function compressedOnce({ object, compressed }: Kept, encoding: string): Promise<Buffer> {
  const kept = compressed.get(encoding);
  if (kept) return kept;
  const made = (await compressors[encoding]?.(object.body)) ?? object.body;
  compressed.set(encoding, made);
  return made;
}

/** What S3 answers for a missing object to someone who may not list the bucket, as a distribution may not. */
const accessDenied = (): HttpAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
});
