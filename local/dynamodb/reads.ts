/** GetItem, BatchGetItem, Query and Scan. */
import type { AuthorisationRequest } from '../aws.ts';
import { leadingValue, onItems, type Cloud, type Operation } from './call.ts';
import {
  addTable,
  consumedByAll,
  consumedByOne,
  readUnits,
  searchUnits,
  Spending,
  type SpendingByTable,
} from './capacity.ts';
import { run, validated } from './engine.ts';
import { indexArn, indexesOf, partitionKeyName, tableArn, type TableIndex } from './table.ts';
import type { AttributeValue, Results, SearchRequest } from './types.ts';
import { WorkSet } from './work-set.ts';

const factorOf = ({ ConsistentRead }: { ConsistentRead?: boolean }): number => (ConsistentRead ? 1 : 0.5);

export function readOperations(cloud: Cloud): Record<string, Operation> {
  const newWorkSet = (): WorkSet => new WorkSet(cloud.database, cloud.tables);

  return {
    GetItem: (body) => {
      const request = validated('GetItem', body);
      return {
        permissions: () => [onItems(cloud, 'GetItem', request.TableName, [request.Key])],
        answer: async () => {
          const work = newWorkSet();
          const result = await run('GetItem', work, request);
          const spent = (): SpendingByTable => spendingOfReads(work, () => factorOf(request));
          return { ...result, ConsumedCapacity: consumedByOne(request.ReturnConsumedCapacity, spent) };
        },
      };
    },

    BatchGetItem: (body) => {
      const request = validated('BatchGetItem', body);
      const wanted = Object.entries(request.RequestItems);
      return {
        permissions: () => wanted.map(([tableName, { Keys }]) => onItems(cloud, 'BatchGetItem', tableName, Keys)),
        answer: async () => {
          const work = newWorkSet();
          const result = await run('BatchGetItem', work, request);
          const spent = (): SpendingByTable =>
            spendingOfReads(work, (tableName) => factorOf(request.RequestItems[tableName] ?? {}));
          return { ...result, ConsumedCapacity: consumedByAll(request.ReturnConsumedCapacity, spent) };
        },
      };
    },

    Query: (body) => {
      const request = validated('Query', body);
      return {
        permissions: () => {
          const schema = indexOf(cloud, request)?.index.KeySchema ?? cloud.tables.find(request.TableName)?.KeySchema;
          const condition = request.KeyConditions[(schema && partitionKeyName(schema)) ?? ''];
          return [onSearch(cloud, 'Query', request, condition?.AttributeValueList[0])];
        },
        answer: () => search(cloud, request, (work) => run('Query', work, request)),
      };
    },

    Scan: (body) => {
      const request = validated('Scan', body);
      return {
        permissions: () => [onSearch(cloud, 'Scan', request, undefined)],
        answer: () => search(cloud, request, (work) => run('Scan', work, request)),
      };
    },
  };
}

const indexOf = (cloud: Cloud, { TableName, IndexName }: SearchRequest): TableIndex | undefined => {
  const table = cloud.tables.find(TableName);
  return table && IndexName !== undefined
    ? indexesOf(table).find(({ index }) => index.IndexName === IndexName)
    : undefined;
};

/** A query on an index needs the index's ARN, and its leading key is the index's. */
function onSearch(
  { region }: Cloud,
  action: 'Query' | 'Scan',
  request: SearchRequest,
  leading: AttributeValue | undefined,
): AuthorisationRequest {
  const { TableName, IndexName, ProjectionExpression, AttributesToGet } = request;
  const some = ProjectionExpression !== undefined || AttributesToGet !== undefined;
  const byDefault = some
    ? 'SPECIFIC_ATTRIBUTES'
    : IndexName === undefined
      ? 'ALL_ATTRIBUTES'
      : 'ALL_PROJECTED_ATTRIBUTES';
  return {
    action: `dynamodb:${action}`,
    resource: IndexName === undefined ? tableArn(region, TableName) : indexArn(region, TableName, IndexName),
    context: { ...leadingValue(leading), 'dynamodb:Select': request.Select ?? byDefault },
  };
}

async function search(
  cloud: Cloud,
  request: SearchRequest,
  go: (work: WorkSet) => Promise<Results['Query']>,
): Promise<object> {
  const work = new WorkSet(cloud.database, cloud.tables, request.ExclusiveStartKey);
  const result = await go(work);
  const spent = (): SpendingByTable => {
    // What was read ahead of the page's end is not counted.
    const units = searchUnits(work.searched.slice(0, result.ScannedCount), factorOf(request));
    const spending = new Spending();
    const index = indexOf(cloud, request);
    if (index) spending.addIndex(index, units);
    else spending.table = units;
    return new Map([[request.TableName, spending]]);
  };
  return { ...result, ConsumedCapacity: consumedByOne(request.ReturnConsumedCapacity, spent) };
}

function spendingOfReads(work: WorkSet, factor: (tableName: string) => number): SpendingByTable {
  const spent: SpendingByTable = new Map();
  for (const { tableName, item } of work.read) addTable(spent, tableName, readUnits(item, factor(tableName)));
  return spent;
}
