/**
 * One outline set, drawn on a grid of 24: always beside a word, hidden from screen readers. Its pen is in the style
 * sheet: said at each icon, it was a quarter of a page.
 */
import { raw } from 'hono/html';

const paths = {
  home: '<path d="M4 11.5 12 5l8 6.5V20h-5.5v-5.5h-5V20H4z"/>',
  document: '<path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12.5h6M9 16.5h6"/>',
  folder: '<path d="M3 6h6.5l2 2.500H21V19H3z"/>',
  news: '<path d="M4 5h12.5v12.5A2.5 2.5 0 0 0 19 20H6.500A2.5 2.5 0 0 1 4 17.500zM16.5 9H21v8.500a2.5 2.5 0 0 1-2 2.500M7.5 9H13M7.5 12.500H13M7.5 16H11"/>',
  act: '<path d="M6 3h12v9M6 3v18h6M9.5 7.500h5M9.5 11h3"/><circle cx="17" cy="16" r="3"/><path d="m15.3 18.6-.8 3.4 2.5-1.2 2.5 1.2-.8-3.4"/>',
  list: '<path d="M9 6.500h11M9 12h11M9 17.500h11"/><path d="M4.5 6.500h.01M4.5 12h.01M4.5 17.500h.01" stroke-width="2.6"/>',
  people:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.3-4 2.8-6 6.5-6s6.2 2 6.5 6M16 5.300a3.5 3.5 0 0 1 0 6.400M18 14.600c2.2.8 3.3 2.6 3.5 5.4"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500c.4-4.5 3.2-6.7 7.5-6.700s7.1 2.2 7.5 6.7"/>',
  organisation: '<path d="M3 21h18M5 21V10.500M19 21V10.500M3 10.5 12 4l9 6.500zM9.5 21v-5a2.5 2.5 0 0 1 5 0v5"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  check: '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
  success: '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.800L16 9.7"/>',
  warning: '<path d="M12 4 2.8 20h18.400zM12 10v4.500M12 17.300v.01"/>',
  error: '<circle cx="12" cy="12" r="9"/><path d="M12 7.500v5.500M12 16.300v.01"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.500M12 7.700v.01"/>',
  upload: '<path d="M12 16V4.500M7.5 9 12 4.5 16.5 9M4.5 16v3.500h15V16"/>',
  download: '<path d="M12 4.500V16M7.5 11.5 12 16l4.5-4.500M4.5 16v3.500h15V16"/>',
  calendar: '<path d="M4 6h16v14H4zM4 10.500h16M8.5 3.500V8M15.5 3.500V8"/>',
  mail: '<path d="M3.5 6h17v12.500h-17zM3.5 7l8.5 6.500L20.5 7"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.700 0l3.300-3.300a4 4 0 0 0-5.700-5.700L12 6.300M14 10a4 4 0 0 0-5.700 0L5 13.300A4 4 0 0 0 10.7 19l1.300-1.300"/>',
  lock: '<path d="M5.5 11h13v9.500h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.500v2.5"/>',
  globe:
    '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c2.7 2.6 4 5.6 4 9s-1.3 6.4-4 9c-2.7-2.6-4-5.6-4-9s1.3-6.4 4-9"/>',
  logout: '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
  chevron: '<path d="m6.5 9.5 5.5 5.5 5.5-5.5"/>',
  next: '<path d="m9.5 6 6 6-6 6"/>',
  trash: '<path d="M4.5 6.500h15M9.5 6.500V4h5v2.500M6.5 6.5 7.5 20.500h9l1-14M10 10.500v6M14 10.500v6"/>',
  pencil: '<path d="m4 20 1-4.500L16.5 4l3.5 3.500L8.5 19zM14 6.5 17.5 10"/>',
  eye: '<path d="M2.5 12C5 7.7 8.2 5.5 12 5.500s7 2.2 9.5 6.500c-2.5 4.3-5.7 6.5-9.5 6.500S5 16.3 2.5 12"/><circle cx="12" cy="12" r="2.8"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.200l3.5 2"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
} as const;

export type IconName = keyof typeof paths;

/** Every name, for the gallery and the tests. */
export const iconNames = Object.keys(paths).filter((name): name is IconName => name in paths);

/** The icon's SVG as text, for islands' templates and for tests. */
export function iconMarkup(name: IconName): string {
  return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths[name]}</svg>`;
}

export const Icon = ({ name }: { name: IconName }) => raw(iconMarkup(name));
