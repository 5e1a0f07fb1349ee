import { describe, expect, it } from 'vitest';
import { excerptOf, marked } from '../../../platform/search/excerpt.ts';
import { termOf } from '../../../platform/search/french.ts';

const terms = (...words: string[]) => new Set(words.map((word) => termOf(word) ?? ''));
const shown = (pieces: readonly { text: string; isFound: boolean }[]): string =>
  pieces.map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join('');

describe('what is marked', () => {
  it('is each form of what was looked for', () => {
    expect(shown(marked('L’école et les écoles <b>', terms('ECOLE')))).toBe('L’[école] et les [écoles] <b>');
    expect(shown(marked('', terms('x')))).toBe('');
  });
});

describe('an excerpt', () => {
  const long = `${'Début sans rien. '.repeat(40)}Le conseil vote la subvention du marché couvert. ${'Fin sans rien. '.repeat(40)}`;

  it('of a short text is all of it', () => {
    expect(shown(excerptOf(' Le  marché\ncouvert. ', terms('marché')))).toBe('Le [marché] couvert.');
  });

  it('of a long one is where the words are, from word to word', () => {
    const text = shown(excerptOf(long, terms('subvention', 'marchés'), 120));
    expect(text).toContain('[subvention] du [marché] couvert');
    expect(text).toMatch(/^… \p{L}/u);
    expect(text).toMatch(/ …$/);
    expect(text.length).toBeLessThan(150);
  });

  it('is the beginning when the words are elsewhere', () => {
    expect(shown(excerptOf(long, terms('absent'), 60))).toMatch(/^Début sans rien\..* …$/);
    expect(excerptOf('', terms('absent'))).toEqual([]);
  });
});
