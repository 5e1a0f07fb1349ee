/**
 * The style sheet. On a first visit it is in the page itself: a file of its own costs half a second on a slow line, and
 * its hash lets the content security policy name it, so that no other inline style is accepted. Members come back, and
 * have the file; everybody else has a shorter one in each page, of which it is half.
 */
import { createHash } from 'node:crypto';
import { tonesOf, isHex, type Tones } from './colours.ts';
import { base } from './css/base.ts';
import { components } from './css/components.ts';
import { forms } from './css/forms.ts';
import { layout } from './css/layout.ts';
import { members } from './css/members.ts';
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

const LAYERS = '@layer reset, tokens, base, components, utilities;';
const everywhere = LAYERS + tokens + base + layout + components + forms + utilities;

/** The style sheets before minifying, in the order of their layers. */
export const styleSources = { everybody: everywhere, member: everywhere + members } as const;

/** What goes into the `<style>` element of a page: of a member, or of everybody. */
export const inlineStyles = {
  everybody: minify(styleSources.everybody),
  member: minify(styleSources.member),
} as const;

/** Changes with the style sheet of members. */
export const styleVersion = createHash('sha256').update(inlineStyles.member).digest('hex').slice(0, 8);

/** The name of its file, under `/static/`. */
export const styleFile = `style-${styleVersion}.css`;

/** Where a page takes its style sheet. */
export const STYLE_PLACE = '<!--style-->';

const hashOf = (css: string): string => `sha256-${createHash('sha256').update(css).digest('base64')}`;

const fetched = `<link rel="prefetch" as="style" href="/static/${styleFile}">`;

const WAYS = {
  everybody: { html: `<style>${inlineStyles.everybody}</style>`, hash: hashOf(inlineStyles.everybody) },
  // Fetched when the browser has nothing else to do.
  leading: { html: `<style>${inlineStyles.everybody}</style>${fetched}`, hash: hashOf(inlineStyles.everybody) },
  keeping: { html: `<style>${inlineStyles.member}</style>${fetched}`, hash: hashOf(inlineStyles.member) },
  whole: { html: `<style>${inlineStyles.member}</style>`, hash: hashOf(inlineStyles.member) },
  kept: { html: `<link rel="stylesheet" href="/static/${styleFile}">`, hash: undefined },
} as const;

/**
 * `everybody`: in the page, for whoever may never come back; `leading`: the same, and the browser already fetches the
 * file of members, as she is about to sign in; `whole`: that of members, for somebody who works as they do and is none;
 * `keeping`: a member's, in the page, and the browser also keeps the file for the next pages; `kept`: it has it.
 */
export type StyleWay = keyof typeof WAYS;

/** A page with its style sheet. */
export const dressed = (html: string, way: StyleWay): string => html.replace(STYLE_PLACE, () => WAYS[way].html);

/** What names a style sheet in `style-src` of the content security policy, to be put between single quotes. */
export const styleHash = (way: StyleWay): string | undefined => WAYS[way].hash;

/** Tones for both themes: each is moved until it reads at 4.5:1, so that no choice can make a page unreadable. */
function colours(name: string, wash: string, colour: string): string | undefined {
  if (!isHex(colour)) return undefined;
  const tones = tonesOf(colour);
  const rules = (theme: 'light' | 'dark') => properties(name, wash, tones[theme]);
  return `@layer tokens{:root{${rules('light')}}@media screen and (prefers-color-scheme:dark){:root{${rules('dark')}}}}`;
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
