/** What is kept beside a body: everything that a reader of the object is told. */
import { isUtf8 } from 'node:buffer';
import * as z from 'zod';
import { CHECKSUM_ALGORITHMS, checksumHeader } from './checksums.ts';
import { invalidArgument } from './errors.ts';

const checksumSchema = z.object({
  algorithm: z.enum(CHECKSUM_ALGORITHMS),
  value: z.string(),
  /** Composite: a checksum of the checksums of the parts, `…-3`. */
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});

/** The version of an object written while its bucket keeps no versions. */
export const NULL_VERSION = 'null';

const common = {
  key: z.string(),
  versionId: z.string(),
  /** ULID given at the commit: orders the versions of a key, and the events about it. */
  sequence: z.string(),
  /** ISO 8601, in UTC. */
  lastModified: z.string(),
};

const storedObjectSchema = z.object({
  kind: z.literal('object'),
  ...common,
  /** In bytes. */
  size: z.number(),
  /** Without its quotes. */
  etag: z.string(),
  checksum: checksumSchema.optional(),
  /** Sizes of the parts of a multipart upload, in their order. */
  partSizes: z.array(z.number()).optional(),
  /** Content-Type, Cache-Control, … by lower-case name. */
  headers: z.record(z.string(), z.string()),
  /** `x-amz-meta-*`, without the prefix. */
  metadata: z.record(z.string(), z.string()),
  /** File name of the body, beside this description. */
  body: z.string(),
});

export const objectVersionSchema = z.discriminatedUnion('kind', [
  storedObjectSchema,
  z.object({ kind: z.literal('delete-marker'), ...common }),
]);

export type StoredChecksum = z.infer<typeof checksumSchema>;
export type StoredObject = z.infer<typeof storedObjectSchema>;
export type ObjectVersion = z.infer<typeof objectVersionSchema>;

/** What the writer says of the object, apart from its bytes. */
export type ObjectDescription = Pick<StoredObject, 'headers' | 'metadata'>;

/** Headers that S3 keeps and gives back as they came. */
const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

const METADATA_PREFIX = 'x-amz-meta-';

/** RFC 9110, section 5.6.2; a form could name a field otherwise. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/**
 * From the headers of a request, or the fields of a form (names in lower case).
 * @throws {AwsError} `InvalidArgument` for metadata that could not be given back.
 */
export function descriptionFrom(headers: ReadonlyMap<string, string>): ObjectDescription {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of KEPT_HEADERS) {
    const value = name === 'content-encoding' ? withoutChunking(headers.get(name)) : headers.get(name);
    if (value !== undefined && value !== '') kept[name] = value;
  }
  const metadata: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (!name.startsWith(METADATA_PREFIX)) continue;
    if (!HEADER_NAME.test(name))
      throw invalidArgument('The name of the metadata is not legal in a header', name, value);
    metadata[name.slice(METADATA_PREFIX.length)] = textOf(value);
  }
  return { headers: kept, metadata };
}

/** A header comes as Latin-1 characters of bytes that are UTF-8; a form field is text already. */
function textOf(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return bytes.toString('latin1') === value && isUtf8(bytes) ? bytes.toString('utf8') : value;
}

/** `aws-chunked` is how the body travelled, not what it is. */
const withoutChunking = (encoding: string | undefined): string | undefined =>
  encoding
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked')
    .join(',');

/** What a header can hold, as Latin-1 characters. */
export const HEADER_TEXT = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Metadata beyond ASCII travel as RFC 2047 words, as on AWS. */
const headerWord = (value: string): string =>
  /^[\x20-\x7e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;

/** A form may bring characters that a header cannot hold: their UTF-8 bytes are sent then, line ends as spaces. */
const headerBytes = (value: string): string =>
  HEADER_TEXT.test(value) ? value : Buffer.from(value.replace(/\p{Cc}/gu, ' ')).toString('latin1');

export const quoted = (etag: string): string => `"${etag}"`;

/** Headers that a reader of the object gets, apart from the length. */
export function objectHeaders(object: StoredObject): Record<string, string> {
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    etag: quoted(object.etag),
    'last-modified': new Date(object.lastModified).toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(object),
  };
  for (const [name, value] of Object.entries(object.headers)) headers[name] = headerBytes(value);
  for (const [name, value] of Object.entries(object.metadata)) headers[METADATA_PREFIX + name] = headerWord(value);
  return headers;
}

export const versionHeader = (version: Pick<ObjectVersion, 'versionId'>): Record<string, string> =>
  version.versionId === NULL_VERSION ? {} : { 'x-amz-version-id': version.versionId };

export const checksumHeaders = (checksum: StoredChecksum | undefined): Record<string, string> =>
  checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};
