import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decodeQuotedPrintable, encodeQuotedPrintable, SOFT_BREAK } from '../../../platform/mail/quoted-printable.ts';

const frenchText = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèàçœÉ’« »–€. =-\t\n0123456789🏛'),
  maxLength: 400,
});
const anyText = fc.oneof(frenchText, fc.string({ unit: 'grapheme', maxLength: 300 }));

const unified = (text: string): string => text.replace(/\r\n|\r/g, '\n');

describe('quoted-printable', () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeQuotedPrintable(encodeQuotedPrintable(text))).toBe(unified(text));
      }),
    );
  });

  it('writes ASCII lines of at most 76 characters, no white space at their end, no point at their start', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const line of encodeQuotedPrintable(text).split('\r\n')) {
          expect(line).toMatch(/^[\t -~]{0,76}$/);
          expect(line).not.toMatch(/[\t ]$/);
          expect(line).not.toMatch(/^\./);
        }
      }),
    );
  });

  it('joins pieces encoded apart, at line ends and at soft breaks', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (first, second, third) => {
        const joined = `${encodeQuotedPrintable(`${first}\n`)}${encodeQuotedPrintable(second)}${SOFT_BREAK}${encodeQuotedPrintable(third)}`;
        expect(decodeQuotedPrintable(joined)).toBe(`${unified(`${first}\n`)}${unified(second)}${unified(third)}`);
        for (const line of joined.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
      }),
    );
  });

  it('never holds a boundary that begins with =_', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '_', '-', 'a', '\n'), maxLength: 200 }), (text) => {
        expect(encodeQuotedPrintable(text)).not.toContain('=_');
      }),
    );
  });
});
