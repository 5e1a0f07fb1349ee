/** TransactGetItems: several items as they stood at one moment. */
import { onItems, type Cloud, type Operation } from './call.ts';
import { addTable, consumedByAll, readUnits, type SpendingByTable } from './capacity.ts';
import { run, validated } from './engine.ts';
import { isRecord, validationError } from './errors.ts';
import { itemSize } from './item.ts';
import {
  capacityDetail,
  MAX_TRANSACTION_SIZE,
  refuseUnknownOrRepeated,
  runSteps,
  transactItems,
  type Step,
} from './transaction.ts';
import type { Item } from './types.ts';
import { WorkSet } from './work-set.ts';

export function transactGetOperation(cloud: Cloud): Operation {
  const { database, tables, writer } = cloud;

  return (body) => {
    const steps = transactItems(body).map(getStep);
    const detail = capacityDetail(body);

    return {
      permissions: () =>
        steps.map(({ tableName, key }) => onItems(cloud, 'GetItem', tableName, [key], 'TransactGetItems')),
      // Between writes, so that no transaction is seen half done.
      answer: () =>
        writer.exclusively(async () => {
          refuseUnknownOrRepeated(tables, steps);
          const work = new WorkSet(database, tables);
          const items = await runSteps(steps, work);
          const size = work.read.reduce((sum, { item }) => sum + (item ? itemSize(item) : 0), 0);
          if (size > MAX_TRANSACTION_SIZE)
            throw validationError('Transaction size has exceeded the maximum allowed: 4 MB');
          const spent = (): SpendingByTable => {
            const byTable: SpendingByTable = new Map();
            for (const { tableName, item } of work.read) addTable(byTable, tableName, readUnits(item, 2));
            return byTable;
          };
          return {
            Responses: items.map((Item) => ({ Item })),
            ConsumedCapacity: consumedByAll(detail, spent, 'ReadCapacityUnits'),
          };
        }),
    };
  };
}

function getStep(entry: Record<string, unknown>): Step<Item | undefined> {
  if (!isRecord(entry.Get)) throw validationError('TransactItems can only contain Get');
  const { TableName, Key, ProjectionExpression, ExpressionAttributeNames } = entry.Get;
  const request = validated('GetItem', { TableName, Key, ProjectionExpression, ExpressionAttributeNames });
  return {
    tableName: request.TableName,
    key: request.Key,
    wantsOldItem: false,
    go: async (work) => (await run('GetItem', work, request)).Item,
  };
}
