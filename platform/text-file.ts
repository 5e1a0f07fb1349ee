/** Text files as spreadsheets and editors write them. Pure. */

/** What a file begins with when it tells its encoding. */
const MARKS: readonly [readonly number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

const decoded = (bytes: Uint8Array, encoding: string, fatal = false): string =>
  new TextDecoder(encoding, { fatal }).decode(bytes);

/**
 * The text of a file: in the encoding that it tells, else in UTF-8, else as Windows writes it in France. Of a file that
 * is no text, what comes out has signs that no text has: {@link isText}.
 */
export function textOf(file: ArrayBuffer): string {
  const bytes = new Uint8Array(file);
  const [, told] = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? [];
  if (told) return decoded(bytes, told);
  try {
    return decoded(bytes, 'utf-8', true);
  } catch {
    return decoded(bytes, 'windows-1252');
  }
}

/** Control characters besides tabs and ends of lines: a workbook, a picture, a program. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f]/;

export const isText = (text: string): boolean => !CONTROLS.test(text);
