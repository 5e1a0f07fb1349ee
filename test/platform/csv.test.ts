import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf } from '../../platform/csv.ts';

const columns = [
  { label: 'Nom', cell: ({ name }: { name: string }) => name },
  { label: 'Nombre', cell: ({ name }: { name: string }) => name.length },
];

const cellsOf = (text: string): unknown => parse(text, { delimiter: ';', bom: true, relax_quotes: false });

describe('a table for spreadsheets', () => {
  it('has its titles, its mark and its line ends', () => {
    expect(csvOf(columns, [{ name: 'Nérac' }])).toBe('\ufeffNom;Nombre\r\nNérac;5\r\n');
  });

  it.each(['=1+1', '+33 5', '-2', '@SUM(A1)', '\t=1', '  =cmd|calc', '"=1', '|x'])('keeps %j a text', (name) => {
    const [, row] = csvOf(columns, [{ name }]).split('\r\n');
    expect(row).toMatch(/^"?'/);
  });

  it('is read again as it was written, whatever people typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
        const read = cellsOf(
          csvOf(
            columns,
            names.map((name) => ({ name })),
          ),
        );
        const rows: unknown[] = Array.isArray(read) ? read.slice(1) : [];
        return names.every((name, at) => {
          const row = rows[at];
          return Array.isArray(row) && String(row[0]).replace(/^'/, '') === name.replace(/^'/, '');
        });
      }),
    );
    expect(cellsOf(csvOf(columns, []))).toEqual([['Nom', 'Nombre']]);
  });
});
