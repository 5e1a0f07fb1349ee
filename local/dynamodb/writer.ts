/** One writer at a time, and one batch per write. Reads do not wait for it. */
import type { BatchOperation } from 'dynalite/db/index.js';
import type { Database } from './database.ts';
import { expiryOperations } from './expiry.ts';
import { indexOperations } from './index-entries.ts';
import { sameItem } from './item.ts';
import type { Origin, Streams } from './stream.ts';
import type { WorkSet } from './work-set.ts';

export class Writer {
  readonly #database: Database;
  readonly #streams: Streams;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database, streams: Streams) {
    this.#database = database;
    this.#streams = streams;
  }

  /** Runs `work` when all work asked for before has ended, well or badly. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /**
   * Writes all changes of a work set, with their index entries and stream records, or nothing.
   * To be called inside {@link exclusively}. Writes of several items wait for the disk.
   */
  async commit(
    work: WorkSet,
    { origin = 'caller', beside = [] }: { origin?: Origin; beside?: BatchOperation[] } = {},
  ): Promise<void> {
    const changes = [...work.changes.values()].filter(({ before, after }) => !sameItem(before, after));
    if (changes.length === 0 && beside.length === 0) return;
    const operations: BatchOperation[] = [...beside];
    for (const change of changes) {
      const { key, after } = change;
      operations.push(after ? { type: 'put', key, value: after } : { type: 'del', key });
      operations.push(...indexOperations(change), ...expiryOperations(change));
    }
    const records = this.#streams.recordsOf(changes, origin);
    operations.push(...this.#streams.operationsFor(records));
    await this.#database.apply(operations, changes.length > 1);
    this.#streams.written(records);
  }

  /** Waits until no write is under way. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
