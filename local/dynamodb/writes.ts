/** PutItem, UpdateItem, DeleteItem and BatchWriteItem. */
import { AwsError } from '../aws.ts';
import { onItems, type Call, type Cloud, type Operation } from './call.ts';
import { consumedByAll, consumedByOne, spendingOfWrites, type SpendingByTable } from './capacity.ts';
import { run, validated, validatedUpdate } from './engine.ts';
import type { CapacityDetail, Item, Results } from './types.ts';
import { WorkSet } from './work-set.ts';

type SingleWrite = 'PutItem' | 'UpdateItem' | 'DeleteItem';

export const wantsOldItem = (body: Record<string, unknown>): boolean =>
  body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';

export function writeOperations(cloud: Cloud): Record<string, Operation> {
  const single = (
    operation: SingleWrite,
    body: Record<string, unknown>,
    request: { TableName: string; ReturnConsumedCapacity?: CapacityDetail },
    key: Item,
    go: (work: WorkSet) => Promise<Results[SingleWrite]>,
  ): Call => ({
    permissions: () => [onItems(cloud, operation, request.TableName, [key])],
    answer: () =>
      cloud.writer.exclusively(async () => {
        const work = new WorkSet(cloud.database, cloud.tables);
        const result = await go(work).catch((error: unknown) => {
          throw wantsOldItem(body) ? withOldItem(error, work.read.at(-1)?.item) : error;
        });
        await cloud.writer.commit(work);
        const spent = (): SpendingByTable => spendingOfWrites(work.changes.values());
        return { ...result, ConsumedCapacity: consumedByOne(request.ReturnConsumedCapacity, spent) };
      }),
  });

  return {
    PutItem: (body) => {
      const request = validated('PutItem', body);
      return single('PutItem', body, request, request.Item, (work) => run('PutItem', work, request));
    },

    UpdateItem: (body) => {
      const request = validatedUpdate(body);
      return single('UpdateItem', body, request, request.Key, (work) => run('UpdateItem', work, request));
    },

    DeleteItem: (body) => {
      const request = validated('DeleteItem', body);
      return single('DeleteItem', body, request, request.Key, (work) => run('DeleteItem', work, request));
    },

    BatchWriteItem: (body) => {
      const request = validated('BatchWriteItem', body);
      const keysIn = (writes: (typeof request.RequestItems)[string]): Item[] =>
        writes.map((write) => write.PutRequest?.Item ?? write.DeleteRequest?.Key ?? {});
      return {
        permissions: () =>
          Object.entries(request.RequestItems).map(([tableName, writes]) =>
            onItems(cloud, 'BatchWriteItem', tableName, keysIn(writes)),
          ),
        answer: () =>
          cloud.writer.exclusively(async () => {
            const work = new WorkSet(cloud.database, cloud.tables);
            const result = await run('BatchWriteItem', work, request);
            await cloud.writer.commit(work);
            const spent = (): SpendingByTable => spendingOfWrites(work.changes.values());
            return { ...result, ConsumedCapacity: consumedByAll(request.ReturnConsumedCapacity, spent) };
          }),
      };
    },
  };
}

const withOldItem = (error: unknown, item: Item | undefined): unknown =>
  error instanceof AwsError && error.code === 'ConditionalCheckFailedException' && item
    ? new AwsError(error.code, error.message, error.status, { Item: item })
    : error;
