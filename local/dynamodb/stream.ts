/**
 * Streams of tables: what changed, in order, kept 24 hours as on AWS. Records are written in the
 * same batch as the change they tell of, so neither exists without the other.
 */
import { randomUUID } from 'node:crypto';
import type { BatchOperation } from 'dynalite/db/index.js';
import { collect, space, within, type Database } from './database.ts';
import { itemSize, sameItem } from './item.ts';
import { keyOf, parseStreamArn, streamArn } from './table.ts';
import type { Item, StreamRecord, Table } from './types.ts';
import type { Change, Tables } from './work-set.ts';

export const RETENTION_MS = 24 * 60 * 60 * 1000;

/** Why a change happened: a caller asked for it, or the item's time to live ended. */
export type Origin = 'caller' | 'expiry';

/** `1`, the millisecond in 13 digits, a count in 7: grows with time, and text order is its order. */
const sequenceNumber = (milliseconds: number, count: number): string =>
  `1${String(milliseconds).padStart(13, '0')}${String(count).padStart(7, '0')}`;

interface Waiter {
  streamArn: string;
  /** @param found whether there is a record to read */
  end: (found: boolean) => void;
}

export class Streams {
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #region: string;
  readonly #onRecords: ((streamArn: string) => void) | undefined;
  readonly #waiters = new Set<Waiter>();
  /** The last sequence number given, in its two parts: never given twice, even if the clock goes back. */
  #milliseconds = 0;
  #count = 0;

  constructor(database: Database, tables: Tables, region: string, onRecords?: (streamArn: string) => void) {
    this.#database = database;
    this.#tables = tables;
    this.#region = region;
    this.#onRecords = onRecords;
  }

  /** Takes up the numbering where the last process left it. */
  async resume(tables: readonly Table[]): Promise<void> {
    const numbers = await Promise.all(tables.map(({ TableName }) => this.latest(TableName)));
    const newest = numbers.reduce(
      (newer, number) => (number !== undefined && number > (newer ?? '') ? number : newer),
      undefined,
    );
    if (newest === undefined) return;
    this.#milliseconds = Number(newest.slice(1, 14));
    this.#count = Number(newest.slice(14));
  }

  /** The records of some changes, to be written with them. A change that changes nothing has none. */
  recordsOf(changes: Iterable<Change>, origin: Origin): StreamRecord[] {
    const records: StreamRecord[] = [];
    for (const { table, before, after } of changes) {
      const sourceArn = streamArn(this.#region, table);
      if (!table.stream || !sourceArn || sameItem(before, after)) continue;
      const { viewType } = table.stream;
      const now = Date.now();
      const keys = keyOf(after ?? before ?? {}, table);
      const newImage = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? after : undefined;
      const oldImage = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? before : undefined;
      records.push({
        eventID: randomUUID().replaceAll('-', ''),
        eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: this.#region,
        eventSourceARN: sourceArn,
        ...(origin === 'expiry' && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(now / 1000),
          Keys: keys,
          ...(newImage && { NewImage: newImage }),
          ...(oldImage && { OldImage: oldImage }),
          SequenceNumber: this.#nextSequenceNumber(now),
          SizeBytes: itemSize(keys) + sizeOf(newImage) + sizeOf(oldImage),
          StreamViewType: viewType,
        },
      });
    }
    return records;
  }

  operationsFor(records: readonly StreamRecord[]): BatchOperation[] {
    return records.map((record) => ({
      type: 'put',
      key: space.stream(parseStreamArn(record.eventSourceARN).tableName) + record.dynamodb.SequenceNumber,
      value: record,
    }));
  }

  /** Tells those who wait, once the records are on disk. */
  written(records: readonly StreamRecord[]): void {
    for (const written of new Set(records.map((record) => record.eventSourceARN))) {
      for (const waiter of this.#waiters) if (waiter.streamArn === written) waiter.end(true);
      // Apart, so that a fault of the listener does not look like one of the write.
      if (this.#onRecords) queueMicrotask(() => this.#onRecords?.(written));
    }
  }

  /**
   * Records in order, after a sequence number or from the oldest kept.
   * @throws {Error} when there is no such stream (any more).
   */
  async read(streamArn: string, after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const prefix = this.#prefixOf(streamArn);
    const { lt } = within(prefix);
    const range = after === undefined ? { gte: prefix, lt, limit } : { gt: prefix + after, lt, limit };
    return await collect(this.#database.values<StreamRecord>(range));
  }

  /** Sequence number of a table's newest record; undefined when it has none. */
  async latest(tableName: string): Promise<string | undefined> {
    const prefix = space.stream(tableName);
    for await (const key of this.#database.keys({ ...within(prefix), reverse: true, limit: 1 })) {
      return key.slice(prefix.length);
    }
    return undefined;
  }

  /** True as soon as there is a record after the given one; false when `timeoutMs` passed or `signal` aborted. */
  async wait(streamArn: string, after: string | undefined, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter: Waiter = { streamArn, end: resolve };
    const giveUp = (): void => resolve(false);
    const timer = setTimeout(giveUp, timeoutMs);
    this.#waiters.add(waiter);
    signal?.addEventListener('abort', giveUp, { once: true });
    try {
      if (signal?.aborted) return false;
      const [waiting] = await this.read(streamArn, after, 1);
      return waiting !== undefined || (await promise);
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Forgets records older than 24 hours at `now` (epoch milliseconds). */
  async trim(tables: readonly Table[], now: number): Promise<void> {
    for (const { TableName } of tables) {
      const prefix = space.stream(TableName);
      await this.#database.clear({ gte: prefix, lt: prefix + sequenceNumber(now - RETENTION_MS, 0) });
    }
  }

  /** Lets go all who wait. */
  close(): void {
    for (const waiter of this.#waiters) waiter.end(false);
  }

  #prefixOf(arn: string): string {
    const { tableName } = parseStreamArn(arn);
    const table = this.#tables.find(tableName);
    if (!table || streamArn(this.#region, table) !== arn) throw new Error(`No such stream: ${arn}`);
    return space.stream(tableName);
  }

  #nextSequenceNumber(now: number): string {
    if (now > this.#milliseconds) {
      this.#milliseconds = now;
      this.#count = 0;
    } else {
      this.#count += 1;
    }
    return sequenceNumber(this.#milliseconds, this.#count);
  }
}

const sizeOf = (image: Item | undefined): number => (image ? itemSize(image) : 0);
