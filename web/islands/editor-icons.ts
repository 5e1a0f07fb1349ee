/** The editor's tools, in the outline set of the house. */
const paths = {
  bold: '<path d="M7 4.500h6a3.75 3.75 0 0 1 0 7.500H7zM7 12h7a3.75 3.75 0 0 1 0 7.500H7z" stroke-width="2.4"/>',
  italic: '<path d="M10 4.500h8M6 19.500h8M14.5 4.500l-5 15"/>',
  link: '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700L12 17"/>',
  heading: '<path d="M6 4.500v15M18 4.500v15M6 12h12"/>',
  bullets:
    '<path d="M9 6.500h11M9 12h11M9 17.500h11"/><path d="M4.5 6.500h.01M4.5 12h.01M4.5 17.500h.01" stroke-width="3"/>',
  numbers: '<path d="M10 6.500h10M10 12h10M10 17.500h10M4 5l1.5-1v5M4 15.500c0-2 3-2 3 0 0 1.5-3 2-3 4h3"/>',
  quote: '<path d="M10 7c-3 0-5 2-5 5.500V17h5v-5H6.500M19 7c-3 0-5 2-5 5.500V17h5v-5h-3.5"/>',
  undo: '<path d="M8.5 5 4.5 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4"/>',
  redo: '<path d="m15.5 5 4 4-4 4M19.5 9H10a5.5 5.5 0 0 0 0 11h4"/>',
};

export type EditorIcon = keyof typeof paths;

export function iconMarkup(name: EditorIcon): string {
  return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths[name]}</svg>`;
}
