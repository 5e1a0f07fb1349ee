import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  cleanFolderName,
  fileIdFor,
  LONGEST_NAME,
  numbered,
  orderOf,
  withExtensionOf,
} from '../../../modules/repository/rules.ts';

describe('names', () => {
  it('of folders lead nowhere, whatever is typed, and stay as they are once clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const name = cleanFolderName(typed);
        expect(name).not.toMatch(/[/\\]|^\./);
        expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(cleanFolderName(name)).toBe(name);
      }),
    );
  });

  it.each([
    ['budget.pdf', 1, 'budget.pdf'],
    ['budget.pdf', 2, 'budget (2).pdf'],
    ['Séance du 24.11.2026', 3, 'Séance du 24.11.2026 (3)'],
  ])('%s, the %i. of its name, is %s', (name, number, expected) => {
    expect(numbered(name, number)).toBe(expected);
  });

  it('stay within their length with a number, and differ from one to the next', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 280, maxLength: 300 }), fc.integer({ min: 2, max: 50 }), (name, number) => {
        expect(numbered(`${name.slice(0, 296)}.pdf`, number).length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(numbered(name, number)).not.toBe(numbered(name, number + 1));
      }),
    );
  });

  it.each([
    ['Arrêté', 'brouillon.pdf', 'Arrêté.pdf'],
    ['Arrêté.PDF', 'brouillon.pdf', 'Arrêté.PDF'],
    ['Arrêté.exe', 'brouillon.pdf', 'Arrêté.exe.pdf'],
    ['Arrêté', 'brouillon', 'Arrêté'],
  ])('%s, of a file that was %s, is %s', (name, before, expected) => {
    expect(withExtensionOf(name, before)).toBe(expected);
  });
});

describe('the order of a folder', () => {
  const sorted = (...names: string[]): string[] =>
    names.toSorted((a, b) => (orderOf('file', a) < orderOf('file', b) ? -1 : 1));

  it('is that of people: accents and case aside, numbers by what they count', () => {
    expect(sorted('b.pdf', 'Écoles.pdf', 'eau.pdf', 'Note 10.pdf', 'note 9.pdf', 'Note 010 bis.pdf')).toEqual([
      'b.pdf',
      'eau.pdf',
      'Écoles.pdf',
      'note 9.pdf',
      'Note 10.pdf',
      'Note 010 bis.pdf',
    ]);
    expect(orderOf('folder', 'zzz') < orderOf('file', 'aaa')).toBe(true);
  });

  it('keeps two names apart unless they are the same but for the case', () => {
    expect(orderOf('file', 'Note 1.pdf')).not.toBe(orderOf('file', 'Note-1.pdf'));
    expect(orderOf('file', '🎉.pdf')).not.toBe(orderOf('file', '🎂.pdf'));
    expect(orderOf('file', 'É.pdf')).toBe(orderOf('file', 'é.PDF'));
  });
});

describe('the id of a file', () => {
  it('follows from its first document', () => {
    expect(fileIdFor('doc_01K')).toBe('fil_01K');
  });
});
