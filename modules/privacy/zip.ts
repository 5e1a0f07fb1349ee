/** A zip file in memory: names in UTF-8, texts compressed, files as they are (PKWARE APPNOTE 6.3.3). */
import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
/** Names are UTF-8. */
const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** 2.0: what directories and deflate need. */
const VERSION = 20;

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name that no system takes for a path elsewhere, and that each can write. */
export const plainName = (name: string): string =>
  name
    // eslint-disable-next-line no-control-regex -- these are the very characters to leave out
    .replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-')
    .replace(/^\.+|[. ]+$/g, '')
    .replace(DEVICE, '-$&') || 'sans nom';

/** A path as systems see it that tell neither capitals apart, nor two ways to write the same letter. */
const asSeen = (path: string): string => path.normalize('NFC').toLowerCase();

/** Without the extension that counts in 64 bits, a file holds fewer than 65,536 entries; this many are enough. */
export const MOST_ENTRIES = 10_000;

/** A name of its own in a folder, made of plain names between slashes. `taken`: paths as they are seen. */
export function entryName(folder: string, name: string, taken: ReadonlySet<string>): string {
  const plain = plainName(name);
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  for (let number = 1; ; number += 1) {
    const full = `${folder}/${number === 1 ? plain : `${stem} (${number})${ending}`}`;
    if (!taken.has(asSeen(full))) return full;
  }
}

/** MS-DOS date and time of a moment, in UTC: two seconds are as near as it gets. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}

/** One file being made. */
export class Zip {
  readonly #parts: Buffer[] = [];
  readonly #directory: Buffer[] = [];
  readonly #taken = new Set<string>();
  #entries = 0;
  #size = 0;

  /** Whether what comes next goes into another file. `most`: bytes, without the directory at the end. */
  isFull(most: number): boolean {
    return this.#size >= most || this.#entries >= MOST_ENTRIES;
  }

  /** Keeps the name of a folder from the files beside it, whichever comes first. */
  keepFolder(folder: string): void {
    this.#taken.add(asSeen(folder));
  }

  /** Adds a text, compressed. */
  addText(folder: string, name: string, text: string, at: Date): void {
    const bytes = Buffer.from(text);
    this.#add(entryName(folder, name, this.#taken), bytes, deflateRawSync(bytes), DEFLATED, at);
  }

  /** Adds a file as it is: documents are compressed already. */
  addFile(folder: string, name: string, bytes: Buffer, at: Date): void {
    this.#add(entryName(folder, name, this.#taken), bytes, bytes, STORED, at);
  }

  #add(name: string, bytes: Buffer, stored: Buffer, method: number, at: Date): void {
    this.#taken.add(asSeen(name));
    this.#entries += 1;
    const encoded = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(dosTime(at), 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(encoded.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL_HEADER);
    const central = Buffer.alloc(6);
    central.writeUInt32LE(CENTRAL_HEADER);
    central.writeUInt16LE(VERSION, 4);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(this.#size, 10);
    this.#directory.push(central, common, place, encoded);
    this.#push(local, common, encoded, stored);
  }

  #push(...buffers: Buffer[]): void {
    this.#parts.push(...buffers);
    for (const { length } of buffers) this.#size += length;
  }

  /** The whole file: its entries, then their directory. */
  finish(): Buffer {
    const directory = Buffer.concat(this.#directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END);
    end.writeUInt16LE(this.#entries, 8);
    end.writeUInt16LE(this.#entries, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.#size, 16);
    return Buffer.concat([...this.#parts, directory, end]);
  }
}
