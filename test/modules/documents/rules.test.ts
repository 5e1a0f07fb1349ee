import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { cleanFileName, extensionOf, FILE_TYPES, keyName, verdictOn } from '../../../modules/documents/rules.ts';

const pdf = { mime: 'application/pdf', ext: 'pdf' };
const sighting = { name: 'acte.pdf', size: 2000, found: pdf, head: '%PDF-1.7', tail: 'startxref\n12\n%%EOF\n' };
const text = { ...sighting, name: 'note.txt', found: undefined, head: 'Bonjour à tous', tail: 'Bonjour à tous' };

describe('a file name', () => {
  it('never holds a folder, a hidden character, a leading dot, nor more than 300 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (typed) => {
        const name = cleanFileName(typed);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^\./u);
        expect(name.length).toBeLessThanOrEqual(300);
        expect(cleanFileName(name)).toBe(name);
      }),
    );
  });

  it('keeps its extension when it is cut', () => {
    expect(cleanFileName(`${'a'.repeat(400)}.pdf`)).toMatch(/^a{296}\.pdf$/);
  });

  it('loses the folders that a browser sent with it', () => {
    expect(cleanFileName('C:\\Users\\claire\\..\\Délibération 2026.pdf')).toBe('Délibération 2026.pdf');
  });

  it('has no extension when what follows its last point is a number', () => {
    expect(extensionOf('Séance du 24.11.2026')).toBeUndefined();
    expect(extensionOf('Compte rendu.PDF')).toBe('pdf');
  });

  it('becomes plain letters in the key of its object', () => {
    expect(keyName('Délibération n° 14 (voirie).PDF')).toBe('deliberation-n-14-voirie.pdf');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(keyName(cleanFileName(name))).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9]{1,5})?$/);
      }),
    );
  });
});

describe('the verdict on a file', () => {
  it('takes each type under each of its own extensions', () => {
    for (const [type, { extensions, ending }] of Object.entries(FILE_TYPES)) {
      for (const extension of extensions) {
        const seen = type.startsWith('text/') ? text : { ...sighting, found: { mime: type, ext: extensions[0] } };
        const verdict = verdictOn({ ...seen, name: `fichier.${extension}`, tail: ending ?? '' });
        expect({ extension, verdict }).toEqual({ extension, verdict: { type, name: `fichier.${extension}` } });
      }
    }
  });

  it.each([
    ['empty', { ...sighting, size: 0 }],
    ['executable', { ...sighting, name: 'facture.pdf', found: { mime: 'application/x-msdownload', ext: 'exe' } }],
    ['executable', { ...sighting, name: 'facture.exe', found: { mime: 'application/x-msdownload', ext: 'exe' } }],
    ['executable', { ...text, name: 'installe.txt', head: '#!/bin/sh\nrm -rf /' }],
    ['executable', { ...text, name: 'installe.bat' }],
    ['renamed', { ...sighting, name: 'acte.docx' }],
    ['renamed', { ...sighting, name: 'acte.exe' }],
    ['renamed', { ...text, name: 'acte.pdf' }],
    ['unsupported', { ...text, name: 'page.xml' }],
    ['unsupported', { ...sighting, name: 'archive.zip', found: { mime: 'application/zip', ext: 'zip' } }],
    ['unsupported', { ...sighting, name: 'ancien.doc', found: { mime: 'application/x-cfb', ext: 'cfb' } }],
    ['unsupported', { ...text, name: 'inconnu.bin', head: 'a\u0000b' }],
    ['damaged', { ...sighting, tail: 'cut in the mid' }],
  ])('refuses as %s: %o', (refused, seen) => {
    expect(verdictOn(seen)).toEqual({ refused });
  });

  it('completes a name without extension', () => {
    expect(verdictOn({ ...sighting, name: 'Séance du 24.11.2026' })).toEqual({
      type: 'application/pdf',
      name: 'Séance du 24.11.2026.pdf',
    });
    expect(verdictOn({ ...text, name: '' })).toEqual({ type: 'text/plain', name: 'document.txt' });
  });

  it('takes a PDF that begins a little late, as readers do', () => {
    const late = { ...sighting, found: undefined, head: `\n\n%PDF-1.4\u0000` };
    expect(verdictOn(late)).toMatchObject({ type: 'application/pdf' });
  });
});
