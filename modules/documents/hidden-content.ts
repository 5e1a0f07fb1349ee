/** What is in a file beside what one reads: macros, links to elsewhere, scripts, other files, more than it can hold. */
import { inflateSync, constants } from 'node:zlib';
import { type Archive, ArchiveProblem, openArchive } from '../../platform/archive.ts';
import type { Flag, Refusal } from './schema.ts';

export type Hidden = { flags: Flag[] } | { refused: Refusal };

/** An office file that unpacks to more than this is a bomb, or near enough. In bytes: 1 GiB. */
const LARGEST_UNPACKED = 1024 * 1024 * 1024;

/** Up to 100 MiB anything goes; above, a file that was packed that well holds nothing but zeros. */
const ALWAYS_UNPACKED = 100 * 1024 * 1024;
const MOST_PACKED = 100;

/** Parts in which an office file says what it loads, and how much of one is looked at. In bytes. */
const RELATIONSHIPS = /(?:^|\/)_rels\/[^/]+\.rels$/;
const MOST_RELATIONSHIPS = 500;
const LARGEST_LOOKED_AT = 32 * 1024 * 1024;

const MACROS = /(?:^|\/)vbaProject\.bin$|^(?:Basic|Scripts)\/.|^xl\/macrosheets\//i;
const EMBEDDED = /^(?:word|xl|ppt)\/embeddings\/.|^Object \d+$/;

/** A relation to elsewhere, but for links that a reader follows herself. */
const EXTERNAL = /<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External["'])(?![^>]*\/hyperlink["'])[^>]*>/i;

/** What LibreOffice fetches when a document opens. */
const FETCHED =
  /<(?:draw:(?:image|object|floating-frame|plugin)|table:table-source|text:section-source)\b[^>]*xlink:href\s*=\s*["'](?:https?|ftp|file|smb):/i;

/** What an office file holds. @param size of the file, in bytes. */
export async function hiddenInOffice(path: string, size: number): Promise<Hidden> {
  let archive: Archive | undefined;
  try {
    archive = await openArchive(path);
    const unpacked = archive.entries.reduce((total, entry) => total + entry.size, 0);
    const isBomb = unpacked > LARGEST_UNPACKED || (unpacked > ALWAYS_UNPACKED && unpacked > MOST_PACKED * size);
    if (isBomb) return { refused: 'bomb' };
    const names = archive.entries.map(({ name }) => name);
    const flags: Flag[] = [];
    if (names.some((name) => MACROS.test(name))) flags.push('macros');
    if (await loadsFromElsewhere(archive, names)) flags.push('links');
    if (names.some((name) => EMBEDDED.test(name))) flags.push('attachments');
    return { flags };
  } catch (error) {
    if (!(error instanceof ArchiveProblem)) throw error;
    return { refused: error.kind === 'damaged' ? 'damaged' : 'bomb' };
  } finally {
    archive?.close();
  }
}

async function loadsFromElsewhere(archive: Archive, names: readonly string[]): Promise<boolean> {
  for (const name of names.filter((one) => RELATIONSHIPS.test(one)).slice(0, MOST_RELATIONSHIPS)) {
    if (await holds(archive, name, EXTERNAL)) return true;
  }
  return holds(archive, 'content.xml', FETCHED);
}

/** Longest element that is found across two pieces. In characters. */
const OVERLAP = 4096;

async function holds(archive: Archive, name: string, pattern: RegExp): Promise<boolean> {
  const decoder = new TextDecoder();
  let before = '';
  for await (const piece of archive.read(name, LARGEST_LOOKED_AT)) {
    const text = before + decoder.decode(piece, { stream: true });
    if (pattern.test(text)) return true;
    before = text.slice(-OVERLAP);
  }
  return false;
}

/** What makes a PDF more than pages, by the names of its dictionaries (ISO 32000-1, 12.6.4). */
const LAUNCHES = /\/Launch(?![A-Za-z])/;
const RUNS = /\/(?:JavaScript|JS)(?![A-Za-z])/;
const CARRIES = /\/EmbeddedFiles?(?![A-Za-z])/;

/** What a PDF holds: a program that it starts is refused; scripts, which forms have for their sums, are said. */
export function hiddenInPdf(bytes: Uint8Array): Hidden {
  const found = new Set<Flag>();
  for (const objects of objectsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) {
    const names = unescaped(objects);
    if (LAUNCHES.test(names)) return { refused: 'launch' };
    if (RUNS.test(names)) found.add('scripts');
    if (CARRIES.test(names)) found.add('attachments');
  }
  return { flags: [...found] };
}

/** Names may be written with any of their letters as a number: `/J#61vaScript`. */
const unescaped = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Unpacked of one stream of objects, and of all. In bytes. */
const LARGEST_OBJECTS = 16 * 1024 * 1024;
const ALL_OBJECTS = 128 * 1024 * 1024;

/** The dictionaries of a PDF as Latin-1 text, in pieces: those between its streams, and those packed into one. */
function* objectsOf(bytes: Buffer): Generator<string> {
  let left = ALL_OBJECTS;
  let at = 0;
  while (at < bytes.length) {
    const stream = bytes.indexOf('stream', at);
    const objects = bytes.toString('latin1', at, stream === -1 ? bytes.length : stream);
    yield objects;
    if (stream === -1) return;
    const end = bytes.indexOf('endstream', stream);
    const after = end === -1 ? bytes.length : end;
    if (left > 0 && /\/ObjStm/.test(unescaped(objects.slice(-OVERLAP)))) {
      const unpacked = inflated(
        bytes.subarray(bytes.indexOf('\n', stream) + 1, after),
        Math.min(left, LARGEST_OBJECTS),
      );
      left -= unpacked.length;
      yield unpacked;
    }
    at = after + 'endstream'.length;
  }
}

/** Empty when it is packed in another way, or is damaged. */
function inflated(packed: Uint8Array, most: number): string {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most };
    return inflateSync(packed, options).toString('latin1');
  } catch {
    return '';
  }
}
