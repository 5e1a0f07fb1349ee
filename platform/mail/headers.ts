/** Header fields of a message: encoded where they are not ASCII, folded, and never more than the one field meant. */

/** Longest line of a header, without its line end. In characters. */
const LONGEST_LINE = 76;
/** UTF-8 bytes in one encoded word: `=?UTF-8?B?` and `?=` take 12 of 75 characters, base64 a third more. */
const WORD_BYTES = 45;

/** True when it may stand as it is: ASCII, nothing like an encoded word, no word that could not be folded. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text) && !text.includes('=?') && !/[!-~]{60}/.test(text);

/** A header is one line: whatever would begin another becomes a space. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

/** RFC 2047: encoded words, never cut within a character. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join(' ');
}

/** Free text as a header holds it: a subject, for example. */
export function headerText(text: string): string {
  const line = oneLine(text);
  return isPlain(line) ? line : encodedWords(line);
}

/** The name before an address, quoted or encoded. */
function phrase(name: string): string {
  const line = oneLine(name);
  return isPlain(line) ? `"${line.replace(/["\\]/g, '\\$&')}"` : encodedWords(line);
}

/** Raised for an address that no relay takes: it is refused once and not tried again. */
export class UnusableAddress extends Error {
  constructor() {
    super('The address holds what the header of a mail may not.');
    this.name = 'UnusableAddress';
  }
}

/**
 * An address as headers and relays take it. @throws {UnusableAddress} with signs of another field, or outside ASCII,
 * which SES does not send to.
 */
export function checkedAddress(address: string): string {
  if (!/^[!-~]+$/.test(address) || !/^[^\s<>(),:;@"[\]\\]+@[^\s<>(),:;@"[\]\\]+$/.test(address))
    throw new UnusableAddress();
  return address;
}

/** `"Lot-et-Garonne (via Parvis)" <lettre@…>` */
export const mailbox = (name: string, address: string): string => `${phrase(name)} <${checkedAddress(address)}>`;

/** One field with its line end, folded at its spaces. `value` is already encoded. */
export function headerField(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of oneLine(value).split(' ')) {
    if (line.length + 1 + word.length > LONGEST_LINE && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return `${[...lines, line].join('\r\n')}\r\n`;
}

export const headerFields = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => headerField(name, value))
    .join('');
