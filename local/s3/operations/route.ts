/** Which operation of the API a request is: by its method, its address and the parameters that name a sub-resource. */
import { notImplemented } from '../errors.ts';
import type { S3Request } from '../exchange.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { headBucket, listObjectsV2, listObjectVersions } from './list.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart.ts';
import type { Operation } from './operation.ts';
import { getObject, getObjectAttributes, headObject } from './read.ts';
import { getObjectTagging } from './tagging.ts';
import { copyObject, putObject } from './write.ts';

/** Parameters of an object that name something else than its bytes, and that nothing here answers. */
const NOT_PROVIDED = ['acl', 'torrent', 'retention', 'legal-hold', 'restore', 'select', 'renameObject'];

/** @throws {AwsError} `NotImplemented`, naming what was asked for. */
export function operationOf(request: S3Request): Operation {
  const operation = request.key === '' ? bucketOperation(request) : objectOperation(request);
  if (!operation) {
    throw notImplemented(`${request.method} with ${[...request.query.keys()].join(', ') || 'no parameter'}`);
  }
  return operation;
}

function bucketOperation({ bucket, method, query }: S3Request): Operation | undefined {
  if (bucket === '') return undefined;
  if (method === 'HEAD') return headBucket;
  if (method === 'GET' && query.get('list-type') === '2') return listObjectsV2;
  if (method === 'GET' && query.has('versions')) return listObjectVersions;
  if (method === 'POST' && query.has('delete')) return deleteObjects;
  return undefined;
}

function objectOperation({ method, query, headers }: S3Request): Operation | undefined {
  if (NOT_PROVIDED.some((name) => query.has(name))) return undefined;
  if (query.has('tagging')) return method === 'GET' ? getObjectTagging : undefined;
  const inUpload = query.has('uploadId');
  switch (method) {
    case 'HEAD':
      return query.has('partNumber') ? undefined : headObject;
    case 'GET':
      if (inUpload) return listParts;
      if (query.has('attributes')) return getObjectAttributes;
      return query.has('partNumber') ? undefined : getObject;
    case 'PUT':
      if (inUpload) return uploadPart;
      return headers.has('x-amz-copy-source') ? copyObject : putObject;
    case 'POST':
      if (query.has('uploads')) return createMultipartUpload;
      return inUpload ? completeMultipartUpload : undefined;
    case 'DELETE':
      return inUpload ? abortMultipartUpload : deleteObject;
    default:
      return undefined;
  }
}
