/**
 * Parvis's mark: a sheltering roof, an arch one can walk through, and the steps of the square in front. It is drawn
 * in strokes of two widths that still read at 16 pixels. The scene and the arcade are its decorative cousins.
 */
import { raw } from 'hono/html';

const drawing =
  '<path d="M5 18.5 20 6l15 12.5" stroke-width="3.2"/><path d="M9.5 19v12M30.5 19v12M15 31v-5.500a5 5 0 0 1 10 0V31" stroke-width="2.6"/><path d="M4 31.300h32" stroke-width="2.6"/><path d="M9 36.300h22" stroke-width="2.6"/>';

const attributes = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';

export const Mark = () =>
  raw(
    `<svg viewBox="0 0 40 40" width="40" height="40" stroke="currentColor" ${attributes} aria-hidden="true">${drawing}</svg>`,
  );

/** The favicon, a file of its own: white on the territory's default green, so that it shows on any tab. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="#1c5546"/><g transform="translate(3.6 3.4) scale(.82)" stroke="#fff" ${attributes}>${drawing}</g></svg>`;

/** A row of arches, as around the squares of the bastides, under every page. */
export const Arcade = () =>
  raw(
    '<svg class="arcade" aria-hidden="true"><defs><pattern id="arches" width="44" height="30" patternUnits="userSpaceOnUse"><path d="M0 29.500V3.500h44v26M0 9.500h44M6 29.500V24a16 12 0 0 1 32 0v5.5" fill="none" stroke="currentColor"/></pattern></defs><rect width="100%" height="30" fill="url(#arches)"/></svg>',
  );

/** A town hall on its square, for the first screen of public and sign-in pages. Purely decorative. */
export const Scene = () => raw(scene);

const arch = (x: number) => `<path d="M${x} 150v-26a11 11 0 0 1 22 0v26"/>`;
const house = (x: number, top: number, width: number) =>
  `<path d="M${x} 150V${top}h${width}v${150 - top}M${x - 5} ${top}l${width / 2 + 5}-24 ${width / 2 + 5} 24z"/>`;
const shutters = (x: number, y: number) => `<path d="M${x} ${y}h9v15h-9zM${x - 6} ${y}v15M${x + 15} ${y}v15"/>`;
const tree = (x: number) =>
  `<path d="M${x} 150v-36M${x} 128l-8-8M${x} 122l8-8"/><path d="M${x} 76c-15 0-24 12-22 25 1 11 10 17 22 17s21-6 22-17c2-13-7-25-22-25z"/>`;

const scene =
  `<svg class="scene" viewBox="0 0 520 172" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
${house(24, 84, 74)}${shutters(42, 96)}${shutters(70, 96)}${arch(30)}${arch(66)}
${house(108, 100, 56)}${shutters(131, 108)}${arch(125)}
<path d="M184 150V66h152v84M176 66h168M260 22l-92 44M260 22l92 44M176 72h168M246 22V8h28v14M244 8h32M260 8V-2"/><circle cx="260" cy="48" r="9"/><path d="M260 43v5l4 2"/>
<path d="M242 150v-30a18 18 0 0 1 36 0v30M184 100h152"/>${shutters(202, 78)}${shutters(255.5, 78)}${shutters(309, 78)}${arch(196)}${arch(302)}
<path d="M228 150h64M220 156h80M212 162h96"/>
${house(356, 92, 62)}${shutters(372, 102)}${shutters(394, 102)}${arch(376)}
${tree(446)}${tree(486)}<path d="M2 150h206M312 150h206M28 168h464"/></svg>`.replace(/\n/g, '');
