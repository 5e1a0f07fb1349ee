import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import {
  at,
  capitalise,
  dayParts,
  daysBetween,
  de,
  formatDate,
  formatDateTime,
  formatNumber,
  formatRelative,
  formatShortDate,
  formatSize,
  formatTime,
  isoDay,
  NBSP,
  NNBSP,
  plural,
  toDate,
  typographic,
} from '../../web/format.ts';

/** No-break spaces made plain, to read the expectations. */
const plain = (text: string) => text.replaceAll(NBSP, ' ').replaceAll(NNBSP, ' ');
const evening = new Date('2026-11-24T17:30:00Z');
const now = new Date('2026-11-24T09:30:00Z');

describe('dates, as in Paris', () => {
  it('writes a day, an hour and both', () => {
    expect(plain(formatDate(evening))).toBe('mardi 24 novembre 2026');
    expect(plain(formatTime(evening))).toBe('18 h 30');
    expect(plain(formatDateTime(evening))).toBe('mardi 24 novembre 2026 à 18 h 30');
  });

  it('writes a whole hour short, minutes with two digits, midnight as 0 h', () => {
    expect(plain(formatTime('2026-11-24T08:00:00Z'))).toBe('9 h');
    expect(plain(formatTime('2026-11-24T08:05:00Z'))).toBe('9 h 05');
    expect(plain(formatTime('2026-11-23T23:00:00Z'))).toBe('0 h');
  });

  it('writes the first of a month as an ordinal', () => {
    expect(plain(formatDate('2026-11-01'))).toBe('dimanche 1er novembre 2026');
    expect(plain(formatShortDate('2026-12-01', now))).toBe('1er déc.');
  });

  it('takes the day of Paris, not of Greenwich, across midnight and summer time', () => {
    expect(isoDay('2026-07-14T22:30:00Z')).toBe('2026-07-15');
    expect(isoDay('2026-11-24T23:30:00Z')).toBe('2026-11-25');
    expect(plain(formatTime('2026-07-14T10:00:00Z'))).toBe('12 h');
  });

  it('says today, yesterday, tomorrow, else the short date', () => {
    expect(plain(formatRelative('2026-11-24T08:12:00Z', now))).toBe('aujourd’hui, 9 h 12');
    expect(plain(formatRelative('2026-11-23T15:40:00Z', now))).toBe('hier, 16 h 40');
    expect(plain(formatRelative('2026-11-25', now))).toBe('demain');
    expect(plain(formatRelative('2026-11-19', now))).toBe('19 nov.');
    expect(plain(formatRelative('2025-11-19', now))).toBe('19 nov. 2025');
  });

  it('gives the parts of a date block', () => {
    expect(dayParts('2026-11-26')).toEqual({ day: '26', weekday: 'jeu.', month: 'nov.' });
  });

  it('refuses what is no date', () => {
    expect(() => toDate('hier')).toThrow(RangeError);
    expect(() => formatDate('2026-13-45')).toThrow(RangeError);
  });

  it('counts days of the calendar, in both directions, for any two days', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(daysBetween(from, to)).toBe(-daysBetween(to, from) + 0);
        expect(daysBetween(from, from)).toBe(0);
      }),
    );
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });
});

describe('numbers', () => {
  it('separates thousands by a narrow no-break space', () => {
    expect(formatNumber(1286)).toBe(`1${NNBSP}286`);
    expect(formatNumber(12.5)).toBe('12,5');
  });

  it('writes numbers as the browser’s own words for French have it', () => {
    const numbers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
    const shown = fc.oneof(
      fc.integer(),
      fc.integer({ min: -9_999, max: 9_999 }).map((hundredths) => hundredths / 100),
    );
    fc.assert(
      fc.property(shown, (value) => {
        expect(formatNumber(value)).toBe(numbers.format(value));
      }),
    );
  });

  it('writes sizes in octets, Ko, Mo, Go', () => {
    expect([0, 1, 512, 421_888, 2_202_009, 157_286_400, 5_368_709_120].map((size) => plain(formatSize(size)))).toEqual([
      '0 octet',
      '1 octet',
      '512 octets',
      '412 Ko',
      '2,1 Mo',
      '150 Mo',
      '5 Go',
    ]);
  });

  it('never writes 1 024 of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1024 ** 4 }), (size) => {
        expect(Number.parseFloat(formatSize(size).replace(NNBSP, '').replace(',', '.'))).toBeLessThan(1024);
      }),
    );
  });

  it('makes plurals; nought and one are singular', () => {
    expect([0, 1, 2, 1286].map((count) => plain(plural(count, 'document')))).toEqual([
      '0 document',
      '1 document',
      '2 documents',
      '1 286 documents',
    ]);
    expect(plain(plural(2, 'fois'))).toBe('2 fois');
    expect(plain(plural(2, 'bureau'))).toBe('2 bureaux');
    expect(plain(plural(3, 'journal', 'journaux'))).toBe('3 journaux');
  });
});

describe('words', () => {
  it('sets a capital, also on an accent, and leaves the rest', () => {
    expect(capitalise('mardi Matin')).toBe('Mardi Matin');
    expect(capitalise('élu')).toBe('Élu');
    expect(capitalise('')).toBe('');
  });

  it('sets apostrophes and no-break spaces', () => {
    expect(typographic("l'eau : qui la paie ?")).toBe(`l’eau${NBSP}: qui la paie${NNBSP}?`);
    expect(typographic('« Villages »')).toBe(`«${NBSP}Villages${NBSP}»`);
    expect(typographic('https://example.org/a?b')).toBe('https://example.org/a?b');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typographic(typographic(text))).toBe(typographic(text));
      }),
    );
  });

  it('puts the right small word before a commune', () => {
    const names = [
      'Nérac',
      'Agen',
      'Le Passage',
      'Les Eyzies',
      'La Sauvetat',
      'L’Isle',
      'Étauliers',
      'Hautefage-la-Tour',
    ];
    expect(names.map((name) => de(name))).toEqual([
      'de Nérac',
      'd’Agen',
      'du Passage',
      'des Eyzies',
      'de La Sauvetat',
      'de L’Isle',
      'd’Étauliers',
      'de Hautefage-la-Tour',
    ]);
    expect(['Nérac', 'Le Passage', 'Les Eyzies'].map(at)).toEqual(['à Nérac', 'au Passage', 'aux Eyzies']);
  });

  it('agrees with INSEE on every commune of France', () => {
    const communes: { nom: string; typeLiaison: number }[] = createRequire(import.meta.url)(
      '@etalab/decoupage-administratif/data/communes.json',
    );
    // TNCC: 0 takes « de », 1 « d’ », 2 « du », 3 « de La », 4 « des », 5 « de L’ », 6 « des » (Aux), 7 and 8 Las, Los.
    const starts = ['de ', 'd’', 'du ', 'de La ', 'des ', "de L'"];
    const wrong = communes.filter(({ nom, typeLiaison }) => {
      const start = starts[typeLiaison];
      return start !== undefined && !de(nom, typeLiaison).startsWith(start);
    });
    // The one that the register marks without article although its name has one: we say « du Vernet-Chaméane ».
    expect(wrong.map(({ nom }) => nom)).toEqual(['Le Vernet-Chaméane']);
    expect(communes.length).toBeGreaterThan(34_000);
  });
});
