/** How the body of a signed request is to be read, and what must hold of it. */
import { AwsError } from '../aws.ts';
import { checksumExpected } from './checksums.ts';
import { decodeChunks } from './chunked-body.ts';
import { invalidRequest, malformedXml, notImplemented } from './errors.ts';
import type { S3Request } from './exchange.ts';
import { receiveBody } from './receive.ts';
import type { BodyExpectations, ReceivedBody } from './receive.ts';
import { UNSIGNED_PAYLOAD } from './signature.ts';
import { parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

const CHUNKED_WITH_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
/** Largest XML that S3 takes: a thousand keys, or ten thousand parts. */
const LARGEST_XML = 2 * 1024 ** 2;

function contentLength(request: S3Request, header: string): number {
  const value = request.headers.get(header);
  if (value === undefined || !/^\d{1,15}$/.test(value)) {
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  return Number(value);
}

/** @throws {AwsError} those of {@link receiveBody}, `MissingContentLength`, `NotImplemented` for signed chunks. */
export function receiveRequestBody(directory: string, request: S3Request): Promise<ReceivedBody> {
  const payload = request.headers.get('x-amz-content-sha256') ?? UNSIGNED_PAYLOAD;
  const expected: BodyExpectations = {
    contentMd5: request.headers.get('content-md5'),
    checksum: checksumExpected(request.headers),
  };
  if (payload === CHUNKED_WITH_TRAILER) {
    const trailers = new Map<string, string>();
    const size = contentLength(request, 'x-amz-decoded-content-length');
    return receiveBody(directory, decodeChunks(request.body, trailers), { ...expected, size, trailers });
  }
  if (payload.startsWith('STREAMING-')) throw notImplemented(`bodies of kind ${payload}`);
  const size = contentLength(request, 'content-length');
  if (payload === UNSIGNED_PAYLOAD) return receiveBody(directory, request.body, { ...expected, size });
  if (!/^[0-9a-f]{64}$/.test(payload))
    throw invalidRequest('x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.');
  return receiveBody(directory, request.body, { ...expected, size, payloadSha256: payload });
}

/** @throws {AwsError} `MalformedXML`, also for a body that is too large. */
export async function readXmlBody(request: S3Request): Promise<XmlElement> {
  const blocks: Buffer[] = [];
  let size = 0;
  for await (const block of request.body) {
    size += block.length;
    if (size > LARGEST_XML) throw malformedXml();
    blocks.push(block);
  }
  return parseXml(Buffer.concat(blocks).toString('utf8'));
}
