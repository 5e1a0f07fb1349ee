import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { buildSegment } from '../../../platform/search/building.ts';
import { termOf } from '../../../platform/search/french.ts';
import { errorsBetween } from '../../../platform/search/nearby.ts';
import { entry, found, layersOf, search, TODAY } from './index-of.ts';

const ENTRIES = [
  entry('school', 'Convention pour les écoles', 'Les travaux de l’école maternelle commencent au printemps.'),
  entry('road', 'Entretien de la voirie communale', 'Le conseil approuve les travaux de voirie, près de l’école.'),
  entry('budget', 'Budget primitif 2026', 'Le budget est équilibré.', { category: 'actualites', day: TODAY - 400 }),
  entry('prize', 'Prime exceptionnelle', 'Personnel communal.', { organisation: '2/agen/Agen', audience: 'network' }),
];

describe('what is found', () => {
  it.each([
    ['L’école', ['school', 'road']],
    ['ecoles', ['school', 'road']],
    ['travaux école', ['school', 'road']],
    ['TRAVAUX VOIRIE', ['road']],
    ['voi', ['road']],
    ['délibérat', []],
    ['budget 2026', ['budget']],
    ['2026', ['budget']],
    ['convent', ['school']],
    ['convention', ['school']],
    ['conventionn', ['school']],
  ])('by « %s » is %j', (text, refs) => {
    expect(found(ENTRIES, text)).toEqual(refs);
  });

  it.each(['voiire', 'vorie', 'entretein', 'comunal conseil'])('by « %s », mistyped, is the road', (text) => {
    const ranked = search(layersOf(buildSegment(ENTRIES)), text);
    expect(ranked.hits.map(({ ref }) => ref)).toEqual(['road']);
    expect(ranked.manner).toBe('close');
  });

  it('with some of the words only comes when nothing has all of them', () => {
    const ranked = search(layersOf(buildSegment(ENTRIES)), 'budget voirie');
    expect(ranked.manner).toBe('some');
    expect(ranked.hits.map(({ ref }) => ref).sort()).toEqual(['budget', 'road']);
  });

  it('is nothing for words that say nothing', () => {
    expect(found(ENTRIES, 'le de la')).toEqual([]);
    expect(found(ENTRIES, '')).toEqual([]);
    expect(found([], 'budget')).toEqual([]);
  });

  it('has the title before the text, and what is recent before what is not', () => {
    const same = [
      entry('old', 'Cantine', '', { day: TODAY - 2000 }),
      entry('new', 'Cantine'),
      entry('inside', 'Menus', 'La cantine.'),
    ];
    expect(found(same, 'cantine')).toEqual(['new', 'old', 'inside']);
  });

  it('is narrowed', () => {
    expect(found(ENTRIES, 'travaux', { categories: ['actualites'] })).toEqual([]);
    expect(found(ENTRIES, 'communal', { isOf: (key) => key.startsWith('2/') })).toEqual(['prize']);
    expect(found(ENTRIES, 'communal', { audience: 'public' })).toEqual(['road']);
    expect(found(ENTRIES, 'budget', { from: TODAY - 30 })).toEqual([]);
    expect(found(ENTRIES, 'budget', { to: TODAY - 30 })).toEqual(['budget']);
    expect(found(ENTRIES, 'école', { inTitle: true })).toEqual(['school']);
  });

  it('is counted by section, whatever section is asked for', () => {
    const { counts, hits } = search(layersOf(buildSegment(ENTRIES)), 'communal', { categories: ['actualites'] });
    expect(hits).toEqual([]);
    expect(counts).toEqual(new Map([['actes', 2]]));
  });

  it('tells which words to mark', () => {
    const { terms } = search(layersOf(buildSegment(ENTRIES)), 'vorie');
    expect(terms.has(termOf('voirie') ?? '')).toBe(true);
  });
});

describe('any word of an entry', () => {
  it('finds it', () => {
    const words = fc.array(fc.stringMatching(/^[a-zéèçœ]{2,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (texts) => {
        const entries = texts.map((text, at) => entry(String(at), '', text.join(' ')));
        for (const [at, text] of texts.entries()) {
          for (const word of text.filter((one) => termOf(one) !== undefined)) {
            expect(found(entries, word)).toContain(String(at));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('errors between two words', () => {
  it.each([
    ['voirie', 'voirie', 0],
    ['voirie', 'voirei', 1],
    ['voirie', 'voire', 1],
    ['voirie', 'voirrie', 1],
    ['voirie', 'foirie', 1],
    ['voirie', 'mairie', 2],
    ['voirie', 'cantine', 3],
  ])('%s and %s are %i', (one, other, errors) => {
    expect(errorsBetween(one, other, 2)).toBe(errors);
    expect(errorsBetween(other, one, 2)).toBe(errors);
  });
});
