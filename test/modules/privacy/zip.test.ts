import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { entryName, MOST_ENTRIES, plainName, Zip } from '../../../modules/privacy/zip.ts';
import { readZip } from '../../support/read-zip.ts';

const at = new Date('2026-11-24T09:00:00Z');

describe('a zip', () => {
  it('gives back what was put into it, whatever it is and is called', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }))), (files) => {
        const zip = new Zip();
        for (const [name, bytes] of files) zip.addFile('documents', name, Buffer.from(bytes), at);
        zip.addText('donnees', 'é.json', '["à"]', at);
        const read = readZip(zip.finish());
        const documents = [...read].filter(([name]) => name.startsWith('documents/'));
        return (
          read.get('donnees/é.json')?.toString() === '["à"]' &&
          documents.length === files.length &&
          documents.every(([, bytes], index) => bytes.equals(Buffer.from(files[index]?.[1] ?? [])))
        );
      }),
    );
    expect(readZip(new Zip().finish()).size).toBe(0);
  });

  it('never names a place outside of it, nor twice the same', () => {
    expect(entryName('documents', '../../etc/passwd', new Set())).toBe('documents/-..-etc-passwd');
    expect(entryName('documents', 'a.pdf', new Set(['documents/a.pdf', 'documents/a (2).pdf']))).toBe(
      'documents/a (3).pdf',
    );
    expect(entryName('documents', '', new Set())).toBe('documents/sans nom');
  });

  it.each([
    ['..', 'sans nom'],
    ['.', 'sans nom'],
    ['/etc/passwd', '-etc-passwd'],
    ['C:\\Windows\\a.pdf', 'C-Windows-a.pdf'],
    ['NUL.pdf', '-NUL.pdf'],
    ['com1', '-com1'],
    ['console.pdf', 'console.pdf'],
    ['Devis. ', 'Devis'],
  ])('writes %j as every system can', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it('tells apart what systems do not: capitals, two ways to write a letter, a folder and a file', () => {
    const zip = new Zip();
    zip.keepFolder('Actes/2026');
    for (const name of ['Été.pdf', 'été.PDF', 'E\u0301te\u0301.pdf', '2026'])
      zip.addFile('Actes', name, Buffer.from(name), at);
    expect([...readZip(zip.finish()).keys()]).toEqual([
      'Actes/Été.pdf',
      'Actes/été (2).PDF',
      'Actes/E\u0301te\u0301 (3).pdf',
      'Actes/2026 (2)',
    ]);
  });

  it('is full before it holds more entries than it can count, however small they are', () => {
    const zip = new Zip();
    for (let count = 0; count < MOST_ENTRIES; count += 1) {
      expect(zip.isFull(Infinity)).toBe(false);
      zip.addFile('a', `${count}`, Buffer.alloc(0), at);
    }
    expect(zip.isFull(Infinity)).toBe(true);
    expect(readZip(zip.finish()).size).toBe(MOST_ENTRIES);
  });
});
