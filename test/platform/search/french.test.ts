import { describe, expect, it } from '@jest/globals';
import { termOf, termsOf, wordsOf } from '../../../platform/search/french.ts';

const one = (text: string): (string | undefined)[] => wordsOf(text).map(({ text: word }) => termOf(word));

describe('a French word', () => {
  it.each([
    ['école', 'écoles'],
    ['école', 'ECOLE'],
    ['délibération', 'deliberations'],
    ['marché', 'marchés'],
    ['communal', 'communaux'],
    ['municipal', 'municipale'],
    ['travaux', 'travail'],
    ['élu', 'élues'],
    ['élus', 'elue'],
    ['publiée', 'publiees'],
    ['arrêté', 'arretes'],
    ['réseau', 'réseaux'],
    ['cœur', 'coeur'],
    ['fermée', 'fermees'],
    ['règlement', 'règlements'],
  ])('%s is found by %s', (written, typed) => {
    expect(termOf(typed)).toBe(termOf(written));
    expect(termOf(typed)).toBeDefined();
  });

  it.each([
    ['maire', 'marché'],
    ['route', 'roue'],
    ['eau', 'eté'],
  ])('%s is not %s', (written, typed) => {
    expect(termOf(typed)).not.toBe(termOf(written));
  });

  it('says nothing when it is small', () => {
    expect(one('à la de des qu’il y a')).toEqual(Array.from({ length: 7 }, () => undefined));
  });

  it('stands apart from what is elided before it', () => {
    expect(one("L’école d'Agen")).toEqual([undefined, termOf('ecole'), undefined, termOf('agen')]);
  });

  it('is left as it is when it is a number', () => {
    expect(one('n° 2026-014')).toEqual([undefined, '2026', '014']);
  });

  it('is counted', () => {
    expect(termsOf('Les écoles et l’école')).toEqual(new Map([[termOf('école'), 2]]));
  });
});
