/**
 * Colours that stay readable: contrast as WCAG 2.2 computes it, and the light and dark tones drawn from the one
 * colour that a territory or an organisation chooses.
 */
import { palette } from './css/palette.ts';

/** A colour as six hexadecimal digits, `#17594a`. */
export type Hex = string;

/** What one chosen colour becomes: text and buttons, what is written on them, and a pale wash behind them. */
export type Tones = { hue: Hex; onHue: Hex; wash: Hex };

/** WCAG 1.4.3: the least contrast between a text and what is behind it. */
export const LEAST_CONTRAST = 4.5;

type Triple = readonly [number, number, number];

const HEX = /^#[0-9a-f]{6}$/i;

/** True when `value` is a colour this file understands. */
export function isHex(value: string): value is Hex {
  return HEX.test(value);
}

/** The contrast between two colours, from 1 (the same) to 21 (black on white). Throws RangeError on a bad colour. */
export function contrast(first: Hex, second: Hex): number {
  const [bright, dim] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

/**
 * Says whether a colour can be chosen for a territory or an organisation: it must read on white paper and carry
 * white text. When it cannot, the nearest colour of the same hue that can is proposed.
 */
export function checkColour(chosen: Hex): { passes: true } | { passes: false; nearest: Hex } {
  const nearest = readable(chosen, palette.paper[0], palette.sheet[0]);
  return nearest === chosen.toLowerCase() ? { passes: true } : { passes: false, nearest };
}

/** The tones of one chosen colour on the light and the dark paper; every one of them passes LEAST_CONTRAST. */
export function tonesOf(chosen: Hex): { light: Tones; dark: Tones } {
  const [light, chroma, angle] = toOklch(chosen);
  const pale = fromOklch([0.945, Math.min(chroma, 0.025), angle]);
  const deep = fromOklch([0.3, Math.min(chroma, 0.035), angle]);
  const onLight = readable(chosen, palette.paper[0], palette.sheet[0], pale);
  const onDark = readable(
    fromOklch([Math.max(light, 0.78), Math.min(chroma, 0.1), angle]),
    palette.paper[1],
    palette.sheet[1],
    deep,
  );
  return {
    light: { hue: onLight, onHue: '#ffffff', wash: pale },
    dark: { hue: onDark, onHue: palette.paper[1], wash: deep },
  };
}

/** Moves a colour's lightness, a little at a time, until it reads on each background. */
function readable(chosen: Hex, ...backgrounds: Hex[]): Hex {
  const [start, chroma, angle] = toOklch(chosen);
  const step = luminance(backgrounds[0] ?? '#ffffff') > 0.5 ? -0.005 : 0.005;
  let found = chosen.toLowerCase();
  for (let light = start; light > 0 && light < 1; light += step) {
    if (backgrounds.every((background) => contrast(found, background) >= LEAST_CONTRAST)) return found;
    found = fromOklch([light + step, chroma, angle]);
  }
  return found;
}

function channels(colour: Hex): Triple {
  if (!isHex(colour)) throw new RangeError(`Not a colour: ${colour}`);
  const part = (at: number) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const gamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function luminance(colour: Hex): number {
  const [red, green, blue] = channels(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** OKLCH (Björn Ottosson, 2020): lightness, chroma and angle as the eye sees them. */
function toOklch(colour: Hex): Triple {
  const [red, green, blue] = channels(colour);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const light = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return [light, Math.hypot(a, b), Math.atan2(b, a)];
}

function fromOklch([light, chroma, angle]: Triple): Hex {
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
  const byte = (part: number) => Math.round(gamma(Math.min(1, Math.max(0, part))) * 255);
  return `#${parts.map((part) => byte(part).toString(16).padStart(2, '0')).join('')}`;
}
