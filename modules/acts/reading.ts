/** What everybody reads of a register. */
import {
  checkChain,
  type Checked,
  type EntryRow,
  type Position,
  type PublicKey,
} from '../../platform/register-chain.ts';
import { publicScope, type Scope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { actNumber } from '../content/index.ts';
import type { ActLine, Head } from './schema.ts';
import { entriesAfter, entryOf, headOf, keyOfContent, keyOfFile, lineOf, publicKeys } from './store/index.ts';

/** Entries in one page of the export, and checked on one page: about 130 kB, 16 read units. */
export const ENTRIES_A_PAGE = 100;

/** An act by what stands in its address: its number, however written. One read unit at most. */
export async function actNamed(table: Table, siren: string, name: string): Promise<ActLine | undefined> {
  const key = actNumber(name)?.key;
  return key === undefined ? undefined : lineOf(table, publicScope(siren), key);
}

/** The address of a publication in the register; undefined until it is entered. */
export async function addressOfContent(table: Table, siren: string, content: string): Promise<string | undefined> {
  const scope = publicScope(siren);
  const key = await keyOfContent(table, scope, content);
  const line = key === undefined ? undefined : await lineOf(table, scope, key);
  return line?.content === content && line.state === 'online' ? line.address : undefined;
}

/** What proves an entry: itself, the one before, the keys. */
export interface Proof {
  row: EntryRow;
  checked: Checked;
  publicKey: PublicKey | undefined;
}

/** Where one stands after an entry that is taken as it is. */
function positionAfter(row: EntryRow | undefined): Position | undefined {
  if (!row) return undefined;
  const said: { at?: unknown } = JSON.parse(row.entry);
  return { seq: row.seq, hash: row.hash, at: typeof said.at === 'string' ? said.at : '' };
}

/** The proof of one entry, checked against the one before it. One and a half read unit. */
export async function proofOf(table: Table, siren: string, seq: number): Promise<Proof | undefined> {
  const scope = publicScope(siren);
  const [row, before, keys] = await Promise.all([
    entryOf(table, scope, seq),
    seq > 1 ? entryOf(table, scope, seq - 1) : undefined,
    publicKeys(table),
  ]);
  if (!row) return undefined;
  const from = positionAfter(before);
  const checked = await checkChain([row], { register: siren, keys, ...(from ? { from } : {}) });
  return { row, checked, publicKey: keys.find(({ key }) => key === row.key) };
}

/** A part of the register, as it is exported. */
export interface Part {
  keys: PublicKey[];
  head: Head | undefined;
  rows: EntryRow[];
  /** The entry after which the next part begins; undefined when this is the last. */
  next: number | undefined;
}

/** The entries after one. About 17 read units when the part is whole. */
export async function partAfter(table: Table, siren: string, seq: number): Promise<Part> {
  const scope = publicScope(siren);
  const [keys, head, rows] = await Promise.all([
    publicKeys(table),
    headOf(table, scope),
    entriesAfter(table, scope, seq, ENTRIES_A_PAGE),
  ]);
  const last = rows.at(-1)?.seq ?? seq;
  return { keys, head, rows, next: rows.length === ENTRIES_A_PAGE && head && last < head.seq ? last : undefined };
}

/** The same, checked: what the page of verification says. */
export async function checkPart(
  table: Table,
  siren: string,
  seq: number,
): Promise<{ checked: Checked; part: Part; from: number }> {
  const [part, before] = await Promise.all([
    partAfter(table, siren, seq),
    seq > 0 ? entryOf(table, publicScope(siren), seq) : undefined,
  ]);
  const from = positionAfter(before);
  const checked = await checkChain(part.rows, {
    register: siren,
    keys: part.keys,
    ...(from ? { from } : {}),
    last: part.next === undefined ? part.head : undefined,
  });
  return { checked, part, from: seq };
}

/** The act that had a file of that hash, and has it still or not. One read unit. */
export async function actOfFile(
  table: Table,
  scope: Scope<'pub'>,
  sha256: string,
): Promise<{ line: ActLine; isOnline: boolean } | undefined> {
  const key = await keyOfFile(table, scope, sha256);
  const line = key === undefined ? undefined : await lineOf(table, scope, key);
  if (!line) return undefined;
  return { line, isOnline: line.state === 'online' && line.files.some((file) => file.sha256 === sha256) };
}
