/** The tables there are, in memory and on disk, and what changes them. */
import { randomUUID } from 'node:crypto';
import type { BatchOperation } from 'dynalite/db/index.js';
import { AwsError } from '../aws.ts';
import { space, within, type Database } from './database.ts';
import { expiryOperations } from './expiry.ts';
import { indexOperations } from './index-entries.ts';
import { indexesOf, type TableIndex } from './table.ts';
import type { Item, StreamViewType, Table, TableShape } from './types.ts';
import type { Tables } from './work-set.ts';

const AT_ONCE = 500;

/** All methods that write are to be called between writes of items (see `Writer.exclusively`). */
export class TableRegister implements Tables {
  readonly #database: Database;
  readonly #tables: Map<string, Table>;

  constructor(database: Database, tables: readonly Table[]) {
    this.#database = database;
    this.#tables = new Map(tables.map((table) => [table.TableName, table]));
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  all(): Table[] {
    return [...this.#tables.values()].sort((a, b) => (a.TableName < b.TableName ? -1 : 1));
  }

  /** @throws {AwsError} ResourceNotFoundException naming the table. */
  get(name: string): Table {
    const table = this.find(name);
    if (table) return table;
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  /** @throws {AwsError} ResourceInUseException when there is one of that name. */
  async create(shape: TableShape, viewType: StreamViewType | undefined): Promise<Table> {
    const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = shape;
    if (this.find(TableName)) throw new AwsError('ResourceInUseException', `Table already exists: ${TableName}`);
    await this.#clearData(TableName);
    return await this.#keep({
      TableName,
      AttributeDefinitions,
      KeySchema,
      ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
      ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
      tableId: randomUUID(),
      createdAt: Math.floor(Date.now() / 1000),
      ...(viewType && { stream: newStream(viewType) }),
    });
  }

  async remove(name: string): Promise<Table> {
    const table = this.get(name);
    this.#tables.delete(name);
    await this.#database.apply([{ type: 'del', key: space.table + name }]);
    await this.#clearData(name);
    return table;
  }

  /**
   * Gives a table other global indexes. The entries of a new one are made from the items there are.
   */
  async setIndexes(
    name: string,
    shape: Pick<TableShape, 'AttributeDefinitions' | 'GlobalSecondaryIndexes'>,
  ): Promise<void> {
    const table = this.get(name);
    const next: Table = { ...table, AttributeDefinitions: shape.AttributeDefinitions };
    delete next.GlobalSecondaryIndexes;
    if (shape.GlobalSecondaryIndexes) next.GlobalSecondaryIndexes = shape.GlobalSecondaryIndexes;
    const kept = new Set(indexesOf(table).map(identity));
    for (const index of indexesOf(next)) if (!kept.has(identity(index))) await this.#fillIndex(next, index);
    await this.#keep(next);
    const wanted = new Set(indexesOf(next).map(({ index }) => index.IndexName));
    for (const { kind, index } of indexesOf(table)) {
      if (!wanted.has(index.IndexName)) await this.#database.clear(within(space.index(kind, name, index.IndexName)));
    }
  }

  /** Turns a table's stream on, off, or to another view. A stream turned on anew has another ARN. */
  async setStream(name: string, viewType: StreamViewType | undefined): Promise<void> {
    const table = this.get(name);
    if (table.stream?.viewType === viewType) return;
    const { stream: _before, ...rest } = table;
    await this.#database.clear(within(space.stream(name)));
    await this.#keep(viewType ? { ...rest, stream: newStream(viewType) } : rest);
  }

  /** Names the attribute that ends items' lives; undefined for none. */
  async setTimeToLive(name: string, attribute: string | undefined): Promise<void> {
    const table = this.get(name);
    if (table.timeToLive === attribute) return;
    const { timeToLive: _before, ...rest } = table;
    const next: Table = attribute === undefined ? rest : { ...rest, timeToLive: attribute };
    await this.#database.clear(within(space.expiry(name)));
    await this.#forEachItem(next, (itemKey, item) =>
      expiryOperations({ table: next, key: space.items(name) + itemKey, itemKey, before: undefined, after: item }),
    );
    await this.#keep(next);
  }

  async #keep(table: Table): Promise<Table> {
    await this.#database.apply([{ type: 'put', key: space.table + table.TableName, value: table }], true);
    this.#tables.set(table.TableName, table);
    return table;
  }

  async #fillIndex(table: Table, { kind, index }: TableIndex): Promise<void> {
    const prefix = space.index(kind, table.TableName, index.IndexName);
    await this.#database.clear(within(prefix));
    await this.#forEachItem(table, (_itemKey, item) =>
      indexOperations({ table, before: undefined, after: item }, [{ kind, index }]),
    );
  }

  async #forEachItem(table: Table, operationsOf: (itemKey: string, item: Item) => BatchOperation[]): Promise<void> {
    const prefix = space.items(table.TableName);
    let operations: BatchOperation[] = [];
    for await (const [key, item] of this.#database.entries<Item>(within(prefix))) {
      operations.push(...operationsOf(key.slice(prefix.length), item));
      if (operations.length < AT_ONCE) continue;
      await this.#database.apply(operations);
      operations = [];
    }
    await this.#database.apply(operations);
  }

  async #clearData(name: string): Promise<void> {
    const prefixes = [
      space.items(name),
      space.indexes('global', name),
      space.indexes('local', name),
      space.stream(name),
      space.expiry(name),
    ];
    for (const prefix of prefixes) await this.#database.clear(within(prefix));
  }
}

const identity = ({ kind, index }: TableIndex): string =>
  JSON.stringify([
    kind,
    index.IndexName,
    index.KeySchema,
    index.Projection.ProjectionType,
    index.Projection.NonKeyAttributes,
  ]);

/** A stream's label is the moment it was turned on. */
const newStream = (viewType: StreamViewType): NonNullable<Table['stream']> => ({
  viewType,
  label: new Date().toISOString().replace('Z', ''),
});
