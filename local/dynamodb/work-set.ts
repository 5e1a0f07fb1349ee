/**
 * What one request reads and is about to write. dynalite's actions work on it as if on the
 * database; nothing reaches the disk before {@link WorkSet} is committed, so a transaction that
 * fails half-way, or a write whose condition does not hold, is simply dropped.
 */
import { Readable } from 'node:stream';
import dynalite, { type ActionDatabase, type ActionStore, type Done, type KeyRange } from 'dynalite/db/index.js';
import { space, type Database } from './database.ts';
import { tableNotFound, validationError } from './errors.ts';
import { itemSize } from './item.ts';
import { entryKey } from './index-entries.ts';
import { indexesOf, indexKeyFault, type TableIndex } from './table.ts';
import type { Item, Table, TableShape } from './types.ts';

/** DynamoDB's limits, in bytes, as dynalite reads them. */
export const LIMITS = { maxItemSize: 400 * 1024 };

/** One item written: `before` and `after` are undefined where there is none. */
export interface Change {
  table: Table;
  /** Full key in the database. */
  key: string;
  /** Key within the table's items. */
  itemKey: string;
  before: Item | undefined;
  after: Item | undefined;
}

export interface Tables {
  find(name: string): Table | undefined;
}

export class WorkSet implements ActionStore {
  readonly options = LIMITS;
  readonly changes = new Map<string, Change>();
  /** Items read one by one, in order; undefined where there was none. */
  readonly read: { tableName: string; item: Item | undefined }[] = [];
  /** Items that a query or a scan went through, in order (it may stop before the last). */
  readonly searched: Item[] = [];
  readonly #database: Database;
  readonly #tables: Tables;
  readonly #startKey: Item | undefined;

  /** @param startKey key of the last item of the page before, for a query or a scan */
  constructor(database: Database, tables: Tables, startKey?: Item) {
    this.#database = database;
    this.#tables = tables;
    this.#startKey = startKey;
  }

  getTable(name: string, done: Done<TableShape>): void {
    const table = this.#tables.find(name);
    if (table) done(null, table);
    else done(tableNotFound());
  }

  getItemDb(tableName: string): ActionDatabase {
    const prefix = space.items(tableName);
    return {
      lock: (_key, locked) => locked((done) => done),
      get: (itemKey, done) => done(null, this.#readItem(tableName, prefix + itemKey)),
      put: (itemKey, item, done) => this.#change(tableName, itemKey, item, done),
      del: (itemKey, done) => this.#change(tableName, itemKey, undefined, done),
      createValueStream: (range) => this.#stream(prefix, range),
    };
  }

  getIndexDb(indexType: string, tableName: string, indexName: string): ActionDatabase {
    const kind = indexType.toLowerCase() === 'local' ? 'local' : 'global';
    // Entries follow from the items when the work set is committed (see `indexOperations`).
    return {
      lock: (_key, locked) => locked((done) => done),
      get: (_key, done) => done(),
      put: (_key, _entry, done) => done(),
      del: (_key, done) => done(),
      createValueStream: (range) =>
        this.#stream(space.index(kind, tableName, indexName), range, this.#startEntry(kind, tableName, indexName)),
    };
  }

  /**
   * Reads an item and counts it as written unchanged, which is what a transaction's condition
   * check costs. The key must fit the table's schema.
   */
  hold(tableName: string, key: Item): Item | undefined {
    const table = this.#tables.find(tableName);
    if (!table) throw tableNotFound();
    const itemKey = dynalite.createKey(key, table);
    const fullKey = space.items(tableName) + itemKey;
    const item = this.#readItem(tableName, fullKey);
    this.changes.set(fullKey, { table, key: fullKey, itemKey, before: item, after: item });
    return item;
  }

  #readItem(tableName: string, key: string): Item | undefined {
    const change = this.changes.get(key);
    const item = change ? change.after : this.#database.get<Item>(key);
    this.read.push({ tableName, item });
    return item;
  }

  #change(tableName: string, itemKey: string, after: Item | undefined, done: Done): void {
    const table = this.#tables.find(tableName);
    if (!table) return done(tableNotFound());
    const fault = after && (indexKeyFault(after, table) ?? sizeFault(after));
    if (fault) return done(validationError(fault));
    const key = space.items(tableName) + itemKey;
    const change = this.changes.get(key);
    const before = change ? change.before : this.#database.get<Item>(key);
    this.changes.set(key, { table, key, itemKey, before, after });
    done();
  }

  /** Where the last page of an index ended: its entries have keys of our own making. */
  #startEntry(kind: TableIndex['kind'], tableName: string, indexName: string): string | undefined {
    const table = this.#tables.find(tableName);
    const index = table && indexesOf(table).find(({ index }) => index.IndexName === indexName)?.index;
    return this.#startKey && index && entryKey(table, { kind, index }, this.#startKey);
  }

  /** dynalite's own streams never close their iterators, which pin the database's old files. */
  #stream(prefix: string, range: KeyRange, startAfter?: string): Readable {
    const { gt, lt, gte, lte, ...rest } = range;
    const bounds: KeyRange = { ...rest };
    if (startAfter !== undefined && !range.reverse) bounds.gt = startAfter;
    else if (gte !== undefined) bounds.gte = prefix + gte;
    else bounds.gt = prefix + (gt ?? '');
    if (startAfter !== undefined && range.reverse) bounds.lt = startAfter;
    else if (lte !== undefined) bounds.lte = prefix + lte;
    else bounds.lt = prefix + (lt ?? '\x7f');
    return Readable.from(this.#remembered(this.#database.values<Item>(bounds)));
  }

  async *#remembered(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    for await (const item of items) {
      this.searched.push(item);
      yield item;
    }
  }
}

const sizeFault = (item: Item): string | undefined =>
  itemSize(item) > LIMITS.maxItemSize ? 'Item size has exceeded the maximum allowed size' : undefined;
