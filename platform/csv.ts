/** Tables for spreadsheets, as French ones read them: semicolons, UTF-8 with its mark, lines ended by CRLF. */

export interface CsvColumn<Row> {
  label: string;
  cell: (row: Row) => string | number;
}

/** Signs that make a spreadsheet take a text for a formula, wherever spaces or a quotation mark hide them. */
const FORMULA = /^[\s"']*[=+\-@\t\r|]/;

/** A text that people typed stays a text: an apostrophe before it, which spreadsheets take for that (OWASP, CSV injection). */
export const neverFormula = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = neverFormula(value);
  return /[";\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The whole file. The media type to give it is {@link CSV_TYPE}. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ label }) => cellOf(label)),
    ...rows.map((row) => columns.map(({ cell }) => cellOf(cell(row)))),
  ];
  return `\ufeff${lines.map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}

export const CSV_TYPE = 'text/csv; charset=utf-8';
