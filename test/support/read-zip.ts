import { crc32, inflateRawSync } from 'node:zlib';

/** Reads a zip as any program does: from its end, by its directory. */
export function readZip(file: Buffer): Map<string, Buffer> {
  const end = file.length - 22;
  const entries = new Map<string, Buffer>();
  if (file.readUInt32LE(end) !== 0x06054b50) throw new Error('Not the end of a zip.');
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, checksum, stored, size] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 16),
      file.readUInt32LE(at + 20),
      file.readUInt32LE(at + 24),
    ];
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const begin = local + 30 + file.readUInt16LE(local + 26);
    const raw = file.subarray(begin, begin + stored);
    const bytes = method === 8 ? inflateRawSync(raw) : raw;
    const isWhole = file.readUInt32LE(local) === 0x04034b50 && bytes.length === size && crc32(bytes) === checksum;
    if (!isWhole) throw new Error(`${name} is damaged.`);
    entries.set(name, bytes);
    at += 46 + nameLength;
  }
  return entries;
}
