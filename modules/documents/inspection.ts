/** Reads a file that arrived: its checksum, what it is, whether it opens. */
import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hiddenInOffice, hiddenInPdf } from './hidden-content.ts';
import { isOffice, MOST_PIXELS, verdictOn } from './rules.ts';
import type { Flag, Refusal } from './schema.ts';

/** Read at each end to tell what the file is and whether it is whole. In bytes. */
const HEAD = 64 * 1024;
const TAIL = 66 * 1024;

/**
 * PDFs above this are known by their beginning and end alone, without their pages: opening one takes several times
 * its size in memory, and the function has 1 GiB. In bytes.
 */
const LARGEST_OPENED_PDF = 64 * 1024 * 1024;

export interface Inspection {
  /** In bytes. */
  size: number;
  /** SHA-256, hexadecimal. */
  sha256: string;
  verdict: { type: string; name: string; pages: number | undefined; flags: Flag[] } | { refused: Refusal };
}

/** Reads the whole file once, through the disk: it may be larger than the memory. */
export async function inspect(name: string, body: AsyncIterable<Uint8Array>): Promise<Inspection> {
  const directory = await mkdtemp(join(tmpdir(), 'document-'));
  try {
    const path = join(directory, 'file');
    const { size, sha256 } = await keep(body, path);
    return { size, sha256, verdict: await judge(name, size, path) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function keep(body: AsyncIterable<Uint8Array>, path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'w');
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** Part of a file as Latin-1 text: a character a byte. */
async function slice(path: string, from: number, length: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function judge(name: string, size: number, path: string): Promise<Inspection['verdict']> {
  const { fileTypeFromFile } = await import('file-type');
  const head = await slice(path, 0, Math.min(HEAD, size));
  const verdict = verdictOn({
    name,
    size,
    found: size === 0 ? undefined : await fileTypeFromFile(path),
    head,
    tail: await slice(path, Math.max(0, size - TAIL), Math.min(TAIL, size)),
  });
  if ('refused' in verdict) return verdict;
  if (isOffice(verdict.type)) {
    const hidden = await hiddenInOffice(path, size);
    return 'refused' in hidden ? hidden : { ...verdict, ...hidden, pages: undefined };
  }
  if (verdict.type.startsWith('image/')) return judgePicture(verdict, path);
  if (verdict.type === 'application/pdf' && size <= LARGEST_OPENED_PDF) return judgePdf(verdict, await readFile(path));
  return { ...verdict, pages: undefined, flags: hasScripts(verdict.type, head) ? ['scripts'] : [] };
}

/** Where a picture says how large it is: after its notes, if it has any. In bytes: 1 MiB. */
const HEAD_OF_PICTURE = 1024 * 1024;

/** Asks how large a picture is without opening it: a small file may unpack to gigabytes. */
async function judgePicture(verdict: { type: string; name: string }, path: string): Promise<Inspection['verdict']> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(Buffer.from(await slice(path, 0, HEAD_OF_PICTURE), 'latin1'));
    if (width * height > MOST_PIXELS) return { refused: 'too-many-pixels' };
    return { ...verdict, pages: undefined, flags: [] };
  } catch {
    return { refused: 'damaged' };
  }
}

/** Of a page of HTML; nobody but its reader's own browser would run them, once it is downloaded. */
const hasScripts = (type: string, head: string): boolean =>
  type === 'text/html' && /<script\b|\bon[a-z]+\s*=/i.test(head);

async function judgePdf(verdict: { type: string; name: string }, bytes: Uint8Array): Promise<Inspection['verdict']> {
  const opened = await openPdf(bytes);
  if ('refused' in opened) return opened;
  const hidden = hiddenInPdf(bytes);
  if ('refused' in hidden) return hidden;
  return { ...verdict, pages: opened.pages, flags: [...new Set([...hidden.flags, ...opened.flags])] };
}

/** Opens a PDF at both ends: one without its last page is not whole. */
async function openPdf(bytes: Uint8Array): Promise<{ pages: number; flags: Flag[] } | { refused: Refusal }> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, stopAtErrors: false });
    try {
      await pdf.getPage(1);
      await pdf.getPage(pdf.numPages);
      return { pages: pdf.numPages, flags: (await pdf.hasJSActions()) ? ['scripts'] : [] };
    } finally {
      await pdf.destroy();
    }
  } catch (error) {
    const encrypted = error instanceof Error && error.name === 'PasswordException';
    return { refused: encrypted ? 'encrypted' : 'damaged' };
  }
}
