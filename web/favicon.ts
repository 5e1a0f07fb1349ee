/**
 * Parvis's mark: a sheltering roof, an arch one can walk through, and the steps of the square in front. Few strokes,
 * so that it still reads at 16 pixels. Plain text, because the build reads it too.
 */

/** The strokes, on a grid of 40. */
export const drawing =
  '<path d="M5 17.5 20 5.5l15 12" stroke-width="3.4"/><path d="M13 28.5v-6a7 7 0 0 1 14 0v6" stroke-width="3.2"/><path d="M9.5 29h21M4.5 35.5h31" stroke-width="3.2"/>';

/** How they are drawn. */
export const attributes = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';

/** The favicon, a file of its own: white on the territory's default green, so that it shows on any tab. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="#1c5546"/><g transform="translate(4.4 4) scale(.78)" stroke="#fff" ${attributes}>${drawing}</g></svg>`;
