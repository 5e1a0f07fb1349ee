/** The mark in the page, and its decorative cousins: the scene and the arcade. */
import { raw } from 'hono/html';
import { attributes, drawing } from './favicon.ts';

export const Mark = () =>
  raw(
    `<svg viewBox="0 0 40 40" width="40" height="40" stroke="currentColor" ${attributes} aria-hidden="true">${drawing}</svg>`,
  );

/** A row of arches, as around the squares of the bastides, under every page. */
export const Arcade = () =>
  raw(
    '<svg class="arcade" aria-hidden="true"><defs><pattern id="arches" width="36" height="32" patternUnits="userSpaceOnUse"><path d="M0 1.5h36M0 6.5h36M5 32V24a13 13 0 0 1 26 0v8" fill="none" stroke="currentColor"/></pattern></defs><rect width="100%" height="32" fill="url(#arches)"/></svg>',
  );

/** A town hall on its square, for the first screen of public and sign-in pages. Purely decorative. */
export const Scene = () => raw(scene);

/** Walls (`w`) are of paper, roofs and leaves (`r`) and shutters (`s`) of the accent: see css/layout.ts. */
const arch = (centre: number, radius: number, top: number) =>
  `<path class="s" d="M${centre - radius} 150v${top - 150}a${radius} ${radius} 0 0 1 ${2 * radius} 0V150z"/>`;
const wall = (left: number, top: number, width: number) => `<path class="w" d="M${left} 150V${top}h${width}V150z"/>`;
const roof = (left: number, top: number, width: number, height: number) =>
  `<path class="r" d="M${left - 6} ${top}l${width * 0.22} ${-height}h${width * 0.56 + 12}l${width * 0.22} ${height}z"/>`;
const pane = (centre: number, top: number, height: number) =>
  `<path class="w" d="M${centre - 4} ${top}h8v${height}h-8z"/><path class="s" d="M${centre - 9} ${top}h5v${height}h-5zM${centre + 4} ${top}h5v${height}h-5z"/>`;
const tree = (centre: number, size: number) =>
  `<circle class="r" cx="${centre}" cy="${142 - size * 1.7}" r="${size}"/><path d="M${centre} 150v${-size * 1.6}M${centre} ${146 - size}l${-size / 3} ${-size / 3}M${centre} ${142 - size}l${size / 3} ${-size / 3}"/>`;
const bays = [212, 244, 316, 348];

const scene = [
  '<svg class="scene" viewBox="0 0 560 176" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">',
  tree(20, 19),
  wall(44, 92, 74) +
    roof(44, 92, 74, 20) +
    pane(63, 100, 15) +
    pane(99, 100, 15) +
    arch(63, 11, 135) +
    arch(99, 11, 135),
  wall(124, 104, 52) + roof(124, 104, 52, 17) + pane(150, 109, 12) + arch(150, 12, 138),
  '<path class="w" d="M268 40V18h24v22z"/><path class="r" d="M264 18q16-6 16-14 0 8 16 14z"/><path d="M280 4v-4M275 40V28a5 5 0 0 1 10 0v12"/>',
  wall(190, 72, 180) + '<path class="r" d="M182 72l98-38 98 38z"/><path d="M186 77h188M190 104h180"/>',
  '<circle class="w" cx="280" cy="57" r="8.5"/><path d="M280 52v5l3.5 2"/>',
  [...bays, 280].map((centre) => pane(centre, 82, 17)).join(''),
  bays.map((centre) => arch(centre, 11, 127)).join('') + arch(280, 15, 129),
  wall(384, 96, 64) +
    roof(384, 96, 64, 19) +
    pane(401, 103, 14) +
    pane(431, 103, 14) +
    arch(401, 11, 136) +
    arch(431, 11, 136),
  tree(474, 17) + tree(512, 21) + tree(545, 14),
  '<path d="M2 150h556"/><path class="w" d="M260 150h40v4h-40zM252 154h56v4h-56zM244 158h72v4h-72z"/>',
  '<path class="w" d="M102 140h40v24h-40z"/><path class="s" d="M107 145h11v14h-11z"/><path d="M123 146h14M123 151h14M123 156h9M106 164v10M138 164v10M99 140l23-7 23 7z"/>',
  '<path d="M414 163h40M418 163v8M450 163v8M414 157h40"/></svg>',
].join('');
