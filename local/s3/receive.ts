/** Takes a body to disk, block by block, measuring and verifying it on the way: memory does not grow with its size. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws.ts';
import { checksumHeader, md5, runningChecksum } from './checksums.ts';
import type { ChecksumAlgorithm, ChecksumExpectation } from './checksums.ts';
import { badDigest, entityTooLarge, entityTooSmall, incompleteBody } from './errors.ts';

/** What must hold of a body; whatever is left out is not looked at. Sizes in bytes. */
export interface BodyExpectations {
  size?: number;
  minimumSize?: number;
  maximumSize?: number;
  /** From `x-amz-content-sha256`, in hexadecimal. */
  payloadSha256?: string;
  /** From `Content-MD5`, in base64. */
  contentMd5?: string;
  checksum?: ChecksumExpectation;
  /** Where the decoder of chunks leaves the trailers. */
  trailers?: ReadonlyMap<string, string>;
}

/** A body on disk, not yet an object: whoever asked for it moves it or removes it. */
export interface ReceivedBody {
  path: string;
  size: number;
  /** In hexadecimal: the ETag of an object written in one piece. */
  md5: string;
  checksum?: { algorithm: ChecksumAlgorithm; value: string };
}

/** Largest object that S3 takes in one request. */
const LARGEST_SINGLE_PUT = 5 * 1024 ** 3;

/**
 * @param directory on the same file system as the place where the object will stand.
 * @throws {AwsError} `EntityTooLarge` as soon as the size is passed, `EntityTooSmall`, `IncompleteBody`, `BadDigest`,
 * `XAmzContentSHA256Mismatch`; nothing is left on disk then.
 */
export async function receiveBody(
  directory: string,
  body: AsyncIterable<Buffer>,
  expected: BodyExpectations,
): Promise<ReceivedBody> {
  const path = join(directory, randomUUID());
  const maximum = expected.maximumSize ?? LARGEST_SINGLE_PUT;
  if ((expected.size ?? 0) > maximum) throw entityTooLarge(maximum);
  const contentMd5 = md5();
  const payload = expected.payloadSha256 === undefined ? undefined : runningChecksum('SHA256');
  const checksum = expected.checksum && runningChecksum(expected.checksum.algorithm);
  let size = 0;

  async function* measured(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const block of blocks) {
      size += block.length;
      if (size > maximum) throw entityTooLarge(maximum);
      contentMd5.update(block);
      payload?.update(block);
      checksum?.update(block);
      yield block;
    }
  }

  try {
    await pipeline(body, measured, createWriteStream(path, { flags: 'wx', flush: true }));
    if (expected.size !== undefined && size !== expected.size) throw incompleteBody();
    if (size < (expected.minimumSize ?? 0)) throw entityTooSmall(size, expected.minimumSize ?? 0);
    const md5Bytes = contentMd5.digest();
    if (expected.contentMd5 !== undefined && md5Bytes.toString('base64') !== expected.contentMd5) {
      throw badDigest('Content-MD5');
    }
    if (payload && payload.digest().toString('hex') !== expected.payloadSha256) {
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const received: ReceivedBody = { path, size, md5: md5Bytes.toString('hex') };
    if (!checksum || !expected.checksum) return received;
    const value = checksum.digest().toString('base64');
    verifyChecksum(expected.checksum, value, expected.trailers);
    return { ...received, checksum: { algorithm: expected.checksum.algorithm, value } };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function verifyChecksum(
  expected: ChecksumExpectation,
  computed: string,
  trailers: ReadonlyMap<string, string> | undefined,
): void {
  const header = checksumHeader(expected.algorithm);
  const sent = expected.inTrailer ? trailers?.get(header) : expected.value;
  if (expected.inTrailer && sent === undefined) {
    throw new AwsError('MalformedTrailerError', `The trailer ${header} that was announced did not come.`);
  }
  if (sent !== undefined && sent !== computed) throw badDigest(expected.algorithm);
}
