/** CreateMultipartUpload, UploadPart, ListParts, CompleteMultipartUpload and AbortMultipartUpload. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { AwsError } from '../../aws.ts';
import type { AuthorisationRequest } from '../../aws.ts';
import { algorithmNamed, checksumElement, runningChecksum } from '../checksums.ts';
import type { ChecksumAlgorithm } from '../checksums.ts';
import { causeOf, objectArn } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { badDigest, invalidArgument, invalidRequest, malformedXml, notImplemented } from '../errors.ts';
import type { S3Request } from '../exchange.ts';
import { MultipartUploads } from '../multipart-uploads.ts';
import type { MultipartUpload, UploadedPart } from '../multipart-uploads.ts';
import { checkKey } from '../object-key.ts';
import { checksumHeaders, descriptionFrom, quoted, versionHeader } from '../object-version.ts';
import type { StoredChecksum, StoredObject } from '../object-version.ts';
import { receiveBody } from '../receive.ts';
import { readXmlBody, receiveRequestBody } from '../request-body.ts';
import { childText, xmlDocument } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import type { Operation } from './operation.ts';

const MOST_PARTS = 10_000;
/** Of every part but the last, in bytes. */
const SMALLEST_PART = 5 * 1024 ** 2;

const permissionTo =
  (action: string) =>
  (request: S3Request): AuthorisationRequest[] => [{ action, resource: objectArn(request.bucket, request.key) }];

const uploadsOf = (request: S3Request, endpoint: Endpoint): MultipartUploads =>
  new MultipartUploads(endpoint.bucket(request.bucket).files.uploads);

const findUpload = (request: S3Request, endpoint: Endpoint): Promise<MultipartUpload> =>
  uploadsOf(request, endpoint).find(request.query.get('uploadId') ?? '', request.key);

export const createMultipartUpload: Operation = {
  authorisations: permissionTo('s3:PutObject'),
  async handle(request, endpoint) {
    const checksumAlgorithm = algorithmNamed(request.headers.get('x-amz-checksum-algorithm'));
    const checksumType = request.headers.get('x-amz-checksum-type') === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE';
    if (checksumType === 'FULL_OBJECT' && checksumAlgorithm?.startsWith('SHA')) {
      throw invalidRequest(
        `The FULL_OBJECT checksum type cannot be used with the ${checksumAlgorithm} checksum algorithm.`,
      );
    }
    const upload = await uploadsOf(request, endpoint).create({
      key: checkKey(request.key),
      ...descriptionFrom(request.headers),
      checksumAlgorithm,
      checksumType,
    });
    const headers: Record<string, string> = checksumAlgorithm
      ? { 'x-amz-checksum-algorithm': checksumAlgorithm, 'x-amz-checksum-type': checksumType }
      : {};
    const answer = { Bucket: request.bucket, Key: request.key, UploadId: upload.id };
    return { status: 200, headers, body: xmlDocument('InitiateMultipartUploadResult', answer) };
  },
};

function partNumber(request: S3Request): number {
  const value = request.query.get('partNumber') ?? '';
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > MOST_PARTS) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', value);
  }
  return Number(value);
}

export const uploadPart: Operation = {
  authorisations: permissionTo('s3:PutObject'),
  async handle(request, endpoint) {
    if (request.headers.has('x-amz-copy-source')) throw notImplemented('UploadPartCopy');
    const number = partNumber(request);
    const upload = await findUpload(request, endpoint);
    const received = await receiveRequestBody(endpoint.bucket(request.bucket).files.incoming, request);
    try {
      const part = await uploadsOf(request, endpoint).addPart(upload, number, received);
      const checksum = part.checksum && { ...part.checksum, type: 'FULL_OBJECT' as const };
      return { status: 200, headers: { etag: quoted(part.etag), ...checksumHeaders(checksum) } };
    } finally {
      await rm(received.path, { force: true });
    }
  },
};

export const listParts: Operation = {
  authorisations: permissionTo('s3:ListMultipartUploadParts'),
  async handle(request, endpoint) {
    const upload = await findUpload(request, endpoint);
    const after = Number(request.query.get('part-number-marker') ?? 0);
    const most = Math.min(1000, Number(request.query.get('max-parts') ?? 1000));
    const following = (await uploadsOf(request, endpoint).parts(upload)).filter((part) => part.number > after);
    const page = following.slice(0, most);
    return {
      status: 200,
      body: xmlDocument('ListPartsResult', {
        Bucket: request.bucket,
        Key: request.key,
        UploadId: upload.id,
        PartNumberMarker: after,
        NextPartNumberMarker: page.at(-1)?.number ?? 0,
        MaxParts: most,
        IsTruncated: following.length > page.length,
        ChecksumAlgorithm: upload.checksumAlgorithm,
        Part: page.map((part) => ({
          PartNumber: part.number,
          LastModified: part.lastModified,
          ETag: quoted(part.etag),
          Size: part.size,
          ...(part.checksum ? { [checksumElement(part.checksum.algorithm)]: part.checksum.value } : {}),
        })),
      }),
    };
  },
};

