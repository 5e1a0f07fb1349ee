/** The test file of the European Institute for Computer Antivirus Research, harmless and known to every scanner. */
import type { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';

/** In two parts: whole, it would set off the scanner of whoever keeps this file. */
export const TEST_VIRUS = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Looked into for packed entries. In bytes. */
const LARGEST_UNPACKED = 16 * 1024 * 1024;

const LOCAL_HEADER = Buffer.from('PK\u0003\u0004', 'latin1');
const DEFLATED = 8;

/** Whether the bytes are the test file, begin with it, or are a zip with it inside. */
export async function holdsTestVirus(read: () => Promise<Readable>): Promise<boolean> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of await read()) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    size += bytes.length;
    // Larger files are known by their beginning alone.
    if (size > LARGEST_UNPACKED) break;
  }
  const bytes = Buffer.concat(pieces);
  return bytes.includes(TEST_VIRUS) || [...entriesOf(bytes)].some((entry) => entry.includes(TEST_VIRUS));
}

/** The unpacked entries of a zip; none of what is not one, or cannot be unpacked. */
function* entriesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf(LOCAL_HEADER); at !== -1; at = bytes.indexOf(LOCAL_HEADER, at + 4)) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== DEFLATED) continue;
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    try {
      yield inflateRawSync(bytes.subarray(start), { maxOutputLength: LARGEST_UNPACKED });
    } catch {
      continue;
    }
  }
}
