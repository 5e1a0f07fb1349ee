/**
 * A browser's upload by a form (POST on the bucket): the policy in it was signed beforehand, and the upload acts with
 * the permissions of the signer. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
import { rm } from 'node:fs/promises';
import type { CredentialSource, Principal } from '../aws.ts';
import { ALGORITHM, parseCredential, sameSignature, sign } from './canonical-request.ts';
import { checksumExpected } from './checksums.ts';
import type { Endpoint } from './endpoint.ts';
import { objectArn } from './endpoint.ts';
import { accessDenied, invalidArgument } from './errors.ts';
import type { RequestHead, S3Response } from './exchange.ts';
import { checksumHeaders, descriptionFrom, quoted, versionHeader } from './object-version.ts';
import type { StoredObject } from './object-version.ts';
import { checkKey } from './object-key.ts';
import { readUploadForm } from './post-form.ts';
import type { UploadForm } from './post-form.ts';
import { checkPolicy, parsePolicy } from './post-policy.ts';
import { receiveBody } from './receive.ts';
import type { ReceivedBody } from './receive.ts';
import { findCredential, signatureDoesNotMatch } from './signature.ts';
import { xmlDocument } from './xml.ts';

export interface PostUploadContext {
  endpoint: Endpoint;
  credentials: CredentialSource;
  region: string;
  /** Address of the endpoint, for `Location`. */
  origin: string;
}

export const isFormUpload = (head: RequestHead): boolean =>
  head.method === 'POST' &&
  head.key === '' &&
  (head.headers.get('content-type') ?? '').startsWith('multipart/form-data');

/** @throws {AwsError} what the policy, the signature, the permissions or the file do not allow. */
export async function uploadByForm(
  head: RequestHead,
  body: AsyncIterable<Buffer>,
  context: PostUploadContext,
): Promise<S3Response> {
  const bucket = context.endpoint.bucket(head.bucket);
  let key = '';
  let principal: Principal = { kind: 'anonymous' };

  const receive = async (form: UploadForm): Promise<ReceivedBody> => {
    key = checkKey((form.fields.get('key') ?? '').replaceAll('${filename}', form.fileName));
    const fields = new Map([...form.fields, ['bucket', head.bucket], ['key', key]]);
    principal = await signerOf(fields, context);
    const range = checkPolicy(parsePolicy(fields.get('policy') ?? ''), fields, Date.now());
    await context.endpoint.authorise(principal, [{ action: 's3:PutObject', resource: objectArn(head.bucket, key) }]);
    return receiveBody(bucket.files.incoming, form.file, { ...range, checksum: checksumExpected(fields) });
  };

  const { fields, received } = await readUploadForm(head, body, receive);
  try {
    const object = await bucket.put(
      {
        key,
        path: received.path,
        size: received.size,
        etag: received.md5,
        checksum: received.checksum && { ...received.checksum, type: 'FULL_OBJECT' },
        ...descriptionFrom(fields),
      },
      'ObjectCreated:Post',
      { principal, requestId: head.id, remoteAddress: head.remoteAddress },
    );
    return uploaded(fields, head.bucket, object, context.origin);
  } finally {
    await rm(received.path, { force: true });
  }
}

/** @throws {AwsError} `AccessDenied` without a policy, `InvalidAccessKeyId`, `ExpiredToken`, `SignatureDoesNotMatch`. */
async function signerOf(
  fields: ReadonlyMap<string, string>,
  { credentials, region }: PostUploadContext,
): Promise<Principal> {
  const policy = fields.get('policy');
  if (policy === undefined) throw accessDenied();
  const algorithm = fields.get('x-amz-algorithm') ?? '';
  const credential = fields.get('x-amz-credential') ?? '';
  const scope = parseCredential(credential);
  if (algorithm !== ALGORITHM) {
    throw invalidArgument('Only AWS4-HMAC-SHA256 is supported', 'x-amz-algorithm', algorithm);
  }
  if (!scope || scope.region !== region || scope.service !== 's3') {
    throw invalidArgument(`The credential must be for s3 in ${region}`, 'x-amz-credential', credential);
  }
  const known = await findCredential(credentials, scope.accessKeyId, fields.get('x-amz-security-token'));
  const signature = fields.get('x-amz-signature') ?? '';
  if (!sameSignature(sign(known.secretAccessKey, scope, policy), signature)) {
    throw signatureDoesNotMatch({
      AWSAccessKeyId: scope.accessKeyId,
      StringToSign: policy,
      SignatureProvided: signature,
    });
  }
  return known.principal;
}

/** 303 to where the form asks, else the status it asks for, else 204. */
function uploaded(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  object: StoredObject,
  origin: string,
): S3Response {
  const location = `${origin}/${bucket}/${encodeURIComponent(object.key)}`;
  const headers = {
    etag: quoted(object.etag),
    location,
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(object),
    ...checksumHeaders(object.checksum),
  };
  // As on AWS, an address that cannot be read counts as none.
  const redirect = URL.parse(fields.get('success_action_redirect') ?? '');
  if (redirect) {
    redirect.searchParams.append('bucket', bucket);
    redirect.searchParams.append('key', object.key);
    redirect.searchParams.append('etag', quoted(object.etag));
    return { status: 303, headers: { ...headers, location: redirect.href } };
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers };
    case '201': {
      const answer = { Location: location, Bucket: bucket, Key: object.key, ETag: quoted(object.etag) };
      return { status: 201, headers, body: xmlDocument('PostResponse', answer) };
    }
    default:
      return { status: 204, headers };
  }
}
