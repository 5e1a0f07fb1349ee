/** Text as it is read, up to what is kept of a document. */

/** Kept of a document's text: a budget of 400 pages. In characters; 2 MB at most for French in UTF-8, nearly all Latin. */
export const LONGEST_TEXT = 1_900_000;

/** Between pages, sheets and slides, as a text file has it. */
export const PAGE_BREAK = '\f';

/** What was read of a document. */
export interface ReadText {
  /** Pages apart by {@link PAGE_BREAK}. */
  text: string;
  /** There was more than is kept. */
  truncated: boolean;
}

/** Gathers text until it is full. */
export class BoundedText {
  readonly #pieces: string[] = [];
  readonly #most: number;
  #length = 0;
  #truncated = false;

  constructor(most = LONGEST_TEXT) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#truncated;
  }

  add(piece: string): void {
    const room = this.#most - this.#length;
    if (piece.length > room) this.#truncated = true;
    const kept = piece.slice(0, room);
    this.#pieces.push(kept);
    this.#length += kept.length;
  }

  done(): ReadText {
    return { text: tidied(this.#pieces.join('')), truncated: this.#truncated };
  }
}

/** A word cut at the end of a line, as PDFium marks it. */
// eslint-disable-next-line no-control-regex -- one of the two marks is a control character
const CUT_WORD = /[\ufffe\u0002]\r?\n?/g;

/**
 * Text without what no reader sees: marks of cut words, control characters, halves of characters, spaces at the ends of
 * lines, more than one empty line.
 */
export function tidied(text: string): string {
  return (
    text
      .replace(CUT_WORD, '')
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- what is removed
      .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufeff\u00ad]/g, '')
      .toWellFormed()
      .replace(/[^\S\n\f]+/g, ' ')
      .replace(/ ?([\n\f]) ?/g, '$1')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/\n*\f\n*/g, PAGE_BREAK)
      .replace(/^\n+|\n+$/g, '')
  );
}
