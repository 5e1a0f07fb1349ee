/** PutObject and CopyObject. */
import { rm } from 'node:fs/promises';
import { AwsError } from '../../aws.ts';
import type { WriteConditions } from '../bucket.ts';
import { algorithmNamed, checksumElement } from '../checksums.ts';
import { causeOf, objectArn } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { invalidArgument, invalidRequest, notImplemented, preconditionFailed } from '../errors.ts';
import { decodeUri } from '../exchange.ts';
import type { S3Request } from '../exchange.ts';
import { checkKey } from '../object-key.ts';
import { checksumHeaders, descriptionFrom, quoted, versionHeader } from '../object-version.ts';
import type { StoredObject } from '../object-version.ts';
import { receiveBody } from '../receive.ts';
import type { ReceivedBody } from '../receive.ts';
import { receiveRequestBody } from '../request-body.ts';
import { xmlDocument } from '../xml.ts';
import type { Operation } from './operation.ts';

/** What a writer may ask for on AWS and would not get here: refused rather than forgotten. */
function refuseUnknownWishes(headers: ReadonlyMap<string, string>): void {
  if (headers.has('x-amz-tagging')) throw notImplemented('tags of objects');
  if (headers.has('x-amz-acl') && headers.get('x-amz-acl') !== 'bucket-owner-full-control') {
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  const encryption = headers.get('x-amz-server-side-encryption');
  if (encryption !== undefined && encryption !== 'AES256') throw notImplemented(`encryption with ${encryption}`);
}

function writeConditions(headers: ReadonlyMap<string, string>): WriteConditions {
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented('If-None-Match with an ETag on a write');
  return { onlyIfAbsent: noneMatch === '*', onlyIfEtag: headers.get('if-match') };
}

const draftOf = (
  key: string,
  received: ReceivedBody,
): Pick<StoredObject, 'key' | 'size' | 'etag' | 'checksum'> & { path: string } => ({
  key,
  path: received.path,
  size: received.size,
  etag: received.md5,
  checksum: received.checksum && { ...received.checksum, type: 'FULL_OBJECT' },
});

const writtenHeaders = (object: StoredObject): Record<string, string> => ({
  'x-amz-server-side-encryption': 'AES256',
  ...versionHeader(object),
});

export const putObject: Operation = {
  authorisations: (request) => [{ action: 's3:PutObject', resource: objectArn(request.bucket, request.key) }],
  async handle(request, endpoint) {
    const bucket = endpoint.bucket(request.bucket);
    refuseUnknownWishes(request.headers);
    const key = checkKey(request.key);
    const conditions = writeConditions(request.headers);
    const received = await receiveRequestBody(bucket.files.incoming, request);
    try {
      const draft = { ...draftOf(key, received), ...descriptionFrom(request.headers) };
      const object = await bucket.put(draft, 'ObjectCreated:Put', causeOf(request), conditions);
      const headers = { ...writtenHeaders(object), etag: quoted(object.etag), ...checksumHeaders(object.checksum) };
      return { status: 200, headers };
    } finally {
      await rm(received.path, { force: true });
    }
  },
};

/** The header `x-amz-copy-source`: `/bucket/key?versionId=…`, percent-encoded, its slashes too or not. */
function copySource(request: S3Request): { bucket: string; key: string; versionId: string | undefined } {
  const header = request.headers.get('x-amz-copy-source') ?? '';
  const [, path = '', versionId] = /^([^?]+)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  const [, bucket, key] = /^\/?([^/]+)\/([\s\S]+)$/.exec(decodeUri(path)) ?? [];
  if (bucket === undefined || key === undefined) {
    const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw invalidArgument(message, 'x-amz-copy-source', header);
  }
  return { bucket, key, versionId };
}

async function findSource(request: S3Request, endpoint: Endpoint): Promise<StoredObject> {
  const source = copySource(request);
  const bucket = endpoint.bucket(source.bucket);
  const version =
    source.versionId === undefined ? bucket.index.current(source.key) : bucket.version(source.key, source.versionId);
  if (!version) throw await endpoint.absent(request.principal, source.bucket, source.key);
  if (version.kind !== 'object')
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  const [match, noneMatch] = [
    request.headers.get('x-amz-copy-source-if-match'),
    request.headers.get('x-amz-copy-source-if-none-match'),
  ];
  if (match !== undefined && match !== quoted(version.etag)) throw preconditionFailed('x-amz-copy-source-If-Match');
  if (noneMatch === quoted(version.etag)) throw preconditionFailed('x-amz-copy-source-If-None-Match');
  return version;
}

export const copyObject: Operation = {
  authorisations(request) {
    const source = copySource(request);
    return [
      {
        action: source.versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
        resource: objectArn(source.bucket, source.key),
      },
      { action: 's3:PutObject', resource: objectArn(request.bucket, request.key) },
    ];
  },
  async handle(request, endpoint) {
    const bucket = endpoint.bucket(request.bucket);
    refuseUnknownWishes(request.headers);
    const key = checkKey(request.key);
    const source = await findSource(request, endpoint);
    const from = copySource(request);
    const replaces = request.headers.get('x-amz-metadata-directive') === 'REPLACE';
    if (!replaces && from.bucket === request.bucket && from.key === key && from.versionId === undefined) {
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    }
    const algorithm = algorithmNamed(request.headers.get('x-amz-checksum-algorithm')) ?? source.checksum?.algorithm;
    const body = await endpoint.bucket(from.bucket).openBody(source);
    const received = await receiveBody(bucket.files.incoming, body.createReadStream(), {
      size: source.size,
      checksum: algorithm && { algorithm, inTrailer: false },
    });
    try {
      const description = replaces
        ? descriptionFrom(request.headers)
        : { headers: source.headers, metadata: source.metadata };
      const draft = { ...draftOf(key, received), ...description };
      const object = await bucket.put(draft, 'ObjectCreated:Copy', causeOf(request), writeConditions(request.headers));
      return { status: 200, headers: copyHeaders(object, source), body: copyResult(object) };
    } finally {
      await rm(received.path, { force: true });
    }
  },
};

const copyHeaders = (object: StoredObject, source: StoredObject): Record<string, string> => {
  const { 'x-amz-version-id': sourceVersion } = versionHeader(source);
  return {
    ...writtenHeaders(object),
    ...(sourceVersion === undefined ? {} : { 'x-amz-copy-source-version-id': sourceVersion }),
  };
};

const copyResult = (object: StoredObject): string =>
  xmlDocument('CopyObjectResult', {
    ETag: quoted(object.etag),
    LastModified: object.lastModified,
    ...(object.checksum ? { [checksumElement(object.checksum.algorithm)]: object.checksum.value } : {}),
  });
