/** The text of a text file. */
import { open } from 'node:fs/promises';
import { BoundedText, LONGEST_TEXT, type ReadText } from './bounded.ts';

/** A character takes up to four bytes in UTF-8. */
const MOST_BYTES = 4 * LONGEST_TEXT;

/** The first bytes of a file as text: UTF-8, or what Windows wrote before it. */
export async function decodedText(path: string): Promise<{ text: string; whole: boolean }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, MOST_BYTES));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return { text: decoded(bytes.subarray(0, bytesRead)), whole: size <= MOST_BYTES };
  } finally {
    await file.close();
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    // `stream`: a character may be cut at the end.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export async function textOfPlain(path: string): Promise<ReadText> {
  const { text, whole } = await decodedText(path);
  const bounded = new BoundedText();
  bounded.add(text);
  const read = bounded.done();
  return { ...read, truncated: read.truncated || !whole };
}
