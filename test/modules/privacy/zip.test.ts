import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryName, Zip } from '../../../modules/privacy/zip.ts';
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
});
