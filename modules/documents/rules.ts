/** What a file is, by its content and not by its name, and whether it is taken. */
import { cleanLine, plainKey } from '../../platform/text.ts';
import type { DocumentState, Refusal } from './schema.ts';

/** Longest name kept. In characters. */
const LONGEST_NAME = 300;

interface FileType {
  /** How people call it. */
  label: string;
  /** Without the dot; the first one completes a name that has none. */
  extensions: readonly [string, ...string[]];
  /** Browsers show it themselves and nothing in it can run. */
  inline: boolean;
  /** Bytes that a whole file has near its end. */
  ending?: string;
}

/** Every office format is a zip, whose directory lies at the end. */
const ZIP_DIRECTORY = 'PK\u0005\u0006';
const OOXML = 'application/vnd.openxmlformats-officedocument';

/** The types that are taken, by media type. */
export const FILE_TYPES: Readonly<Record<string, FileType>> = {
  'application/pdf': { label: 'PDF', extensions: ['pdf'], inline: true, ending: '%%EOF' },
  'image/jpeg': { label: 'Image JPEG', extensions: ['jpg', 'jpeg', 'jpe'], inline: true, ending: '\u00ff\u00d9' },
  'image/png': { label: 'Image PNG', extensions: ['png'], inline: true, ending: 'IEND' },
  'image/webp': { label: 'Image WebP', extensions: ['webp'], inline: true },
  [`${OOXML}.wordprocessingml.document`]: { label: 'Word', extensions: ['docx'], inline: false, ending: ZIP_DIRECTORY },
  [`${OOXML}.spreadsheetml.sheet`]: { label: 'Excel', extensions: ['xlsx'], inline: false, ending: ZIP_DIRECTORY },
  [`${OOXML}.presentationml.presentation`]: {
    label: 'PowerPoint',
    extensions: ['pptx'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.oasis.opendocument.text': {
    label: 'Texte ODT',
    extensions: ['odt'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.oasis.opendocument.spreadsheet': {
    label: 'Tableur ODS',
    extensions: ['ods'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.oasis.opendocument.presentation': {
    label: 'Présentation ODP',
    extensions: ['odp'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.ms-word.document.macroenabled.12': {
    label: 'Word avec macros',
    extensions: ['docm', 'docx'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.ms-excel.sheet.macroenabled.12': {
    label: 'Excel avec macros',
    extensions: ['xlsm', 'xlsx'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  'application/vnd.ms-powerpoint.presentation.macroenabled.12': {
    label: 'PowerPoint avec macros',
    extensions: ['pptm', 'pptx'],
    inline: false,
    ending: ZIP_DIRECTORY,
  },
  // Never shown by the browser itself: only its text is, and the file is downloaded.
  'text/html': { label: 'Page HTML', extensions: ['html', 'htm'], inline: false },
  'text/plain': { label: 'Texte', extensions: ['txt', 'csv', 'md'], inline: false },
};

/** A page A3 at 600 dots an inch has 70 million: browsers and readers open a picture whole. In pixels. */
export const MOST_PIXELS = 100_000_000;

/** Office files are zips, which hold more than one reads. */
export const isOffice = (type: string): boolean => FILE_TYPES[type]?.ending === ZIP_DIRECTORY;

/** For the `accept` of a file control. */
export const ACCEPTED_EXTENSIONS = Object.values(FILE_TYPES)
  .flatMap(({ extensions }) => extensions)
  .filter((extension, at, all) => all.indexOf(extension) === at)
  .map((extension) => `.${extension}`)
  .join(',');

/** What runs when it is opened, by extension and as `file-type` names what it found. */
const PROGRAMS = new Set(
  'exe dll com scr msi bat cmd ps1 vbs js jse wsf hta lnk jar apk app elf macho deb rpm dmg pkg class wasm sh cab'.split(
    ' ',
  ),
);

/** How a file type is called: « PDF », « Word ». */
export const typeLabel = (type: string | undefined): string => FILE_TYPES[type ?? '']?.label ?? 'Fichier';

/** A page may show it itself only when nothing in it can run. */
export const isShownInline = (type: string): boolean => FILE_TYPES[type]?.inline ?? false;

/** `pdf` of « Compte rendu.PDF », nothing of « Séance du 24.11.2026 »: an extension begins with a letter. */
export function extensionOf(name: string): string | undefined {
  return /\.([a-z][a-z0-9]{0,4})$/i.exec(name)?.[1]?.toLowerCase();
}

/**
 * A file's name as people may see it: no folders, no hidden characters, no leading dots, at most 300 characters
 * with its extension kept. Empty when nothing is left.
 */
export function cleanFileName(name: string): string {
  const base = cleanLine(name.split(/[/\\]/).at(-1) ?? '')
    .replace(/^\.+/, '')
    .trim();
  if (base.length <= LONGEST_NAME) return base;
  const extension = extensionOf(base);
  const ending = extension ? `.${extension}` : '';
  return `${wholeCharacters(base, LONGEST_NAME - ending.length)}${ending}`;
}

/** Cuts at most at `length` without leaving half of a character behind. */
const wholeCharacters = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** The name within the object's key: plain letters, so that no program on the way changes it. */
export function keyName(name: string): string {
  const extension = extensionOf(name);
  const base = extension ? name.slice(0, -extension.length - 1) : name;
  const plain = plainKey(base).slice(0, 100) || 'document';
  return extension ? `${plain}.${extension}` : plain;
}

/** What reading the file told. */
export interface Sighting {
  name: string;
  /** In bytes. */
  size: number;
  /** Media type and extension that `file-type` recognised, if any. */
  found: { mime: string; ext: string } | undefined;
  /** First and last bytes, as Latin-1 text: a character a byte. */
  head: string;
  tail: string;
}

export type Verdict = { type: string; name: string } | { refused: Refusal };

const refused = (refusal: Refusal): Verdict => ({ refused: refusal });

/** Text in any encoding of one byte or UTF-8: no byte of a binary file. A script says so on its first line. */
// eslint-disable-next-line no-control-regex -- these are the very bytes that no text has
const isText = (head: string): boolean => !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(head);

function typeOf({ found, head, name }: Sighting): string | undefined {
  if (found) return found.mime;
  // Readers accept a PDF that begins a little late (ISO 32000-1, annex H).
  if (head.slice(0, 1024).includes('%PDF-')) return 'application/pdf';
  if (!isText(head)) return undefined;
  return FILE_TYPES['text/html']?.extensions.includes(extensionOf(name) ?? '') ? 'text/html' : 'text/plain';
}

/** Whether a file is taken, as what, and under which name. Whether a PDF opens is seen afterwards. */
export function verdictOn(sighting: Sighting): Verdict {
  const { name, size, found, head, tail } = sighting;
  if (size === 0) return refused('empty');
  const extension = extensionOf(name);
  if ((found && PROGRAMS.has(found.ext)) || (!found && head.startsWith('#!'))) return refused('executable');
  const type = typeOf(sighting) ?? '';
  const known = FILE_TYPES[type];
  if (extension && PROGRAMS.has(extension)) return refused(known && type !== 'text/plain' ? 'renamed' : 'executable');
  if (!known) return refused('unsupported');
  if (extension && !known.extensions.includes(extension)) {
    // A text under a name of its own kind (page.html) is what it says, only not taken.
    return refused(type === 'text/plain' && !isTakenExtension(extension) ? 'unsupported' : 'renamed');
  }
  if (known.ending && !tail.includes(known.ending)) return refused('damaged');
  return { type, name: extension ? name : `${name || 'document'}.${known.extensions[0]}` };
}

const isTakenExtension = (extension: string): boolean =>
  Object.values(FILE_TYPES).some(({ extensions }) => extensions.includes(extension));

interface Transition {
  from: readonly DocumentState[];
  to: DocumentState;
}

/** Each step of a document's life and the states it may start from. */
export const TRANSITIONS: Readonly<Record<'receive' | 'accept' | 'refuse', Transition>> = {
  /** The file has come. Again from `checking` when a check was cut short. */
  receive: { from: ['awaited', 'checking'], to: 'checking' },
  accept: { from: ['checking'], to: 'ready' },
  refuse: { from: ['checking'], to: 'refused' },
};

/** S3 puts the name that the browser gives in its place, and only the last part of it. */
const NAME_TO_COME = '${filename}';

/** Where the file of a document is put. Without a name, the file brings its own. */
export const keyOf = (siren: string, document: string, name: string): string =>
  `org/${siren}/${document}/${name ? keyName(name) : NAME_TO_COME}`;

/** Where the text of a document is kept: UTF-8, pages apart by a form feed. */
export const textKey = (siren: string, document: string): string => `text/${siren}/${document}`;

/** Where the picture of a document's first page is kept: WebP. */
export const thumbnailKey = (siren: string, document: string): string => `thumb/${siren}/${document}`;
