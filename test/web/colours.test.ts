import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkColour, contrast, LEAST_CONTRAST, tonesOf } from '../../web/colours.ts';
import { edgePairs, palette, textPairs } from '../../web/css/palette.ts';
import { accentStyle, territoryStyle } from '../../web/style.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is computed as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(() => contrast('red', '#ffffff')).toThrow(RangeError);
  });

  it.each(['light', 'dark'] as const)('reads at 4.5:1 for every text on every background, %s', (theme) => {
    const at = theme === 'light' ? 0 : 1;
    const weak = textPairs
      .map(([text, background]) => ({ text, background, ratio: contrast(palette[text][at], palette[background][at]) }))
      .filter(({ ratio }) => ratio < LEAST_CONTRAST);
    expect(weak).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('draws the limits of controls at 3:1, %s', (theme) => {
    const at = theme === 'light' ? 0 : 1;
    const weak = edgePairs
      .map(([edge, background]) => ({ edge, background, ratio: contrast(palette[edge][at], palette[background][at]) }))
      .filter(({ ratio }) => ratio < 3);
    expect(weak).toEqual([]);
  });
});

describe('a chosen colour', () => {
  it('is accepted when it reads, else the nearest that does is proposed', () => {
    expect(checkColour('#1c5546')).toEqual({ passes: true });
    const pale = checkColour('#f2c94c');
    expect(pale.passes).toBe(false);
    if (!pale.passes) expect(checkColour(pale.nearest)).toEqual({ passes: true });
  });

  it('becomes readable tones, whatever it is, in both themes', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const { light, dark } = tonesOf(chosen);
        for (const [tones, at] of [[light, 0] as const, [dark, 1] as const]) {
          for (const background of [palette.paper[at], palette.sheet[at], tones.wash]) {
            expect(contrast(tones.hue, background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
          }
          expect(contrast(tones.onHue, tones.hue)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
          expect(contrast(palette.ink[at], tones.wash)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
          expect(contrast(palette.soft[at], tones.wash)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never lets anything but a colour into the style sheet', () => {
    expect(territoryStyle('#123456;}</style><script>')).toBeUndefined();
    expect(accentStyle('#123456;}</style><script>')).toBeUndefined();
    expect(accentStyle(undefined)).toBeUndefined();
    expect(accentStyle('#8a1c4a')).toContain('--accent:#');
    expect(territoryStyle('#8a1c4a')?.css).toContain('--hue:#');
    expect(territoryStyle('#1c5546')).toBeUndefined();
  });
});
