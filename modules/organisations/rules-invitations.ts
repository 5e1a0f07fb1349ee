/** What becomes of each line of a pasted list of people to invite. Pure. */
import { createHash } from 'node:crypto';
import { ROLES, type Role } from '../../platform/rules.ts';
import { emailAddress, plainKey } from '../../platform/text.ts';
import type { PastedRow } from './pasted-table.ts';

/** People invited at once. */
export const MOST_INVITED = 500;
const LONGEST_NAME = 80;
const LONGEST_POSITION = 120;

/** Who is in already, by address in lower case. */
export interface KnownPeople {
  members: ReadonlySet<string>;
  /** Invitations that may still be accepted, with their ids. */
  invited: ReadonlyMap<string, string>;
}

export interface Wished {
  email: string;
  firstName: string;
  lastName: string;
  role: Role;
  position: string;
}

/** Lines that are refused say why; the others are in already. */
export type LineRefusal = 'no-address' | 'wrong-address' | 'unknown-role' | 'too-long';
export type PlannedLine = Pick<PastedRow, 'line' | 'raw'> &
  (
    | ({ outcome: 'invite' | 'sent'; id: string } & Wished)
    | ({ outcome: 'member' | 'invited' } & Wished)
    | ({ outcome: 'duplicate'; of: number } & Wished)
    | { outcome: LineRefusal; found: string }
  );

/**
 * The id of the invitation of an address in a batch: the same list confirmed twice, or again after it was cut, makes
 * the same invitations.
 */
export function invitationIdIn(batch: string, email: string): string {
  const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const digest = createHash('sha256').update(`${batch}\n${email}`).digest();
  const letters = [...digest.subarray(0, 16)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  return `${batch.slice(0, 'inv_'.length + 10)}${letters}`;
}

const COLUMNS = {
  firstName: ['prenom', 'first-name'],
  lastName: ['nom', 'nom-de-famille', 'last-name'],
  email: ['adresse', 'adresse-e-mail', 'adresse-mail', 'email', 'e-mail', 'mail', 'courriel', 'adresse-electronique'],
  role: ['role', 'droits'],
  position: ['fonction', 'poste', 'qualite'],
} as const satisfies Record<keyof Wished, readonly string[]>;
type Column = keyof typeof COLUMNS;

/** Maps: a word typed in a cell is never a property that every object has. */
const COLUMN_OF_TITLE = new Map<string, Column>([
  ...COLUMNS.firstName.map((title) => [title, 'firstName'] as const),
  ...COLUMNS.lastName.map((title) => [title, 'lastName'] as const),
  ...COLUMNS.email.map((title) => [title, 'email'] as const),
  ...COLUMNS.role.map((title) => [title, 'role'] as const),
  ...COLUMNS.position.map((title) => [title, 'position'] as const),
]);

const ROLE_OF_WORD = new Map<string, Role>([
  ['lecteur', 'reader'],
  ['lectrice', 'reader'],
  ['contributeur', 'contributor'],
  ['contributrice', 'contributor'],
  ['redacteur', 'publisher'],
  ['redactrice', 'publisher'],
  ['referent', 'referent'],
  ['referente', 'referent'],
  ...ROLES.map((role) => [role, role] as const),
]);

type Cells = Readonly<Record<Column, string>>;

/** First line of titles, in any order; undefined when the lines are in the usual order. */
function titlesOf(first: PastedRow | undefined): (Column | undefined)[] | undefined {
  if (!first || first.cells.some((cell) => cell.includes('@'))) return undefined;
  const columns = first.cells.map((cell) => COLUMN_OF_TITLE.get(plainKey(cell)));
  return columns.includes('email') ? columns : undefined;
}

/** The line of titles as it was written, when there is one: without it, the others would mean something else. */
export const titleLineOf = ([first]: readonly PastedRow[]): string | undefined =>
  titlesOf(first) ? first?.raw : undefined;

/** `Claire Morin <claire@exemple.fr>`, as mail programs write it. */
const NAMED_ADDRESS = /^"?([^"<]*?)"?\s*<([^<>]+)>$/;

const splitName = (name: string): [string, string] => {
  const at = name.indexOf(' ');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
};

/** Without titles: prénom, nom, adresse, rôle, fonction; the address tells where the others are. */
function cellsInOrder(cells: readonly string[]): Cells {
  const at = cells.findIndex((cell) => cell.includes('@'));
  const before = at < 0 ? cells : cells.slice(0, at);
  const [, role = '', position = ''] = at < 0 ? [] : cells.slice(at);
  const [, name, address] = NAMED_ADDRESS.exec(cells[at] ?? '') ?? [];
  const [one, ...others] = before.filter((cell) => cell !== '');
  const [firstName, lastName] = others.length > 0 ? [one ?? '', others.join(' ')] : splitName(one ?? name ?? '');
  return { firstName, lastName, email: address ?? cells[at] ?? '', role, position };
}

function cellsByTitle(cells: readonly string[], titles: readonly (Column | undefined)[]): Cells {
  const cell = (column: Column): string => cells[titles.indexOf(column)] ?? '';
  return {
    firstName: cell('firstName'),
    lastName: cell('lastName'),
    email: cell('email'),
    role: cell('role'),
    position: cell('position'),
  };
}

function wishedOf(cells: Cells, usual: Role): Wished | { refusal: LineRefusal; found: string } {
  if (cells.email === '') return { refusal: 'no-address', found: '' };
  const address = emailAddress().safeParse(cells.email);
  if (!address.success) return { refusal: 'wrong-address', found: cells.email };
  const role = cells.role === '' ? usual : ROLE_OF_WORD.get(plainKey(cells.role));
  if (!role) return { refusal: 'unknown-role', found: cells.role };
  const long = [cells.firstName, cells.lastName].find((name) => name.length > LONGEST_NAME);
  if (long !== undefined) return { refusal: 'too-long', found: long };
  if (cells.position.length > LONGEST_POSITION) return { refusal: 'too-long', found: cells.position };
  return { ...cells, email: address.data, role };
}

/** What will happen for each line; `usual`: the role of lines that name none. */
export function planInvitations(
  rows: readonly PastedRow[],
  known: KnownPeople,
  { batch, usual }: { batch: string; usual: Role },
): PlannedLine[] {
  const titles = titlesOf(rows[0]);
  const lineOf = new Map<string, number>();
  return rows.slice(titles ? 1 : 0).map(({ line, raw, cells }): PlannedLine => {
    const wished = wishedOf(titles ? cellsByTitle(cells, titles) : cellsInOrder(cells), usual);
    if ('refusal' in wished) return { line, raw, outcome: wished.refusal, found: wished.found };
    const { email } = wished;
    const before = lineOf.get(email);
    if (before !== undefined) return { line, raw, ...wished, outcome: 'duplicate', of: before };
    lineOf.set(email, line);
    if (known.members.has(email)) return { line, raw, ...wished, outcome: 'member' };
    const id = invitationIdIn(batch, email);
    const invited = known.invited.get(email);
    if (invited === undefined) return { line, raw, ...wished, outcome: 'invite', id };
    return invited === id
      ? { line, raw, ...wished, outcome: 'sent', id }
      : { line, raw, ...wished, outcome: 'invited' };
  });
}
