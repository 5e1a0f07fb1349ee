/**
 * The style sheet, in the page itself: a file of its own costs half a second on a slow line. Its hash lets the
 * content security policy name it, so that no other inline style is accepted.
 */
import { createHash } from 'node:crypto';
import { tonesOf, isHex, type Tones } from './colours.ts';
import { base } from './css/base.ts';
import { components } from './css/components.ts';
import { forms } from './css/forms.ts';
import { layout } from './css/layout.ts';
import { tokens } from './css/tokens.ts';
import { utilities } from './css/utilities.ts';

/**
 * Takes out what only people need: comments and spaces. It knows our own hand only (a space after each colon of a
 * declaration, none in a selector); a test holds its result against esbuild's.
 */
export function minify(css: string): string {
  return css
    .split(/("[^"]*")/)
    .map((part, at) => (at % 2 === 1 ? part : squeeze(part)))
    .join('')
    .trim();
}

const squeeze = (css: string) =>
  css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');

/** The style sheet before minifying, in the order of its layers. */
export const styleSource =
  '@layer reset, tokens, base, components, utilities;' + tokens + base + layout + components + forms + utilities;

/** What goes into the `<style>` element of every page. */
export const inlineStyle = minify(styleSource);

/** What names it in `style-src` of the content security policy, to be put between single quotes. */
export const styleHash = `sha256-${createHash('sha256').update(inlineStyle).digest('base64')}`;

/**
 * The colours of a territory (`hue`) and of an organisation (`accent`), as a second `<style>` that needs the page's
 * nonce. Each tone is moved until it reads at 4.5:1, so that no choice can make a page unreadable. Undefined when
 * there is nothing to change; a colour that is not six hexadecimal digits is ignored.
 */
export function brandStyle(brand: { hue?: string; accent?: string }): string | undefined {
  const hue = brand.hue !== undefined && isHex(brand.hue) ? tonesOf(brand.hue) : undefined;
  const accent = brand.accent !== undefined && isHex(brand.accent) ? tonesOf(brand.accent) : undefined;
  if (!hue && !accent) return undefined;
  const rules = (theme: 'light' | 'dark') =>
    (hue ? properties('hue', 'wash', hue[theme]) : '') +
    (accent ? properties('accent', 'accent-wash', accent[theme]) : '');
  return `@layer tokens{:root{${rules('light')}}@media (prefers-color-scheme:dark){:root{${rules('dark')}}}}`;
}

const properties = (name: string, wash: string, tones: Tones) =>
  `--${name}:${tones.hue};--on-${name}:${tones.onHue};--${wash}:${tones.wash};`;
