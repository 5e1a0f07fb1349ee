/** What is said of a file, and where one is sent: for pages of every module. */
import { LARGEST_FILE } from '../../platform/deposits.ts';
import { formatSize, plural } from '../../web/format.ts';
import { typeLabel } from './rules.ts';
import type { DocumentCard, Flag } from './schema.ts';
import { TEXTS } from './texts.ts';

/** What is known of a file before it is opened. */
interface KnownFile extends Pick<DocumentCard, 'type' | 'size' | 'pages'> {
  flags?: readonly Flag[] | undefined;
}

/** « PDF, 412 Ko, 3 pages », « Word, 12 Ko, contient des macros » */
export function describeFile({ type, size, pages, flags = [] }: KnownFile): string {
  const parts = [typeLabel(type)];
  if (size !== undefined) parts.push(formatSize(size));
  if (pages !== undefined) parts.push(plural(pages, 'page'));
  return [...parts, ...flags.map((flag) => TEXTS.flagWords[flag])].join(', ');
}

/** Where the island `upload` asks for a place, and where it reads the state. */
export const DEPOSIT_ADDRESSES = {
  depot: '/documents/depots',
  state: '/documents/{document}/etat',
  parts: '/documents/envois',
} as const;

/** The same, for what is to lie in a folder, or to be a new version of a file. */
export function depositAddresses(to: { dossier?: string | undefined; fichier?: string | undefined }) {
  const query = new URLSearchParams(Object.entries(to).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const asked = query.size > 0 ? `?${query}` : '';
  const { depot, state, parts } = DEPOSIT_ADDRESSES;
  return { depot: `${depot}${asked}`, state, parts: `${parts}${asked}` };
}

/** What is taken, and of which size at most, in bytes. */
export const formatsHelp = (largest: number): string =>
  `PDF, image JPEG, PNG ou WebP, Word, Excel, PowerPoint, LibreOffice, page HTML ou texte, ${formatSize(largest)} au plus.`;

export const FORMATS_HELP = formatsHelp(LARGEST_FILE);
