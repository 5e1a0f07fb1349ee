import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { inlineStyle, minify, styleHash, styleSource } from '../../web/style.ts';

const BUDGET = 6 * 1024;

describe('the style sheet', () => {
  it('weighs at most 6 kB compressed', () => {
    expect(gzipSync(inlineStyle, { level: 9 }).length).toBeLessThanOrEqual(BUDGET);
  });

  it('means the same once minified', async () => {
    const [ours, source] = await Promise.all(
      [inlineStyle, styleSource].map((css) => transform(css, { loader: 'css', minify: true })),
    );
    expect(ours?.warnings).toEqual([]);
    // Spaces in custom properties are all that esbuild leaves. Compared rule by rule, for a message one can read.
    const rules = (code = '') => code.replace(/([:,]) /g, '$1').split('}');
    const [mine, theirs] = [rules(ours?.code), rules(source?.code)];
    expect(mine.filter((rule, at) => rule !== theirs[at])).toEqual([]);
    expect(mine.length).toBe(theirs.length);
  });

  it('keeps spaces inside strings and between selectors', () => {
    expect(minify('a  b { content: "x  {  y"; }')).toBe('a b{content:"x  {  y"}');
  });

  it('has the hash that the content security policy names', () => {
    expect(styleHash).toBe(`sha256-${createHash('sha256').update(inlineStyle).digest('base64')}`);
  });

  it('uses no colour outside the palette but in shadows and on paper', () => {
    const stray = styleSource
      .replace(/@layer tokens \{[\s\S]*?\n\}/, '')
      .replace(/@media print[\s\S]*/, '')
      .match(/#[0-9a-f]{3,6}\b/gi);
    expect(stray).toBeNull();
  });
});
