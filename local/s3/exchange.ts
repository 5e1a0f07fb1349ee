/** A request as the operations see it, once it is known who sent it, and what they answer. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsError } from '../aws.ts';
import type { Principal } from '../aws.ts';

/** What the request line and the headers say, before anything is verified. */
export interface RequestHead {
  id: string;
  method: string;
  /** As it travelled, encoded, without the query. */
  rawPath: string;
  /** Empty for the service itself. */
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  /** Decoded, in the order of the query string. */
  query: readonly (readonly [string, string])[];
  /** By lower-case name. */
  headers: ReadonlyMap<string, string>;
  remoteAddress: string;
}

export interface S3Request extends Omit<RequestHead, 'query'> {
  /** The last value of each parameter. */
  query: ReadonlyMap<string, string>;
  principal: Principal;
  /** The body as it travels; reading it tells a waiting client to send it. */
  body: AsyncIterable<Buffer>;
}

export interface S3Response {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Readable;
}

const invalidUri = (): AwsError => new AwsError('InvalidURI', "Couldn't parse the specified URI.");

/** @throws {AwsError} `InvalidURI` for what is not percent-encoded UTF-8. */
export function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}

/** A plus is a space in a query, as AWS reads it; it is itself in a path. */
function parseQuery(raw: string): [string, string][] {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const separator = pair.indexOf('=');
      const [name, value] = separator < 0 ? [pair, ''] : [pair.slice(0, separator), pair.slice(separator + 1)];
      return [decodeUri(name.replaceAll('+', ' ')), decodeUri(value.replaceAll('+', ' '))];
    });
}

/**
 * Reads `/bucket/key?query`. The path is never normalised: `..` and `//` are parts of a key like others.
 * @throws {AwsError} `InvalidURI`.
 */
export function readHead(message: IncomingMessage): RequestHead {
  const url = message.url ?? '/';
  const queryStart = url.indexOf('?');
  const rawPath = queryStart < 0 ? url : url.slice(0, queryStart);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?([\s\S]*)$/.exec(rawPath) ?? [];
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return {
    id: newRequestId(),
    method: message.method ?? 'GET',
    rawPath,
    bucket: decodeUri(bucket),
    key: decodeUri(key),
    query: queryStart < 0 ? [] : parseQuery(url.slice(queryStart + 1)),
    headers,
    remoteAddress: message.socket.remoteAddress ?? '127.0.0.1',
  };
}

export const newRequestId = (): string => randomBytes(8).toString('hex').toUpperCase();
