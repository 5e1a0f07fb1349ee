import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '#lib-dynamodb';
import type { SigningProvider } from './confinement.ts';
import { provideCommands } from './electrodb-commands.ts';
import { consumed } from './meter.ts';
import { isRecord } from './records.ts';
import { scopeKind } from './scope.ts';

provideCommands({
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
});

/** The one table: what ElectroDB entities are made over. */
export interface Table {
  name: string;
  client: DynamoDBDocumentClient;
}

/** Attributes that name a partition of an index. */
const INDEX_PARTITIONS = ['gsi1pk'] as const;

interface Capacity {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
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

/** Every item that a command writes whole: Put, and Put within a transaction or a batch. */
function itemsWritten(input: Record<string, unknown>): Record<string, unknown>[] {
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

/** Plain text of an attribute, whether or not it has been marshalled. */
const plain = (value: unknown): unknown => (isRecord(value) && 'S' in value ? value.S : value);

const READS = new Set(['GetItemCommand', 'QueryCommand', 'BatchGetItemCommand', 'TransactGetItemsCommand']);
const METERED = new Set([
  ...READS,
  'PutItemCommand',
  'UpdateItemCommand',
  'DeleteItemCommand',
  'TransactWriteItemsCommand',
  'BatchWriteItemCommand',
]);

/**
 * One client for the life of the container: measures what it consumes, and checks index scopes.
 * @param credentials asked for at each call; left out, the function's own.
 */
export function createTable(name: string, credentials?: SigningProvider): Table {
  const client = new DynamoDBClient(credentials ? { credentials } : {});
  // Nobody reads what it would say, and it prepares that at each call.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? '';
      if (!isRecord(args.input) || !METERED.has(command)) return next(args);
      for (const item of itemsWritten(args.input)) {
        checkIndexScope({
          pk: plain(item.pk),
          ...Object.fromEntries(INDEX_PARTITIONS.map((a) => [a, plain(item[a])])),
        });
      }
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const output: unknown = result.output;
      if (isRecord(output)) {
        const said = output.ConsumedCapacity;
        const parts: Capacity[] = Array.isArray(said) ? said : isRecord(said) ? [said] : [];
        const units = parts.reduce((sum, part) => sum + (part.CapacityUnits ?? 0), 0);
        consumed(READS.has(command) ? { read: units } : { write: units });
      }
      return result;
    },
    { step: 'initialize', name: 'parvisTable' },
  );
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

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

/** True when a write was refused because a condition did not hold: a lost race, or a key already taken. */
export function conditionFailed(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException') return true;
  if (error instanceof TransactionRefused) return true;
  // ElectroDB wraps the SDK's error as `cause`.
  return conditionFailed(error.cause);
}
