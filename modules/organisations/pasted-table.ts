/** Lines pasted from a spreadsheet, a CSV file or a message. Pure. */
import { cleanLine } from '../../platform/text.ts';

/** A line as pasted, cut into cells. */
export interface PastedRow {
  /** Number of its first line in the text, from 1. */
  line: number;
  raw: string;
  cells: readonly string[];
}

/** What stands between quotation marks separates nothing. */
const QUOTED = /"(?:[^"]|"")*"/g;
/** The beginning of a table tells how it is written. In characters. */
const LOOKED_AT = 20_000;
const SEPARATORS = [';', '\t', ','] as const;

/** What separates the cells: what there is most of in the first line that has any; of as many, the first of these. */
export function separatorOf(text: string): string {
  const first =
    text
      .slice(0, LOOKED_AT)
      .replace(QUOTED, '')
      .split(/\r\n?|\n/)
      .find((line) => SEPARATORS.some((one) => line.includes(one))) ?? '';
  const countOf = (sign: string): number => first.split(sign).length;
  return SEPARATORS.reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
}

/** A cell between quotation marks, where two stand for one (RFC 4180), up to its separator or the end of its line. */
const quotedCell = (separator: string): RegExp =>
  new RegExp(String.raw`[ ]*"((?:[^"]|"")*)"[ ]*(?=${separator}|\r\n?|\n|$)`, 'y');
const plainCell = (separator: string): RegExp => new RegExp(String.raw`([^${separator}\r\n]*)`, 'y');
const LINE_END = /\r\n?|\n/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * The rows of a pasted text, empty ones left out. Nothing typed breaks it: a quotation mark that closes nothing stands
 * for itself.
 */
export function readTable(pasted: string): PastedRow[] {
  const text = pasted.replace(/^\ufeff/, '');
  const separator = separatorOf(text);
  const [quoted, plain] = [quotedCell(separator), plainCell(separator)];
  const rows: PastedRow[] = [];
  let cells: string[] = [];
  let [at, line, begins, beginsAt] = [0, 1, 1, 0];
  for (;;) {
    const quote = matchAt(quoted, text, at);
    const cell = quote?.[1]?.replace(/""/g, '"') ?? matchAt(plain, text, at)?.[1] ?? '';
    at += quote?.[0].length ?? cell.length;
    line += (quote?.[0].match(/\r\n?|\n/g) ?? []).length;
    cells.push(cleanLine(cell));
    if (text.startsWith(separator, at) && at < text.length) {
      at += separator.length;
      continue;
    }
    if (cells.some((one) => one !== '')) rows.push({ line: begins, raw: text.slice(beginsAt, at).trim(), cells });
    const end = matchAt(LINE_END, text, at);
    if (!end) return rows;
    at += end[0].length;
    line += 1;
    [cells, begins, beginsAt] = [[], line, at];
  }
}
