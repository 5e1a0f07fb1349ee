/** ListObjectsV2, ListObjectVersions and HeadBucket. */
import type { AuthorisationRequest } from '../../aws.ts';
import { bucketArn } from '../endpoint.ts';
import { invalidArgument } from '../errors.ts';
import type { S3Request } from '../exchange.ts';
import { compareKeys } from '../key-index.ts';
import { listPage, positionOf, tokenOf } from '../list-page.ts';
import type { ListPosition, ListQuery } from '../list-page.ts';
import { quoted } from '../object-version.ts';
import type { ObjectVersion, StoredObject } from '../object-version.ts';
import { xmlDocument } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import type { Operation } from './operation.ts';

const MOST_KEYS = 1000;

function listPermission(action: string, request: S3Request): AuthorisationRequest {
  const { query } = request;
  const context: Record<string, string> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name);
    if (value !== undefined) context[`s3:${name}`] = value;
  }
  return { action, resource: bucketArn(request.bucket), context };
}

function listQuery(request: S3Request, after: ListPosition | undefined): ListQuery {
  const { query } = request;
  const maxKeys = query.get('max-keys') ?? String(MOST_KEYS);
  if (!/^\d{1,9}$/.test(maxKeys))
    throw invalidArgument('Provided max-keys not an integer or within integer range', 'max-keys', maxKeys);
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(MOST_KEYS, Number(maxKeys)),
    after,
  };
}

/** How keys are written in the answer: percent-encoded when the client asks, for those that XML cannot hold. */
const textIn = (request: S3Request): ((key: string) => string) =>
  request.query.get('encoding-type') === 'url' ? (key) => encodeURIComponent(key).replaceAll('%2F', '/') : (key) => key;

function objectElement(object: StoredObject, text: (key: string) => string): Readonly<Record<string, XmlValue>> {
  return {
    Key: text(object.key),
    LastModified: object.lastModified,
    ETag: quoted(object.etag),
    ...(object.checksum ? { ChecksumAlgorithm: object.checksum.algorithm, ChecksumType: object.checksum.type } : {}),
    Size: object.size,
    StorageClass: 'STANDARD',
  };
}

function startingPoint(request: S3Request): ListPosition | undefined {
  const token = request.query.get('continuation-token');
  if (token !== undefined) {
    const position = positionOf(token);
    if (!position) throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
    return position;
  }
  const startAfter = request.query.get('start-after');
  return startAfter === undefined || startAfter === '' ? undefined : { at: startAfter, rolledUp: false };
}

export const listObjectsV2: Operation = {
  authorisations: (request) => [listPermission('s3:ListBucket', request)],
  async handle(request, endpoint) {
    const { index } = endpoint.bucket(request.bucket);
    const query = listQuery(request, startingPoint(request));
    const page = listPage(index.keys(), query, compareKeys, (key) => index.current(key));
    const text = textIn(request);
    return {
      status: 200,
      body: xmlDocument('ListBucketResult', {
        Name: request.bucket,
        Prefix: text(query.prefix),
        Delimiter: query.delimiter === '' ? undefined : text(query.delimiter),
        StartAfter: request.query.get('start-after'),
        ContinuationToken: request.query.get('continuation-token'),
        NextContinuationToken: page.next && tokenOf(page.next),
        EncodingType: request.query.get('encoding-type'),
        KeyCount: page.items.length + page.commonPrefixes.length,
        MaxKeys: query.maxKeys,
        IsTruncated: page.next !== undefined,
        Contents: page.items.map((object) => objectElement(object, text)),
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: text(prefix) })),
      }),
    };
  },
};

/** The versions of a key are listed on one page, unlike on AWS, which may break a page between them. */
export const listObjectVersions: Operation = {
  authorisations: (request) => [listPermission('s3:ListBucketVersions', request)],
  async handle(request, endpoint) {
    const { index } = endpoint.bucket(request.bucket);
    const marker = request.query.get('key-marker');
    const query = listQuery(request, marker === undefined ? undefined : { at: marker, rolledUp: false });
    const page = listPage(index.keys(), query, compareKeys, (key) => index.versions(key));
    const text = textIn(request);
    const elements = page.items.flatMap((versions) =>
      versions.map((version, age) => versionElement(version, age === 0, text)),
    );
    return {
      status: 200,
      body: xmlDocument('ListVersionsResult', {
        Name: request.bucket,
        Prefix: text(query.prefix),
        Delimiter: query.delimiter === '' ? undefined : text(query.delimiter),
        KeyMarker: marker,
        NextKeyMarker: page.next && text(page.next.at),
        EncodingType: request.query.get('encoding-type'),
        MaxKeys: query.maxKeys,
        IsTruncated: page.next !== undefined,
        Version: elements.filter((element) => 'Size' in element),
        DeleteMarker: elements.filter((element) => !('Size' in element)),
        CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: text(prefix) })),
      }),
    };
  },
};

function versionElement(
  version: ObjectVersion,
  isLatest: boolean,
  text: (key: string) => string,
): Readonly<Record<string, XmlValue>> {
  const common = { VersionId: version.versionId, IsLatest: isLatest };
  return version.kind === 'object'
    ? { ...common, ...objectElement(version, text) }
    : { ...common, Key: text(version.key), LastModified: version.lastModified };
}

export const headBucket: Operation = {
  authorisations: (request) => [{ action: 's3:ListBucket', resource: bucketArn(request.bucket) }],
  async handle(request, endpoint) {
    const bucket = endpoint.bucket(request.bucket);
    return { status: 200, headers: { 'x-amz-bucket-region': bucket.region } };
  },
};
