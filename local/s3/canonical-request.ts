/**
 * Signature Version 4 as S3 wants it: the path encoded once and never normalised.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHead } from './exchange.ts';
import { decodeUri } from './exchange.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Of a credential `<access key>/<yyyymmdd>/<region>/s3/aws4_request`. */
export interface CredentialScope {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
}

/** Undefined when the text is no credential. */
export function parseCredential(credential: string): CredentialScope | undefined {
  const [, accessKeyId, date, region, service] =
    /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential) ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined)
    return undefined;
  return { accessKeyId, date, region, service };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Signature of a text (a string to sign, or a POST policy in base64), in hexadecimal. */
export function sign(secretAccessKey: string, scope: CredentialScope, text: string): string {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  const signingKey = hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request');
  return hmac(signingKey, text).toString('hex');
}

export function sameSignature(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

/** RFC 3986: everything but letters, digits and `-._~`. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalPath = (rawPath: string): string =>
  rawPath
    .split('/')
    .map((segment) => encode(decodeUri(segment)))
    .join('/');

function canonicalQuery(query: RequestHead['query']): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

export function canonicalRequest(
  head: Pick<RequestHead, 'method' | 'rawPath' | 'query' | 'headers'>,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const headers = signedHeaders.map(
    (name) => `${name}:${(head.headers.get(name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  return [
    head.method,
    canonicalPath(head.rawPath),
    canonicalQuery(head.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** @param dateTime as in `x-amz-date`, `20261124T073000Z`. */
export function stringToSign(canonical: string, scope: CredentialScope, dateTime: string): string {
  // Node gives the bytes of headers as Latin-1 characters: this is the hash of what came over the wire.
  const hash = createHash('sha256').update(canonical, 'latin1').digest('hex');
  return [ALGORITHM, dateTime, `${scope.date}/${scope.region}/${scope.service}/aws4_request`, hash].join('\n');
}

/** Milliseconds since the epoch of an `x-amz-date`, or undefined. */
export function parseAmzDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  if (second === undefined) return undefined;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}
