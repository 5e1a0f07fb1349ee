/**
 * Entries of indexes, kept in step with items. dynalite tells entries of equal index keys apart by
 * 24 bits of a hash, so that among thousands one would sooner or later hide another; here the
 * item's own key does.
 */
import dynalite, { type BatchOperation } from 'dynalite/db/index.js';
import { space } from './database.ts';
import { sameItem } from './item.ts';
import { indexesOf, indexImage, type TableIndex } from './table.ts';
import type { Item, TableShape } from './types.ts';
import type { Change } from './work-set.ts';

/** Where an index keeps an item. @param item the item, its image in the index, or a start key */
export const entryKey = (table: TableShape, { kind, index }: TableIndex, item: Item): string =>
  space.index(kind, table.TableName, index.IndexName) +
  dynalite.createKey(item, table, index.KeySchema) +
  dynalite.createKey(item, table);

/** What a change of an item changes in its table's indexes, or in some of them. */
export function indexOperations(
  { table, before, after }: Pick<Change, 'table' | 'before' | 'after'>,
  indexes: readonly TableIndex[] = indexesOf(table),
): BatchOperation[] {
  const operations: BatchOperation[] = [];
  for (const tableIndex of indexes) {
    const old = indexImage(before, tableIndex.index, table);
    const next = indexImage(after, tableIndex.index, table);
    const oldKey = old && entryKey(table, tableIndex, old);
    const nextKey = next && entryKey(table, tableIndex, next);
    if (oldKey !== undefined && oldKey !== nextKey) operations.push({ type: 'del', key: oldKey });
    if (nextKey !== undefined && !(oldKey === nextKey && sameItem(old, next))) {
      operations.push({ type: 'put', key: nextKey, value: next });
    }
  }
  return operations;
}
