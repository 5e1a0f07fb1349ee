/**
 * Custom properties. The two themes are written as plain values and a media query rather than with light-dark():
 * the last browsers of Windows 7 (Chrome 109, Firefox 115), still met in small town halls, do not know it.
 */
import { palette } from './palette.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const theme = (at: 0 | 1) =>
  Object.entries(palette)
    .map(([name, tones]) => `--${kebab(name)}: ${tones[at]};`)
    .join(' ');

export const tokens = `
@layer tokens {
  :root {
    color-scheme: light dark;
    ${theme(0)}
    --accent: var(--hue); --on-accent: var(--on-hue); --accent-wash: var(--wash);
    --shade: rgba(74, 58, 28, .09);
    --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Noto Serif", Georgia, serif;
    --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    --s1: 4px; --s2: 8px; --s3: 12px; --s4: 16px; --s5: 24px; --s6: 36px; --s7: 56px;
    --r: 6px;
  }
  @media screen and (prefers-color-scheme: dark) {
    :root { ${theme(1)} --shade: rgba(0, 0, 0, .3); }
  }
}
`;
