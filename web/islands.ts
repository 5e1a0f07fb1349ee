/** Which file of `/static/` an island is in, its name carrying the hash of its content. */
import { files } from './islands/files.ts';

/** The islands a page may ask for. */
export type Island = 'upload' | 'editor' | 'draft' | 'suggest' | 'once' | 'verify';

/** The address of a file built from `web/islands`: `/static/upload-3FQ2K7.js`. */
export function islandFile(name: keyof typeof files): string {
  return `/static/${files[name]}`;
}

/** The address of an island's script. */
export function islandScript(island: Island): string {
  return islandFile(`${island}.js`);
}

/** The favicon's address. */
export const faviconFile = islandFile('favicon.svg');
