/**
 * Consumed capacity as AWS reports it. Writes count 1 kB, strong reads 4 kB, eventual reads half;
 * a transaction doubles the table's part and leaves the indexes' as it is (measured on AWS by the
 * authors of the public conformance suite paritysuite/dynamodb-conformance).
 */
import { itemSize, sameItem } from './item.ts';
import { indexesOf, indexImage, type TableIndex } from './table.ts';
import type { Capacity, CapacityDetail, ConsumedCapacity, Item } from './types.ts';
import type { Change } from './work-set.ts';

type Unit = 'ReadCapacityUnits' | 'WriteCapacityUnits';

/** What one table spent. */
export class Spending {
  table = 0;
  readonly indexes = { global: new Map<string, number>(), local: new Map<string, number>() };

  addIndex({ kind, index }: TableIndex, units: number): void {
    if (units > 0) this.indexes[kind].set(index.IndexName, (this.indexes[kind].get(index.IndexName) ?? 0) + units);
  }
}

export type SpendingByTable = Map<string, Spending>;

const spendingOn = (byTable: SpendingByTable, tableName: string): Spending => {
  const spending = byTable.get(tableName) ?? new Spending();
  byTable.set(tableName, spending);
  return spending;
};

const units = (bytes: number, bytesPerUnit: number): number => Math.max(1, Math.ceil(bytes / bytesPerUnit));

const largest = (...items: (Item | undefined)[]): number =>
  Math.max(0, ...items.map((item) => (item ? itemSize(item) : 0)));

/** Units to read one item, found or not. @param factor 0.5 eventual, 1 strong, 2 in a transaction */
export const readUnits = (item: Item | undefined, factor: number): number => units(largest(item), 4096) * factor;

/** Units of a query or scan: the items it went through, added up, then rounded. */
export const searchUnits = (items: readonly Item[], factor: number): number =>
  units(
    items.reduce((bytes, item) => bytes + itemSize(item), 0),
    4096,
  ) * factor;

/** An item's write: the larger of its two images. @param factor 2 in a transaction */
export const writeUnits = (before: Item | undefined, after: Item | undefined, factor = 1): number =>
  units(largest(before, after), 1024) * factor;

/** Spending of some writes, with that of their indexes. */
export function spendingOfWrites(changes: Iterable<Change>, factor = 1): SpendingByTable {
  const byTable: SpendingByTable = new Map();
  for (const { table, before, after } of changes) {
    const spending = spendingOn(byTable, table.TableName);
    spending.table += writeUnits(before, after, factor);
    for (const tableIndex of indexesOf(table)) {
      const { index } = tableIndex;
      const old = indexImage(before, index, table);
      const next = indexImage(after, index, table);
      spending.addIndex(
        tableIndex,
        indexWriteUnits(
          old,
          next,
          index.KeySchema.map((key) => key.AttributeName),
        ),
      );
    }
  }
  return byTable;
}

/** An entry that moves is deleted and put again; one that stays the same costs nothing. */
function indexWriteUnits(old: Item | undefined, next: Item | undefined, keys: readonly string[]): number {
  if (!old && !next) return 0;
  if (!old || !next) return writeUnits(old, next);
  const stays = keys.every((key) => JSON.stringify(old[key]) === JSON.stringify(next[key]));
  if (!stays) return writeUnits(old, undefined) + writeUnits(undefined, next);
  return sameItem(old, next) ? 0 : writeUnits(old, next);
}

export function addTable(byTable: SpendingByTable, tableName: string, tableUnits: number): SpendingByTable {
  spendingOn(byTable, tableName).table += tableUnits;
  return byTable;
}

/** One table's figure in the answer; undefined, and nothing reckoned, when the caller asked for none. */
export function consumedByOne(
  detail: CapacityDetail | undefined,
  spent: () => SpendingByTable,
): ConsumedCapacity | undefined {
  return consumedByAll(detail, spent)?.[0];
}

/**
 * Every table's figures in the answer; undefined when the caller asked for none.
 * @param unit given for transactions, which name the kind of unit as well.
 */
export function consumedByAll(
  detail: CapacityDetail | undefined,
  spent: () => SpendingByTable,
  unit?: Unit,
): ConsumedCapacity[] | undefined {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const capacity = (amount: number): Capacity =>
    unit ? { CapacityUnits: amount, [unit]: amount } : { CapacityUnits: amount };
  const perIndex = (amounts: Map<string, number>): Record<string, Capacity> | undefined =>
    amounts.size === 0 ? undefined : Object.fromEntries([...amounts].map(([name, amount]) => [name, capacity(amount)]));
  return [...spent()].map(([TableName, { table, indexes }]) => {
    const total = [...indexes.global.values(), ...indexes.local.values()].reduce((sum, amount) => sum + amount, table);
    return {
      TableName,
      ...capacity(total),
      ...(detail === 'INDEXES' && {
        Table: capacity(table),
        GlobalSecondaryIndexes: perIndex(indexes.global),
        LocalSecondaryIndexes: perIndex(indexes.local),
      }),
    };
  });
}