/** The parts that the client names, all present, in order, and large enough. */
function chosenParts(body: XmlElement, uploaded: readonly UploadedPart[]): UploadedPart[] {
  const listed = body.children.filter((child) => child.name === 'Part');
  if (body.name !== 'CompleteMultipartUpload' || listed.length === 0) throw malformedXml();
  const chosen = listed.map((element) => {
    const number = Number(childText(element, 'PartNumber'));
    const etag = (childText(element, 'ETag') ?? '').replaceAll('"', '');
    const part = uploaded.find((candidate) => candidate.number === number);
    const checksum = part?.checksum && childText(element, checksumElement(part.checksum.algorithm));
    if (!part || part.etag !== etag || (checksum !== undefined && checksum !== part.checksum?.value)) {
      throw new AwsError(
        'InvalidPart',
        'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part’s entity tag.',
        400,
        { PartNumber: number, ETag: etag },
      );
    }
    return part;
  });
  if (chosen.some((part, position) => part.number <= (chosen[position - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  const small = chosen.slice(0, -1).find((part) => part.size < SMALLEST_PART);
  if (small) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      PartNumber: small.number,
      ETag: small.etag,
      ProposedSize: small.size,
      MinSizeAllowed: SMALLEST_PART,
    });
  }
  return chosen;
}

/** Checksum of the checksums of the parts, `…-3`; undefined when a part has none. */
function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly UploadedPart[]): StoredChecksum | undefined {
  const running = runningChecksum(algorithm);
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== algorithm) return undefined;
    running.update(Buffer.from(checksum.value, 'base64'));
  }
  return { algorithm, value: `${running.digest().toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

/** MD5 of the MD5s of the parts, and their number: why such an ETag is no MD5 of the object. */
function compositeEtag(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

async function assemble(
  request: S3Request,
  endpoint: Endpoint,
  upload: MultipartUpload,
  parts: readonly UploadedPart[],
): Promise<StoredObject> {
  const bucket = endpoint.bucket(request.bucket);
  const whole = upload.checksumType === 'FULL_OBJECT' ? upload.checksumAlgorithm : undefined;
  const received = await receiveBody(bucket.files.incoming, uploadsOf(request, endpoint).bytes(upload, parts), {
    maximumSize: 5 * 1024 ** 4,
    checksum: whole && { algorithm: whole, inTrailer: false },
  });
  try {
    const composite = upload.checksumAlgorithm && compositeChecksum(upload.checksumAlgorithm, parts);
    const checksum = received.checksum ? { ...received.checksum, type: 'FULL_OBJECT' as const } : composite;
    const announced = checksum && request.headers.get(`x-amz-checksum-${checksum.algorithm.toLowerCase()}`);
    if (announced !== undefined && announced !== checksum?.value) throw badDigest('checksum');
    return await bucket.put(
      {
        key: upload.key,
        path: received.path,
        size: received.size,
        etag: compositeEtag(parts),
        checksum,
        partSizes: parts.map((part) => part.size),
        headers: upload.headers,
        metadata: upload.metadata,
      },
      'ObjectCreated:CompleteMultipartUpload',
      causeOf(request),
      { onlyIfAbsent: request.headers.get('if-none-match') === '*', onlyIfEtag: request.headers.get('if-match') },
    );
  } finally {
    await rm(received.path, { force: true });
  }
}

export const completeMultipartUpload: Operation = {
  authorisations: permissionTo('s3:PutObject'),
  async handle(request, endpoint) {
    const uploads = uploadsOf(request, endpoint);
    const upload = await findUpload(request, endpoint);
    const parts = chosenParts(await readXmlBody(request), await uploads.parts(upload));
    const object = await assemble(request, endpoint, upload, parts);
    await uploads.remove(upload);
    return {
      status: 200,
      headers: versionHeader(object),
      body: xmlDocument('CompleteMultipartUploadResult', {
        Bucket: request.bucket,
        Key: object.key,
        ETag: quoted(object.etag),
        ...(object.checksum
          ? { [checksumElement(object.checksum.algorithm)]: object.checksum.value, ChecksumType: object.checksum.type }
          : {}),
      }),
    };
  },
};

export const abortMultipartUpload: Operation = {
  authorisations: permissionTo('s3:AbortMultipartUpload'),
  async handle(request, endpoint) {
    await uploadsOf(request, endpoint).remove(await findUpload(request, endpoint));
    return { status: 204 };
  },
};
