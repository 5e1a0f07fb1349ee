/** What both transactions share: their list of steps, their refusals, their reasons. */
import dynalite from 'dynalite/db/index.js';
import { AwsError } from '../aws.ts';
import { isRecord, tableNotFound, validationError } from './errors.ts';
import type { CapacityDetail, Item } from './types.ts';
import type { Tables, WorkSet } from './work-set.ts';

const MAX_STEPS = 100;

/** In bytes, over all items of the transaction. */
export const MAX_TRANSACTION_SIZE = 4 * 1024 * 1024;

/** One step of a transaction. */
export interface Step<T> {
  tableName: string;
  /** The key, or an item that holds it. */
  key: Item;
  /** Whether a failed condition shows the item as it stands. */
  wantsOldItem: boolean;
  go: (work: WorkSet) => Promise<T>;
}

/** Why one step would not go. `None` when it would. */
interface Reason {
  Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  Message?: string;
  Item?: Item;
}

/** The entries of `TransactItems`. @throws {AwsError} ValidationException unless there are 1 to 100. */
export function transactItems(body: Record<string, unknown>): Record<string, unknown>[] {
  const items = body.TransactItems;
  if (!Array.isArray(items)) {
    throw validationError(
      "1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null",
    );
  }
  if (items.length === 0 || items.length > MAX_STEPS) {
    const bound = items.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_STEPS}`;
    throw validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  return items.map((item: unknown) => (isRecord(item) ? item : {}));
}

export const capacityDetail = ({ ReturnConsumedCapacity: detail }: Record<string, unknown>): CapacityDetail =>
  detail === 'TOTAL' || detail === 'INDEXES' ? detail : 'NONE';

/** @throws {AwsError} when a table does not exist, or two steps are about one item. */
export function refuseUnknownOrRepeated(tables: Tables, steps: readonly Step<unknown>[]): void {
  const seen = new Set<string>();
  for (const { tableName, key } of steps) {
    const table = tables.find(tableName);
    if (!table) throw tableNotFound();
    const parts = table.KeySchema.map(({ AttributeName }) => key[AttributeName]);
    const identity = JSON.stringify([tableName, ...parts]);
    if (seen.has(identity)) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }
    seen.add(identity);
  }
}

/** The error when a key does not fit its table. */
export const keyFault = (tables: Tables, tableName: string, key: Item): Error | null | undefined => {
  const table = tables.find(tableName);
  return table && dynalite.validateKey(key, table);
};

/**
 * Runs all steps, also past one that fails, so that the caller learns about each.
 * @throws {AwsError} TransactionCanceledException with a reason for every step.
 */
export async function runSteps<T>(steps: readonly Step<T>[], work: WorkSet): Promise<T[]> {
  const results: T[] = [];
  const reasons: Reason[] = [];
  for (const step of steps) {
    try {
      results.push(await step.go(work));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonOf(error, step.wantsOldItem ? work.read.at(-1)?.item : undefined));
    }
  }
  if (results.length === steps.length) return results;
  const codes = reasons.map((reason) => reason.Code).join(', ');
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function reasonOf(error: unknown, item: Item | undefined): Reason {
  if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(item && { Item: item }) };
  }
  if (error instanceof AwsError && error.code === 'ValidationException') {
    return { Code: 'ValidationError', Message: error.message };
  }
  throw error;
}
