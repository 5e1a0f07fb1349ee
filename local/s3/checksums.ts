/**
 * The checksums that S3 keeps with an object and verifies when a client sends one.
 * CRC64NVME, which AWS computes by itself when none is sent, is not provided: nothing is kept then.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented } from './errors.ts';

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** Fed block by block; `digest` gives the bytes, once. */
export interface RunningChecksum {
  update(block: Buffer): void;
  digest(): Buffer;
}

/** Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(block: Buffer, previous: number): number {
  let value = ~previous >>> 0;
  for (const byte of block) value = ((CASTAGNOLI[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)) >>> 0;
  return ~value >>> 0;
}

function runningCrc(step: (block: Buffer, previous: number) => number): RunningChecksum {
  let value = 0;
  return {
    update(block) {
      value = step(block, value);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function runningHash(name: 'sha1' | 'sha256' | 'md5'): RunningChecksum {
  const hash = createHash(name);
  return {
    update(block) {
      hash.update(block);
    },
    digest: () => hash.digest(),
  };
}

export const md5 = (): RunningChecksum => runningHash('md5');

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return runningCrc(crc32);
    case 'CRC32C':
      return runningCrc(crc32c);
    case 'SHA1':
      return runningHash('sha1');
    case 'SHA256':
      return runningHash('sha256');
  }
}

/** Header, form field and trailer of an algorithm. */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** Name of the element that carries the checksum in XML, `ChecksumSHA256`. */
export const checksumElement = (algorithm: ChecksumAlgorithm): `Checksum${ChecksumAlgorithm}` => `Checksum${algorithm}`;

/**
 * The algorithm of that name, in any case, or undefined without a name.
 * @throws {AwsError} `NotImplemented` for an algorithm that is not provided.
 */
export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name.toUpperCase());
  if (!algorithm) throw notImplemented(`the checksum algorithm ${name}`);
  return algorithm;
}

/** A checksum that a client sends or asks for: its value comes beforehand, in the trailer, or not at all. */
export interface ChecksumExpectation {
  algorithm: ChecksumAlgorithm;
  value?: string;
  inTrailer: boolean;
}

/** What the headers (or form fields, lower-case names) say of the checksum. */
export function checksumExpected(headers: ReadonlyMap<string, string>): ChecksumExpectation | undefined {
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const value = headers.get(checksumHeader(algorithm));
    if (value !== undefined) return { algorithm, value, inTrailer: false };
  }
  if (headers.has('x-amz-checksum-crc64nvme')) throw notImplemented('the checksum algorithm CRC64NVME');
  const trailer = headers.get('x-amz-trailer')?.trim().toLowerCase();
  if (trailer !== undefined) {
    const algorithm = algorithmNamed(trailer.replace('x-amz-checksum-', ''));
    if (algorithm) return { algorithm, inTrailer: true };
  }
  const algorithm = algorithmNamed(
    headers.get('x-amz-sdk-checksum-algorithm') ?? headers.get('x-amz-checksum-algorithm'),
  );
  return algorithm && { algorithm, inTrailer: false };
}
