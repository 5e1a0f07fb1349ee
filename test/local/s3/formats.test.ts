import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { byteRange } from '../../../local/s3/byte-range.ts';
import { decodeChunks } from '../../../local/s3/chunked-body.ts';
import { runningChecksum } from '../../../local/s3/checksums.ts';
import { parseXml, xmlDocument } from '../../../local/s3/xml.ts';

async function* inBlocksOf(size: number, bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function decode(framed: string | Buffer, blockSize = 7): Promise<{ bytes: Buffer; trailers: object }> {
  const trailers = new Map<string, string>();
  const blocks: Buffer[] = [];
  for await (const block of decodeChunks(inBlocksOf(blockSize, Buffer.from(framed)), trailers)) blocks.push(block);
  return { bytes: Buffer.concat(blocks), trailers: Object.fromEntries(trailers) };
}

describe('aws-chunked', () => {
  it('gives back what was framed, wherever the network cuts it', async () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
    const property = fc.asyncProperty(fc.array(chunk), fc.integer({ min: 1, max: 50 }), async (chunks, blockSize) => {
      const framed = chunks.flatMap((bytes) => [
        Buffer.from(`${bytes.length.toString(16)}\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ]);
      const end = Buffer.from('0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n');
      const decoded = await decode(Buffer.concat([...framed, end]), blockSize);
      expect(decoded.bytes.equals(Buffer.concat(chunks))).toBe(true);
      expect(decoded.trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
    });
    await expect(fc.assert(property)).resolves.toBeUndefined();
  });

  it.each([
    ['cut in a chunk', '5\r\nabc', 'IncompleteBody'],
    ['cut between chunks', '3\r\nabc\r\n', 'IncompleteBody'],
    ['no size', 'zz\r\nabc\r\n', 'InvalidChunkSizeError'],
    ['a size that is not kept', '2\r\nabc\r\n0\r\n\r\n', 'InvalidChunkSizeError'],
    ['a line without end', 'a'.repeat(10_000), 'InvalidChunkSizeError'],
    ['nothing', '', 'IncompleteBody'],
  ])('refuses %s', async (_, framed, code) => {
    await expect(decode(framed)).rejects.toMatchObject({ code });
  });
});

describe('checksums', () => {
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of 123456789 is the published one', (algorithm, expected) => {
    const running = runningChecksum(algorithm);
    running.update(Buffer.from('1234'));
    running.update(Buffer.from('56789'));
    expect(running.digest().toString('hex')).toBe(expected);
  });
});

describe('XML', () => {
  it('gives back any text that was written', () => {
    const text = fc.string({ unit: 'grapheme' });
    const property = fc.property(text, (value) => {
      const [child] = parseXml(xmlDocument('Root', { Key: value })).children;
      expect(child).toEqual({ name: 'Key', text: value, children: [] });
    });
    expect(() => fc.assert(property)).not.toThrow();
  });

  it.each([
    '<a>',
    '<a></b>',
    '<a/><b/>',
    'text',
    '',
    '<a>&unknown;</a>',
    '<a>&#x110000;</a>',
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    '<a b=c/>',
  ])('refuses %s', (body) => {
    expect(() => parseXml(body)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});

describe('ranges', () => {
  it.each([undefined, 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,3-4', 'lines=0-1'])('%s is the whole', (header) => {
    expect(byteRange(header, 10)).toBeUndefined();
  });

  it.each(['bytes=10-', 'bytes=-0', 'bytes=99-100'])('%s is refused', (header) => {
    expect(() => byteRange(header, 10)).toThrow(expect.objectContaining({ code: 'InvalidRange' }));
  });
});
