/** Decisions of the repository: names, order, what may lie where. Pure. */
import { cleanLine, plainKey } from '../../platform/text.ts';
import { hashToken } from '../../platform/tokens.ts';
import { DAY } from '../../platform/clock.ts';

/** Longest name kept. In characters. */
export const LONGEST_NAME = 300;
/** Folders within folders. */
export const DEEPEST = 8;
/** How long what is thrown away may be taken back. */
export const TRASH_KEPT_FOR = 30 * DAY;
/** Names tried before somebody is asked to choose another. */
export const MOST_NAMESAKES = 50;

/** A folder's name as people may see it: no path, no hidden characters, no leading dots. Empty when nothing is left. */
export const cleanFolderName = (name: string): string =>
  wholeCharacters(
    cleanLine(name)
      .replace(/\s*[/\\]+\s*/g, '-')
      .replace(/^[.\s-]+/, '')
      .trim(),
    LONGEST_NAME,
  );

/** Cuts at most at `length` without leaving half of a character behind. */
const wholeCharacters = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** `pdf` of « Compte rendu.PDF »: an extension begins with a letter. */
const EXTENSION = /\.[a-z][a-z0-9]{0,4}$/i;

export const extensionOf = (name: string): string => EXTENSION.exec(name)?.[0].toLowerCase() ?? '';

/** The name of the `number`th that wants it: « budget.pdf », « budget (2).pdf ». */
export function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const ending = EXTENSION.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  const mark = ` (${number})${ending}`;
  return `${wholeCharacters(stem, LONGEST_NAME - mark.length)}${mark}`;
}

/** The same name with the extension of another: a file keeps what it is. */
export function withExtensionOf(name: string, before: string): string {
  const wanted = EXTENSION.exec(before)?.[0] ?? '';
  const given = EXTENSION.exec(name)?.[0] ?? '';
  if (given.toLowerCase() === wanted.toLowerCase()) return name;
  return `${wholeCharacters(name, LONGEST_NAME - wanted.length)}${wanted}`;
}

/** Numbers in their order: « 9 » before « 10 ». */
const counted = (text: string): string =>
  text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(8, '0'));

/**
 * Where a line stands in its folder: folders first, then names as people sort them. Two of one name, whatever the
 * case, would have the same key: that is what keeps names apart.
 */
export function orderOf(kind: 'folder' | 'file', name: string): string {
  const exact = hashToken(name.normalize('NFC').toLocaleLowerCase('fr')).slice(0, 12);
  const ending = kind === 'file' ? extensionOf(name) : '';
  const stem = name.slice(0, name.length - ending.length);
  return `${kind === 'folder' ? 0 : 1}#${counted(plainKey(stem).slice(0, 100))}#${exact}`;
}

/** A file's id is its first document's: filed twice, it is there once. */
export const fileIdFor = (document: string): string => `fil_${document.slice('doc_'.length)}`;

/** A list with something first, once, and no longer than that. */
export const withFirst = (list: readonly string[], first: string, most: number): string[] =>
  [first, ...list.filter((one) => one !== first)].slice(0, most);

/** Whether a folder that would lie on that way would lie in itself. */
export const liesIn = (trail: readonly { id: string }[], folder: string): boolean =>
  trail.some(({ id }) => id === folder);
