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

/** `colours`: 2 for red, green and blue, 0 for grey; `lines`: each after the number of its filter, 0. */
function png(width: number, height: number, colours: 0 | 2, lines: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits for each.
  header.set([8, colours], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG of 96 pixels, in bands of two colours. */
export function smallPng(): Buffer {
  const line = (y: number): number[] => {
    const colour = Math.floor(y / BAND) % 2 === 0 ? [122, 31, 61] : [240, 205, 120];
    return [0, ...Array.from({ length: SIZE }, () => colour).flat()];
  };
  return png(SIZE, SIZE, 2, Buffer.from(Array.from({ length: SIZE }, (_, y) => line(y)).flat()));
}

/** A grey picture, one byte a pixel, as a scanner would send it. */
export function greyPng({ width, height, data }: { width: number; height: number; data: Uint8Array }): Buffer {
  const lines = Array.from({ length: height }, (_, y) => [
    Buffer.from([0]),
    Buffer.from(data.subarray(y * width, (y + 1) * width)),
  ]);
  return png(width, height, 0, Buffer.concat(lines.flat()));
}

/** A few kB that ask for 7.5 GB of memory once they are opened. */
export const hugePng = (): Buffer => png(50_000, 50_000, 2, Buffer.alloc(1_000_000));
