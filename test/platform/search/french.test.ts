import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { buildSegment } from '../../../platform/search/building.ts';
import { termOf, termsOf, wordsOf } from '../../../platform/search/french.ts';
import { entry, layersOf, search } from './index-of.ts';

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
    expect(one('à la de des qu’il y a')).toEqual(Array.from({ length: 8 }, () => undefined));
  });

  it('stands apart from what is elided before it', () => {
    expect(one("L’école d'Agen")).toEqual([undefined, termOf('ecole'), undefined, termOf('agen')]);
  });

  it('is left as it is when it is a number', () => {
    expect(one('n° 2026-014')).toEqual([undefined, '2026', '014']);
  });

  it('is several when it is longer than any word, and is found whole none the less', () => {
    const code = `${'e'.repeat(40)}7${'é'.repeat(40)}`;
    expect(wordsOf(code).map(({ start, end }) => [start, end])).toEqual([
      [0, 64],
      [64, 81],
    ]);
    expect(wordsOf('i'.repeat(1_000_000)).every(({ text }) => text.length <= 64)).toBe(true);
    const layers = layersOf(buildSegment([entry('a', 'Empreinte', `${code} ${'i'.repeat(900_000)}`)]));
    expect(search(layers, code)).toMatchObject({ manner: 'all', hits: [{ ref: 'a' }] });
  });

  it('is counted', () => {
    expect(termsOf('Les écoles et l’école')).toEqual(new Map([[termOf('école'), 2]]));
  });

  it('is remembered without the text in which it stood', () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('Memory cannot be collected here');
    const heldMegabytes = (): number => {
      collect();
      return process.memoryUsage().heapUsed / 1_000_000;
    };
    const before = heldMegabytes();
    for (let at = 0; at < 50; at += 1) {
      const end = String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26));
      // As it is read from a file.
      termsOf(Buffer.from(`${'voirie '.repeat(100_000)} intercommunalite${end}`).toString());
    }
    expect(heldMegabytes() - before).toBeLessThan(15);
  });
});
