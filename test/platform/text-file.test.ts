import { describe, expect, it } from 'vitest';
import { isText, textOf } from '../../platform/text-file.ts';

const fileOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const TEXT = 'Prénom;Nom\r\nAnaïs;L’Hôte';

describe('a text file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16, as spreadsheets call « Unicode »', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['the encoding of Windows', Buffer.from(TEXT.replace('’', '\u0092'), 'latin1')],
  ])('is read in %s', (_name, bytes) => {
    expect(textOf(fileOf(bytes))).toBe(TEXT);
  });

  it('is told from what is none, and never fails', () => {
    const workbook = Buffer.from('504b03041400060008000000210000', 'hex');
    expect([isText(TEXT), isText('a\tb\n'), isText(textOf(fileOf(workbook)))]).toEqual([true, true, false]);
    for (let first = 0; first < 256; first += 1)
      expect(typeof textOf(fileOf(Buffer.from([first, 0xff, 0xc3])))).toBe('string');
    expect(textOf(new ArrayBuffer(0))).toBe('');
  });
});
