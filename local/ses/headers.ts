/** A header field of a raw message, and the bytes that it takes, its line end included. */
export interface HeaderField {
  name: string;
  /** Unfolded, otherwise as written. */
  value: string;
  start: number;
  end: number;
}

/** Length of the header block, its last line end included; the blank line is not part of it. */
function headerLength(raw: Buffer): number {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return raw.length;
  return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 2 : lf + 1;
}

/** The header fields of a raw message in their order. A line that is no field is left out. */
export function headerFields(raw: Buffer): HeaderField[] {
  // Latin 1 keeps one character a byte, so that positions in the text are positions in the message.
  const text = raw.toString('latin1', 0, headerLength(raw));
  const fields: HeaderField[] = [];
  for (const match of text.matchAll(/^([!-9;-~]+):((?:[^\n]*)(?:\n[ \t][^\n]*)*)(?:\n|$)/gm)) {
    const [whole, name = '', value = ''] = match;
    fields.push({
      name,
      value: Buffer.from(value, 'latin1').toString('utf8').replace(/\r?\n/g, '').trim(),
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return fields;
}

/** Values of all fields of that name, whatever its case. */
export const headerValues = (fields: readonly HeaderField[], name: string): string[] =>
  fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);

/**
 * Puts other values into header fields; every other byte stays as it is. A field that is not there
 * is added at the end of the header, one that is there twice is kept once.
 */
export function withHeaders(raw: Buffer, values: Readonly<Record<string, string>>): Buffer {
  const lineEnd = raw.subarray(0, headerLength(raw)).includes('\r\n') ? '\r\n' : '\n';
  const wanted = new Map(
    Object.entries(values).map(([name, value]) => [name.toLowerCase(), `${name}: ${value}${lineEnd}`]),
  );
  const replaced = new Set(wanted.keys());
  const pieces: (Buffer | string)[] = [];
  let position = 0;
  for (const { name, start, end } of headerFields(raw)) {
    const key = name.toLowerCase();
    if (!replaced.has(key)) continue;
    pieces.push(raw.subarray(position, start), wanted.get(key) ?? '');
    wanted.delete(key);
    position = end;
  }
  const rest = raw.subarray(position, headerLength(raw));
  const unended = wanted.size > 0 && rest.length > 0 && rest.at(-1) !== 0x0a;
  pieces.push(rest, unended ? lineEnd : '', ...wanted.values(), raw.subarray(headerLength(raw)));
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
