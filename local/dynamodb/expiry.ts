/** Time to live: which items are past it, found by an index of our own ordered by time. */
import type { BatchOperation } from 'dynalite/db/index.js';
import type { Cloud } from './call.ts';
import { collect, space } from './database.ts';
import { run } from './engine.ts';
import { keyOf } from './table.ts';
import type { Item, Table } from './types.ts';
import { WorkSet, type Change } from './work-set.ts';

/** DynamoDB leaves an item whose time passed more than five years ago: more likely a mistake. */
const LONGEST_PAST_S = 5 * 365 * 24 * 60 * 60;

const DIGITS = 12;

const AT_ONCE = 100;

/** Epoch seconds; undefined when the attribute is missing, no number, or no time at all. */
function expiryOf(item: Item | undefined, attribute: string): number | undefined {
  const text = item?.[attribute]?.N;
  const seconds = text === undefined ? NaN : Math.floor(Number(text));
  return seconds > 0 && seconds < 10 ** DIGITS ? seconds : undefined;
}

const expiryKey = (table: Table, seconds: number, itemKey: string): string =>
  `${space.expiry(table.TableName)}${String(seconds).padStart(DIGITS, '0')}~${itemKey}`;

/** What keeps the index in step with a change of an item. */
export function expiryOperations({ table, itemKey, before, after }: Change): BatchOperation[] {
  if (table.timeToLive === undefined) return [];
  const old = expiryOf(before, table.timeToLive);
  const next = expiryOf(after, table.timeToLive);
  if (old === next) return [];
  const operations: BatchOperation[] = [];
  if (old !== undefined) operations.push({ type: 'del', key: expiryKey(table, old, itemKey) });
  if (next !== undefined) operations.push({ type: 'put', key: expiryKey(table, next, itemKey), value: 0 });
  return operations;
}

/**
 * Deletes the items whose time passed before `now` (epoch milliseconds), a hundred at a time so
 * that other writes come between.
 * @returns how many were deleted.
 */
export async function sweepExpired({ database, tables, writer }: Cloud, table: Table, now: number): Promise<number> {
  const prefix = space.expiry(table.TableName);
  const at = (seconds: number): string => prefix + String(Math.max(0, seconds)).padStart(DIGITS, '0');
  const nowSeconds = Math.floor(now / 1000);
  const keys = await collect(database.keys({ gte: at(nowSeconds - LONGEST_PAST_S), lt: at(nowSeconds) }));
  const itemKeys = keys.map((key) => key.slice(prefix.length + DIGITS + 1));
  let deleted = 0;
  for (let start = 0; start < itemKeys.length; start += AT_ONCE) {
    const some = itemKeys.slice(start, start + AT_ONCE);
    deleted += await writer.exclusively(async () => {
      const work = new WorkSet(database, tables);
      for (const itemKey of some) {
        // Read again: it may have been prolonged or deleted since the keys were listed.
        const item = database.get<Item>(space.items(table.TableName) + itemKey);
        const expiry = table.timeToLive === undefined ? undefined : expiryOf(item, table.timeToLive);
        if (!item || expiry === undefined || expiry >= nowSeconds) continue;
        await run('DeleteItem', work, { TableName: table.TableName, Key: keyOf(item, table) });
      }
      await writer.commit(work, { origin: 'expiry' });
      return work.changes.size;
    });
  }
  return deleted;
}
