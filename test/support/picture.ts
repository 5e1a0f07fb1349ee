/** A small picture, made here: what an organisation takes for its logo. */
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 96;
const BAND = 24;

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of 96 pixels, in bands of two colours. */
export function smallPng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8);
  const line = (y: number): number[] => {
    const colour = Math.floor(y / BAND) % 2 === 0 ? [122, 31, 61] : [240, 205, 120];
    return [0, ...Array.from({ length: SIZE }, () => colour).flat()];
  };
  const pixels = Buffer.from(Array.from({ length: SIZE }, (_, y) => line(y)).flat());
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
