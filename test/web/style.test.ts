import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { inlineStyles, minify, styleHash, styleSources } from '../../web/style.ts';

/** Bytes, compressed: with less of it a public page may say more. */
const BUDGETS = { everybody: 5.25 * 1024, member: 6.25 * 1024 } as const;

describe.each(['everybody', 'member'] as const)('the style sheet: %s', (whose) => {
  it('is light once compressed', () => {
    expect(gzipSync(inlineStyles[whose], { level: 9 }).length).toBeLessThanOrEqual(BUDGETS[whose]);
  });

  it('means the same once minified', async () => {
    const [ours, source] = await Promise.all(
      [inlineStyles[whose], styleSources[whose]].map((css) => transform(css, { loader: 'css', minify: true })),
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
    const way = whose === 'member' ? 'keeping' : whose;
    expect(styleHash(way)).toBe(`sha256-${createHash('sha256').update(inlineStyles[whose]).digest('base64')}`);
  });

  it('uses no colour outside the palette but in shadows and on paper', () => {
    const stray = styleSources[whose]
      .replace(/@layer tokens \{[\s\S]*?\n\}/, '')
      .replace(/@media print[\s\S]*/, '')
      .match(/#[0-9a-f]{3,6}\b/gi);
    expect(stray).toBeNull();
  });
});
