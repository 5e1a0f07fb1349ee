/** GetObject, HeadObject and GetObjectAttributes. */
import { AwsError } from '../../aws.ts';
import type { AuthorisationRequest } from '../../aws.ts';
import type { Bucket } from '../bucket.ts';
import { checksumElement } from '../checksums.ts';
import { objectArn } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { invalidArgument, noSuchKey, preconditionFailed } from '../errors.ts';
import type { S3Request, S3Response } from '../exchange.ts';
import { errorResponse } from '../error-response.ts';
import { checksumHeaders, HEADER_TEXT, objectHeaders, quoted, versionHeader } from '../object-version.ts';
import type { ObjectVersion, StoredObject } from '../object-version.ts';
import { byteRange } from '../byte-range.ts';
import { xmlDocument } from '../xml.ts';
import type { Operation } from './operation.ts';

/** Query parameters by which a reader replaces headers of the answer. */
const OVERRIDES: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-language': 'content-language',
  'response-expires': 'expires',
  'response-cache-control': 'cache-control',
  'response-content-disposition': 'content-disposition',
  'response-content-encoding': 'content-encoding',
};

const readPermission = (request: S3Request): AuthorisationRequest => ({
  action: request.query.has('versionId') ? 's3:GetObjectVersion' : 's3:GetObject',
  resource: objectArn(request.bucket, request.key),
});

/** The version asked for, or the answer that says why there is none to read. */
async function findObject(request: S3Request, endpoint: Endpoint): Promise<StoredObject | S3Response> {
  const bucket = endpoint.bucket(request.bucket);
  const versionId = request.query.get('versionId');
  const version: ObjectVersion | undefined =
    versionId === undefined ? bucket.index.latest(request.key) : bucket.version(request.key, versionId);
  if (!version) throw await endpoint.absent(request.principal, request.bucket, request.key);
  if (version.kind === 'object') return version;
  const marker = { 'x-amz-delete-marker': 'true', ...versionHeader(version) };
  if (versionId === undefined) return errorResponse(noSuchKey(request.key), request, marker);
  const notAllowed = new AwsError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
  );
  return errorResponse(notAllowed, request, { ...marker, allow: 'DELETE' });
}

/** An ETag list as in `If-Match`; weak marks count for nothing. */
const lists = (header: string, etag: string): boolean =>
  header.split(',').some((item) => ['*', quoted(etag), etag].includes(item.trim().replace(/^W\//, '')));

/** @returns true when the reader has the object already. @throws {AwsError} `PreconditionFailed`. */
function unchanged(request: S3Request, object: StoredObject): boolean {
  const modified = Math.floor(Date.parse(object.lastModified) / 1000) * 1000;
  const dateIn = (name: string): number => Date.parse(request.headers.get(name) ?? '');
  const match = request.headers.get('if-match');
  if (match !== undefined && !lists(match, object.etag)) throw preconditionFailed('If-Match');
  if (match === undefined && modified > dateIn('if-unmodified-since')) throw preconditionFailed('If-Unmodified-Since');
  const noneMatch = request.headers.get('if-none-match');
  return noneMatch === undefined ? modified <= dateIn('if-modified-since') : lists(noneMatch, object.etag);
}

function overrides(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [parameter, header] of Object.entries(OVERRIDES)) {
    const value = request.query.get(parameter);
    if (value === undefined) continue;
    if (!HEADER_TEXT.test(value)) {
      throw invalidArgument('Header value cannot be represented using ISO-8859-1.', parameter, value);
    }
    headers[header] = value;
  }
  return headers;
}

/** The answer but for its body, and the part of the body that it tells of. */
function describe(request: S3Request, object: StoredObject): { response: S3Response; start: number; end: number } {
  const headers = { ...objectHeaders(object), ...overrides(request) };
  if (unchanged(request, object)) return { response: { status: 304, headers }, start: 0, end: 0 };
  const range = byteRange(request.headers.get('range'), object.size);
  if (range) {
    const { start, end } = range;
    const contentRange = `bytes ${start}-${end - 1}/${object.size}`;
    const partial = { ...headers, 'content-range': contentRange, 'content-length': String(end - start) };
    return { response: { status: 206, headers: partial }, start, end };
  }
  const checksum = request.headers.get('x-amz-checksum-mode') === 'ENABLED' ? checksumHeaders(object.checksum) : {};
  const whole = { ...headers, ...checksum, 'content-length': String(object.size) };
  return { response: { status: 200, headers: whole }, start: 0, end: object.size };
}

export const headObject: Operation = {
  authorisations: (request) => [readPermission(request)],
  async handle(request, endpoint) {
    const found = await findObject(request, endpoint);
    return 'status' in found ? found : describe(request, found).response;
  },
};

export const getObject: Operation = {
  authorisations: (request) => [readPermission(request)],
  async handle(request, endpoint) {
    const found = await findObject(request, endpoint);
    if ('status' in found) return found;
    const { response, start, end } = describe(request, found);
    if (response.status === 304 || start === end) return response;
    const body = await openForReading(endpoint.bucket(request.bucket), found);
    return { ...response, body: body.createReadStream({ start, end: end - 1 }) };
  },
};

/** An object replaced since it was found is gone from disk: a 503, upon which clients ask again. */
async function openForReading(bucket: Bucket, object: StoredObject): ReturnType<Bucket['openBody']> {
  try {
    return await bucket.openBody(object);
  } catch (error) {
    throw new AwsError('InternalError', 'The object was replaced while it was read. Please try again.', 503, {
      cause: String(error),
    });
  }
}

export const getObjectAttributes: Operation = {
  authorisations: (request) => [
    readPermission(request),
    {
      action: request.query.has('versionId') ? 's3:GetObjectVersionAttributes' : 's3:GetObjectAttributes',
      resource: objectArn(request.bucket, request.key),
    },
  ],
  async handle(request, endpoint) {
    const found = await findObject(request, endpoint);
    if ('status' in found) return found;
    const asked = (request.headers.get('x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
    const only = <T>(name: string, value: T): T | undefined => (asked.includes(name) ? value : undefined);
    const { checksum, partSizes } = found;
    return {
      status: 200,
      headers: { 'last-modified': new Date(found.lastModified).toUTCString(), ...versionHeader(found) },
      body: xmlDocument('GetObjectAttributesResponse', {
        ETag: only('ETag', found.etag),
        Checksum: only(
          'Checksum',
          checksum && { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type },
        ),
        ObjectParts: only('ObjectParts', partSizes && { TotalPartsCount: partSizes.length }),
        StorageClass: only('StorageClass', 'STANDARD'),
        ObjectSize: only('ObjectSize', found.size),
      }),
    };
  },
};
