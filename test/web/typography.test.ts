import { describe, expect, it } from 'vitest';
import { tied } from '../../web/typography.ts';

const NBSP = '\u00a0';

describe('tied', () => {
  it('ties double signs and guillemets to their words', () => {
    expect(tied('<p>Qui le verra ? « Tout le monde » : oui !</p>')).toBe(
      `<p>Qui le verra${NBSP}? «${NBSP}Tout le monde${NBSP}»${NBSP}: oui${NBSP}!</p>`,
    );
  });

  it('leaves attributes, styles, scripts and what was typed as they are', () => {
    const html = '<style>a { b : c }</style><textarea>Pour qui ?</textarea><a title="Où ? Là »">x</a><pre>a ? b</pre>';
    expect(tied(html)).toBe(html);
  });

  it('holds across several elements and lines', () => {
    expect(tied('<b>Déjà</b> :\n<style>x : y</style> <i>ici</i> ;')).toBe(
      `<b>Déjà</b>${NBSP}:\n<style>x : y</style> <i>ici</i>${NBSP};`,
    );
  });
});
