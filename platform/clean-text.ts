/** Text as typed, without what hides in it. Apart from the fields of forms (`text.ts`): rich text needs no more. */

/**
 * Control characters, and the marks that turn the direction of writing (Unicode bidirectional overrides and
 * isolates): they can make a title read as another one. Tab and line feed are kept in long texts.
 */
// eslint-disable-next-line no-control-regex -- these are the very characters to find
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One line as typed: hidden characters and repeated spaces removed, composed (NFC), trimmed. */
export const cleanLine = (text: string): string =>
  text.normalize('NFC').replace(HIDDEN, '').replace(/\s+/g, ' ').trim();

/** Several lines as typed: hidden characters removed, line ends unified, trimmed. */
export const cleanText = (text: string): string =>
  text.normalize('NFC').replace(/\r\n?/g, '\n').replace(HIDDEN, '').trim();
