/** What the one writer of a register writes: an entry with all that follows from it, in one transaction. */
import { createWriteTransaction } from 'electrodb';
import type { EntryRow, PublicKey } from '../../../platform/register-chain.ts';
import { publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import type { ActItem } from '../../../platform/journal.ts';
import type { ActCard, ActLine, ActsSettings, Head, SessionList } from '../schema.ts';
import { actsEntities } from './entities.ts';
import { rankOf } from './reading.ts';

export interface Appended {
  row: EntryRow;
  head: Head;
  /** Where the register ended before: the transaction is refused when it has gone on since. */
  before: Head | undefined;
  line: ActLine;
  card: ActCard;
  /** Lists in which it is. */
  lists: readonly string[];
}

/** All or nothing; refused when somebody else has appended meanwhile. */
export async function append(table: Table, scope: Scope<'pub'>, appended: Appended): Promise<void> {
  const { row, head, before, line, card, lists } = appended;
  const hashes = new Set(line.state === 'online' ? line.files.map(({ sha256 }) => sha256) : []);
  await committed(
    createWriteTransaction(actsEntities(table), (e) => [
      e.entry.create({ scope, rank: rankOf(row.seq), ...row }).commit(),
      before
        ? e.head
            .put({ scope, ...head })
            .where(({ seq, hash }, { eq }) => `${eq(seq, before.seq)} AND ${eq(hash, before.hash)}`)
            .commit()
        : e.head.create({ scope, ...head }).commit(),
      e.line.put({ scope, ...line }).commit(),
      e.pointer.put({ scope, content: line.content, key: line.key }).commit(),
      ...lists.map((list) => e.card.put({ scope, list, ...card }).commit()),
      ...[...hashes].map((sha256) => e.file.put({ scope, sha256, key: line.key, seq: row.seq }).commit()),
    ]).go(),
  );
}

/** Publishes a key that signs; told again, it is there already. */
export async function publishKey(table: Table, { key, spki }: PublicKey): Promise<void> {
  try {
    await actsEntities(table)
      .key.create({ scope: publicScope('territoire'), key, spki })
      .go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** Refused when somebody else chose since `before`. */
export async function saveSettings(
  table: Table,
  scope: Scope<'pub'>,
  settings: ActsSettings,
  before: number,
  act: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(actsEntities(table), (e) => [
      before === 0
        ? e.settings.create({ scope, ...settings }).commit()
        : e.settings
            .put({ scope, ...settings })
            .where(({ version }, { eq }) => eq(version, before))
            .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Refused when somebody else changed it since `before`. */
export async function saveList(
  table: Table,
  scope: Scope<'pub'>,
  list: SessionList,
  before: number,
  act: ActItem,
): Promise<void> {
  const item = { scope, ...list, others: [...list.others] };
  await committed(
    createWriteTransaction(actsEntities(table), (e) => [
      before === 0
        ? e.sessionList.create(item).commit()
        : e.sessionList
            .put(item)
            .where(({ version }, { eq }) => eq(version, before))
            .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
