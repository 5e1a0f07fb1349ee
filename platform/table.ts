import type { AwsPlace } from './aws-json.ts';
import { type TableClient, tableClient } from './dynamodb/client.ts';
import { consumed } from './meter.ts';
import { isRecord } from './records.ts';
import { scopeKind } from './scope.ts';

/** The one table: what ElectroDB entities are made over. */
export interface Table {
  name: string;
  client: TableClient;
}

/** Attributes that name a partition of an index. */
const INDEX_PARTITIONS = ['gsi1pk'] as const;

interface Capacity {
  CapacityUnits?: number;
}

/**
 * LeadingKeys restrains the partition written, not the index attributes written with it: an item must
 * name, in every index, a partition of its own kind of scope.
 * @throws {Error} on an item that would show in another scope's index.
 */
export function checkIndexScope(item: Readonly<Record<string, unknown>>): void {
  const { pk } = item;
  if (typeof pk !== 'string') return;
  for (const attribute of INDEX_PARTITIONS) {
    const value = item[attribute];
    if (typeof value === 'string' && scopeKind(value) !== scopeKind(pk)) {
      throw new Error(`An item of ${scopeKind(pk)}# may not be indexed under ${scopeKind(value)}#.`);
    }
  }
}

/** Every item that an operation writes whole: Put, and Put within a transaction or a batch. */
function itemsWritten(input: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  const items: unknown[] = [input.Item];
  if (Array.isArray(input.TransactItems)) {
    for (const part of input.TransactItems) if (isRecord(part) && isRecord(part.Put)) items.push(part.Put.Item);
  }
  if (isRecord(input.RequestItems)) {
    for (const requests of Object.values(input.RequestItems)) {
      if (!Array.isArray(requests)) continue;
      for (const request of requests) {
        if (isRecord(request) && isRecord(request.PutRequest)) items.push(request.PutRequest.Item);
      }
    }
  }
  return items.filter(isRecord);
}

const READS = new Set(['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems']);

/** Read or write units of a call, over all the tables and items that it names. */
function unitsOf({ ConsumedCapacity: said }: Readonly<Record<string, unknown>>): number {
  const parts: Capacity[] = Array.isArray(said) ? said : isRecord(said) ? [said] : [];
  return parts.reduce((sum, part) => sum + (part.CapacityUnits ?? 0), 0);
}

/** One client for the life of the container: measures what it consumes, and checks index scopes. */
export const createTable = (name: string, place: AwsPlace = {}): Table => ({
  name,
  client: tableClient(
    {
      before: (_operation, input) => itemsWritten({ ...input }).forEach(checkIndexScope),
      after(operation, output) {
        const units = unitsOf(output);
        consumed(READS.has(operation) ? { read: units } : { write: units });
      },
    },
    place,
  ),
});

/** What became of each item of a transaction that was refused, in the order in which they were named. */
export class TransactionRefused extends Error {
  /** `ConditionalCheckFailed`, `TransactionConflict`, `None`, … */
  readonly codes: readonly string[];

  constructor(codes: readonly string[]) {
    super(`The transaction was refused: ${codes.join(', ')}.`);
    this.name = 'TransactionRefused';
    this.codes = codes;
  }
}

/** ElectroDB answers a refused transaction instead of throwing; here a refusal is never overlooked. */
export async function committed(
  transaction: Promise<{ canceled: boolean; data: readonly { code: string }[] }>,
): Promise<void> {
  const { canceled, data } = await transaction;
  if (canceled) throw new TransactionRefused(data.map(({ code }) => code));
}

/** True when a transaction was refused for others on the same items alone: its conditions may hold, it is to be done again. */
export function wasInTheWay(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TransactionRefused) return !error.codes.includes('ConditionalCheckFailed');
  return wasInTheWay(error.cause);
}

/** True when a write was refused because a condition did not hold: a lost race, or a key already taken. */
export function conditionFailed(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException') return true;
  if (error instanceof TransactionRefused) return true;
  // ElectroDB wraps the SDK's error as `cause`.
  return conditionFailed(error.cause);
}
