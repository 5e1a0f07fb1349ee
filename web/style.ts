/**
 * The style sheet. On a first visit it is in the page itself: a file of its own costs half a second on a slow line, and
 * its hash lets the content security policy name it, so that no other inline style is accepted. Whoever comes back has
 * the file: it is half of what a page weighs.
 */
import { createHash } from 'node:crypto';
import { tonesOf, isHex, type Tones } from './colours.ts';
import { base } from './css/base.ts';
import { components } from './css/components.ts';
import { forms } from './css/forms.ts';
import { layout } from './css/layout.ts';
import { palette } from './css/palette.ts';
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

/** What goes into the `<style>` element of a page, and into the file. */
export const inlineStyle = minify(styleSource);

/** Changes with the style sheet. */
export const styleVersion = createHash('sha256').update(inlineStyle).digest('hex').slice(0, 8);

/** The file's name, under `/static/`. */
export const styleFile = `style-${styleVersion}.css`;

/** Where a page takes its style sheet. */
export const STYLE_PLACE = '<!--style-->';

const WAYS = {
  inline: `<style>${inlineStyle}</style>`,
  // Fetched when the browser has nothing else to do.
  keeping: `<style>${inlineStyle}</style><link rel="prefetch" as="style" href="/static/${styleFile}">`,
  kept: `<link rel="stylesheet" href="/static/${styleFile}">`,
} as const;

/**
 * A page with its style sheet. `inline`: in the page, for whoever may never come back; `keeping`: the browser also keeps
 * the file for the next pages; `kept`: it has it.
 */
export const dressed = (html: string, way: keyof typeof WAYS): string => html.replace(STYLE_PLACE, () => WAYS[way]);

const hashOf = (css: string): string => `sha256-${createHash('sha256').update(css).digest('base64')}`;

/** What names it in `style-src` of the content security policy, to be put between single quotes. */
export const styleHash = hashOf(inlineStyle);

/** Tones for both themes: each is moved until it reads at 4.5:1, so that no choice can make a page unreadable. */
function colours(name: string, wash: string, colour: string): string | undefined {
  if (!isHex(colour)) return undefined;
  const tones = tonesOf(colour);
  const rules = (theme: 'light' | 'dark') => properties(name, wash, tones[theme]);
  return `@layer tokens{:root{${rules('light')}}@media (prefers-color-scheme:dark){:root{${rules('dark')}}}}`;
}

/**
 * The colour of an organisation (`#rrggbb`), as a `<style>` that needs the page's nonce. Undefined when there is nothing
 * to change; a colour that is not six hexadecimal digits is ignored.
 */
export const accentStyle = (accent: string | undefined): string | undefined =>
  accent === undefined ? undefined : colours('accent', 'accent-wash', accent);

export interface NamedStyle {
  css: string;
  /** For `style-src` of the content security policy, between single quotes. */
  hash: string;
}

const territories = new Map<string, NamedStyle | undefined>();

/** The colour of the territory (`#rrggbb`), on all its pages and named by hash. Undefined when it is Parvis's own. */
export function territoryStyle(hue: string | undefined): NamedStyle | undefined {
  if (hue === undefined || hue === palette.hue[0]) return undefined;
  if (!territories.has(hue)) {
    const css = colours('hue', 'wash', hue);
    territories.set(hue, css === undefined ? undefined : { css, hash: hashOf(css) });
  }
  return territories.get(hue);
}

const properties = (name: string, wash: string, tones: Tones) =>
  `--${name}:${tones.hue};--on-${name}:${tones.onHue};--${wash}:${tones.wash};`;
