/**
 * The database on disk that dynalite opens, and its key spaces.
 *
 * Everything one write changes (items, index entries, stream records, expiry entries, the client's
 * token) goes into one LevelDB batch. LevelDB appends a batch as one checksummed record to its
 * write-ahead log and replays whole records only, so a kill at any moment leaves all of a write or
 * nothing of it: that log is the journal, and there is no second one to keep in step.
 */
import { mkdir } from 'node:fs/promises';
import dynalite, { type BatchOperation, type KeyRange, type Level, type LevelIterator } from 'dynalite/db/index.js';
import type { Table } from './types.ts';

/** First parts of keys. `item-…~` and `index-…~` are dynalite's; a table's name holds no `~`. */
export const space = {
  table: 'table~',
  items: (tableName: string): string => `item-${tableName}~`,
  index: (kind: 'global' | 'local', tableName: string, indexName: string): string =>
    `index-${kind}~${tableName}~${indexName}~`,
  indexes: (kind: 'global' | 'local', tableName: string): string => `index-${kind}~${tableName}~`,
  stream: (tableName: string): string => `stream-${tableName}~`,
  expiry: (tableName: string): string => `expiry-${tableName}~`,
  token: 'token~',
};

/** All keys that begin with `prefix` (keys are ASCII). */
export const within = (prefix: string): KeyRange => ({ gte: prefix, lt: `${prefix}\x7f` });

const STEP = 200;

export class Database {
  readonly #level: Level;

  constructor(level: Level) {
    this.#level = level;
  }

  /** Reads on the spot: LevelDB answers from memory or the page cache in microseconds. */
  get<V>(key: string): V | undefined {
    return this.#level.getSync<V>(key);
  }

  /**
   * Applies all operations or none.
   * @param durable waits until the disk has it, so that a power cut does not lose it either.
   */
  async apply(operations: readonly BatchOperation[], durable = false): Promise<void> {
    if (operations.length === 0) return;
    // dynalite covers `batch` with one that takes no options; the class's own is beneath it.
    const level: Pick<Level, 'batch'> = Object.getPrototypeOf(this.#level);
    await level.batch.call(this.#level, operations, { sync: durable });
  }

  values<V>(range: KeyRange): AsyncGenerator<V> {
    return stepThrough(this.#level.values<V>(range));
  }

  keys(range: KeyRange): AsyncGenerator<string> {
    return stepThrough(this.#level.keys(range));
  }

  entries<V>(range: KeyRange): AsyncGenerator<[string, V]> {
    return stepThrough(this.#level.iterator<V>(range));
  }

  clear(range: KeyRange): Promise<void> {
    return this.#level.clear(range);
  }

  async tables(): Promise<Table[]> {
    return await collect(this.values<Table>(within(space.table)));
  }

  close(): Promise<void> {
    return this.#level.close();
  }
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

async function* stepThrough<T>(iterator: LevelIterator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const step = await iterator.nextv(STEP);
      if (step.length === 0) return;
      yield* step;
    }
  } finally {
    await iterator.close();
  }
}

/** @throws {Error} when another process has the directory open. */
export async function openDatabase(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true });
  const { db } = dynalite.create({ path: directory });
  try {
    await db.open();
  } catch (cause) {
    throw new Error(`The table's data in ${directory} cannot be opened; another process may be using it.`, { cause });
  }
  return new Database(db);
}
