/**
 * Verifies AWS Signature Version 4 in the Authorization header, for every service but S3 (whose
 * paths are encoded once and whose bodies may be streams).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws.ts';
import type { AwsRequest, CredentialSource, Principal } from '../aws.ts';

/** The request as it arrived: what is needed to sign it again. */
export type SignedRequest = Pick<AwsRequest, 'method' | 'path' | 'headers' | 'body'>;

/** The parts of an `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Signature {
  accessKeyId: string;
  /** `yyyymmdd` */
  date: string;
  region: string;
  service: string;
  signedHeaders: readonly string[];
  signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW_MS = 5 * 60 * 1000;

/**
 * Reads the Authorization header: the host finds the service's name in it.
 * @returns undefined when the request carries no signature.
 * @throws {AwsError} `IncompleteSignatureException` when the header is not a whole signature.
 */
export function readSignature(headers: IncomingHttpHeaders): Signature | undefined {
  const header = headers.authorization;
  if (header === undefined || !header.startsWith('AWS4-')) return undefined;
  const part = (name: string): string | undefined => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1];
  const [accessKeyId, date, region, service, end] = part('Credential')?.split('/') ?? [];
  const signedHeaders = part('SignedHeaders')?.split(';');
  const signature = part('Signature');
  if (!header.startsWith(`${ALGORITHM} `) || end !== 'aws4_request' || !signedHeaders || !signature) {
    throw new AwsError('IncompleteSignatureException', 'Authorization header is not a complete signature.');
  }
  if (!accessKeyId || !date || !region || !service) {
    throw new AwsError('IncompleteSignatureException', 'Credential must be of the form key/date/region/service/end.');
  }
  return { accessKeyId, date, region, service, signedHeaders, signature };
}

/**
 * Checks the signature, the clock and the body, and says who signed.
 * @throws {AwsError} `MissingAuthenticationTokenException`, `IncompleteSignatureException`,
 *   `UnrecognizedClientException` (unknown key or token), `ExpiredTokenException`, `InvalidSignatureException`.
 */
export async function verifySignature(request: SignedRequest, source: CredentialSource): Promise<Principal> {
  const read = readSignature(request.headers);
  if (read === undefined) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const token = single(request.headers['x-amz-security-token']);
  const known = await source.resolve(read.accessKeyId, token);
  if (known === undefined) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const signedAt = single(request.headers['x-amz-date']) ?? '';
  checkClock(signedAt, read.date);
  checkSignedHeaders(read.signedHeaders, request.headers);

  const scope = `${read.date}/${read.region}/${read.service}/aws4_request`;
  const stringToSign = [ALGORITHM, signedAt, scope, sha256(canonicalRequest(request, read.signedHeaders))].join('\n');
  const expected = createHmac('sha256', signingKey(known.secretAccessKey, read)).update(stringToSign).digest();
  const given = Buffer.from(read.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return known.principal;
}

const sha256 = (content: string | Buffer): string => hash('sha256', content, 'hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(',') : value;

/** Four HMACs that only change with the day: kept as Node uses them, for a signature is checked at every call. */
const signingKeys = new Map<string, KeyObject>();

function signingKey(secret: string, { date, region, service }: Signature): KeyObject {
  const name = `${secret}/${date}/${region}/${service}`;
  const kept = signingKeys.get(name);
  if (kept !== undefined) return kept;
  if (signingKeys.size > 1000) signingKeys.clear();
  const key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
  signingKeys.set(name, key);
  return key;
}

function checkClock(signedAt: string, scopeDate: string): void {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(signedAt) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time) || !signedAt.startsWith(scopeDate)) {
    throw new AwsError('IncompleteSignatureException', `Date must be in ISO-8601 'basic format'. Got '${signedAt}'.`);
  }
  const now = Date.now();
  if (time < now - MAX_SKEW_MS) {
    throw new AwsError(
      'InvalidSignatureException',
      `Signature expired: ${signedAt} is now earlier than ${basic(now - MAX_SKEW_MS)} (${basic(now)} - 5 min.)`,
    );
  }
  if (time > now + MAX_SKEW_MS) {
    throw new AwsError(
      'InvalidSignatureException',
      `Signature not yet current: ${signedAt} is still later than ${basic(now + MAX_SKEW_MS)} (${basic(now)} + 5 min.)`,
    );
  }
}

const basic = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');

/** AWS refuses a signature that leaves out the host or an x-amz header: they could then be changed on the way. */
function checkSignedHeaders(signed: readonly string[], headers: IncomingHttpHeaders): void {
  const required = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const missing = required.filter((name) => !signed.includes(name));
  if (missing.length > 0) {
    throw new AwsError('InvalidSignatureException', `Headers not signed: ${missing.join(', ')}.`);
  }
}

function canonicalRequest({ method, path, headers, body }: SignedRequest, signedHeaders: readonly string[]): string {
  const [pathname = '/', query = ''] = path.split(/\?(.*)/s);
  const headerLines = signedHeaders.map(
    (name) => `${name}:${(single(headers[name]) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  return [
    method,
    canonicalPath(pathname),
    canonicalQuery(query),
    headerLines.join(''),
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
}

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function reencode(text: string): string {
  try {
    return escapeUri(decodeURIComponent(text));
  } catch (cause) {
    throw new AwsError('InvalidSignatureException', `Malformed percent-encoding: ${String(cause)}`);
  }
}

/** Dots resolved, then encoded once more than it came: every service but S3 does so. */
function canonicalPath(pathname: string): string {
  const segments: string[] = [];
  for (const segment of pathname.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const end = segments.length > 0 && pathname.endsWith('/') ? '/' : '';
  return `/${segments.map(escapeUri).join('/')}${end}`;
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [reencode(name), reencode(value)] as const;
    });
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return pairs
    .toSorted(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
