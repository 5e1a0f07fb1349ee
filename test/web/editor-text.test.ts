import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fromPlainText, paragraphs } from '../../web/islands/editor-text.ts';

describe('the editor’s text', () => {
  it('turns Trix’s blocks into paragraphs and keeps single line breaks', () => {
    expect(paragraphs('<div>Un<br>deux<br><br>trois</div><h2>T</h2><ul><li>a</li></ul><div><br></div>')).toBe(
      '<p>Un<br>deux</p><p>trois</p><h2>T</h2><ul><li>a</li></ul>',
    );
    expect(paragraphs('')).toBe('');
  });

  it('turns plain text into paragraphs, escaped', () => {
    expect(fromPlainText('Un <b>\r\ndeux & trois\n\n\nquatre')).toBe(
      '<p>Un &lt;b&gt;<br>deux &amp; trois</p><p>quatre</p>',
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fromPlainText(text).replace(/<\/?p>|<br>/g, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});
