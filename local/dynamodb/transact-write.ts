/** TransactWriteItems: all writes or none, with a reason for each when none. */
import dynalite from 'dynalite/db/index.js';
import { onItems, type Cloud, type Operation } from './call.ts';
import { addTable, consumedByAll, readUnits, spendingOfWrites, type SpendingByTable } from './capacity.ts';
import { clientToken } from './client-token.ts';
import { run, validated, validatedUpdate } from './engine.ts';
import { awsErrorOf, isRecord, validationError } from './errors.ts';
import { itemSize } from './item.ts';
import {
  capacityDetail,
  keyFault,
  MAX_TRANSACTION_SIZE,
  refuseUnknownOrRepeated,
  runSteps,
  transactItems,
  type Step,
} from './transaction.ts';
import type { KeyRequest } from './types.ts';
import { WorkSet } from './work-set.ts';
import { wantsOldItem } from './writes.ts';

interface WriteStep extends Step<unknown> {
  action: 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';
}

export function transactWriteOperation(cloud: Cloud): Operation {
  const { database, tables, writer } = cloud;

  return (body) => {
    const steps = transactItems(body).map((item, place) => writeStep(cloud, item, place + 1));
    const detail = capacityDetail(body);
    const token = clientToken(database, body);

    return {
      permissions: () =>
        steps.map(({ action, tableName, key }) => onItems(cloud, action, tableName, [key], 'TransactWriteItems')),
      answer: () =>
        writer.exclusively(async () => {
          const repeated = token?.repeated();
          if (repeated)
            return { ConsumedCapacity: consumedByAll(detail, () => asSpending(repeated), 'ReadCapacityUnits') };

          refuseUnknownOrRepeated(tables, steps);
          const work = new WorkSet(database, tables);
          await runSteps(steps, work);
          refuseTooLarge(work);
          await writer.commit(work, { beside: token?.operations(unitsToReadAgain(work)) ?? [] });
          const spent = (): SpendingByTable => spendingOfWrites(work.changes.values(), 2);
          return { ConsumedCapacity: consumedByAll(detail, spent, 'WriteCapacityUnits') };
        }),
    };
  };
}

const FIELDS = {
  Put: ['TableName', 'Item'],
  Update: ['TableName', 'Key', 'UpdateExpression'],
  Delete: ['TableName', 'Key'],
  ConditionCheck: ['TableName', 'Key'],
};
const CONDITION = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];

/** @throws {AwsError} ValidationException when the entry is not one proper write. */
function writeStep(cloud: Cloud, entry: Record<string, unknown>, place: number): WriteStep {
  const kinds = (['Put', 'Update', 'Delete', 'ConditionCheck'] as const).filter((kind) => isRecord(entry[kind]));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const given = entry[kind];
  const body: Record<string, unknown> = {};
  for (const field of [...FIELDS[kind], ...CONDITION])
    if (isRecord(given) && field in given) body[field] = given[field];
  const shared = { wantsOldItem: isRecord(given) && wantsOldItem(given) };

  if (kind === 'Put') {
    const request = validated('PutItem', body);
    const go = (work: WorkSet): Promise<unknown> => run('PutItem', work, request);
    return { ...shared, action: 'PutItem', tableName: request.TableName, key: request.Item, go };
  }
  if (kind === 'Update') {
    requireExpression(body, 'UpdateExpression', place, kind);
    const request = validatedUpdate(body);
    const go = (work: WorkSet): Promise<unknown> => run('UpdateItem', work, request);
    return { ...shared, action: 'UpdateItem', tableName: request.TableName, key: request.Key, go };
  }
  const request = validated('DeleteItem', body);
  const { TableName: tableName, Key: key } = request;
  if (kind === 'Delete') {
    const go = (work: WorkSet): Promise<unknown> => run('DeleteItem', work, request);
    return { ...shared, action: 'DeleteItem', tableName, key, go };
  }
  requireExpression(body, 'ConditionExpression', place, kind);
  const go = async (work: WorkSet): Promise<void> => checkCondition(cloud, work, request);
  return { ...shared, action: 'ConditionCheckItem', tableName, key, go };
}

function requireExpression(body: Record<string, unknown>, name: string, place: number, kind: string): void {
  if (typeof body[name] === 'string') return;
  const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
  throw validationError(
    `1 validation error detected: Value null at 'transactItems.${place}.member.${lowerFirst(kind)}.${lowerFirst(name)}' ` +
      'failed to satisfy constraint: Member must not be null',
  );
}

/** The one step that dynalite has no action for. */
function checkCondition({ tables }: Cloud, work: WorkSet, request: KeyRequest): void {
  const { TableName, Key } = request;
  const fault = keyFault(tables, TableName, Key) ?? dynalite.checkConditional(request, work.hold(TableName, Key));
  if (fault) throw awsErrorOf(fault);
}

/** @throws {AwsError} ValidationException above 4 MB. */
function refuseTooLarge(work: WorkSet): void {
  let size = 0;
  for (const { after } of work.changes.values()) size += after ? itemSize(after) : 0;
  if (size > MAX_TRANSACTION_SIZE) throw validationError('Transaction size has exceeded the maximum allowed: 4 MB');
}

/** A repetition is charged for reading what the first call wrote. */
function unitsToReadAgain(work: WorkSet): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { table, before, after } of work.changes.values()) {
    units[table.TableName] = (units[table.TableName] ?? 0) + Math.max(readUnits(before, 2), readUnits(after, 2));
  }
  return units;
}

function asSpending(units: Record<string, number>): SpendingByTable {
  const spent: SpendingByTable = new Map();
  for (const [tableName, amount] of Object.entries(units)) addTable(spent, tableName, amount);
  return spent;
}
