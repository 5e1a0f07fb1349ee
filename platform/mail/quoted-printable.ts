/**
 * Quoted-printable (RFC 2045, 6.7): what accented text needs to go through every relay. Pieces encoded apart and
 * joined by line ends or soft breaks make one valid body: digests are concatenations of such pieces.
 */

/** Longest encoded line, without its line end. In characters. */
const LONGEST_LINE = 76;

/** Goes on on the next line without a line end in the text. */
export const SOFT_BREAK = '=\r\n';

const encodedByte = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

const BYTES = Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || byte === 0x09 ? String.fromCharCode(byte) : encodedByte(byte),
);

/** One line of text, in lines of at most 76 characters: never cut within a byte. */
function encodeLine(line: string): string {
  const bytes = Buffer.from(line);
  let encoded = '';
  let width = 0;
  for (const [at, byte] of bytes.entries()) {
    const isLast = at === bytes.length - 1;
    let unit = BYTES[byte] ?? '';
    // A space at the end may be lost on the way; a point alone at the start ends a message in SMTP.
    if ((isLast && (byte === 0x20 || byte === 0x09)) || (width === 0 && byte === 0x2e)) unit = encodedByte(byte);
    // One place is kept for the `=` of the break.
    if (width + unit.length > LONGEST_LINE - 1) {
      encoded += SOFT_BREAK;
      width = 0;
      if (byte === 0x2e) unit = encodedByte(byte);
    }
    encoded += unit;
    width += unit.length;
  }
  return encoded;
}

/** Encodes a text; its line ends become CRLF. What ends with a line end ends with one. */
export const encodeQuotedPrintable = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join('\r\n');

/** The text that was encoded, with line feeds: for previews. */
export function decodeQuotedPrintable(encoded: string): string {
  const bytes = encoded
    .replace(/=\r\n/g, '')
    .replace(/\r\n/g, '\n')
    .replace(/=([0-9A-F]{2})/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
