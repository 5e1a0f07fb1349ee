import { arn } from '../aws.ts';
import { pick } from './item.ts';
import type { Index, Item, Table, TableShape } from './types.ts';

export const tableArn = (region: string, tableName: string): string => arn('dynamodb', region, `table/${tableName}`);

export const indexArn = (region: string, tableName: string, indexName: string): string =>
  `${tableArn(region, tableName)}/index/${indexName}`;

/** Undefined while the stream is off. */
export const streamArn = (region: string, table: Table): string | undefined =>
  table.stream && `${tableArn(region, table.TableName)}/stream/${table.stream.label}`;

/** Table name and label in a stream's ARN. @throws {Error} when it is not one. */
export function parseStreamArn(streamArn: string): { tableName: string; label: string } {
  const [, tableName, label] = /:table\/([^/]+)\/stream\/(.+)$/.exec(streamArn) ?? [];
  if (tableName === undefined || label === undefined) throw new Error(`Not the ARN of a table's stream: ${streamArn}`);
  return { tableName, label };
}

export const partitionKeyName = (schema: TableShape['KeySchema']): string | undefined =>
  schema.find((element) => element.KeyType === 'HASH')?.AttributeName;

const keyNames = (schema: TableShape['KeySchema']): string[] => schema.map((element) => element.AttributeName);

/** The primary key of an item. */
export const keyOf = (item: Item, table: TableShape): Item => pick(item, keyNames(table.KeySchema));

export interface TableIndex {
  kind: 'global' | 'local';
  index: Index;
}

export const indexesOf = (table: TableShape): TableIndex[] => [
  ...(table.GlobalSecondaryIndexes ?? []).map((index) => ({ kind: 'global' as const, index })),
  ...(table.LocalSecondaryIndexes ?? []).map((index) => ({ kind: 'local' as const, index })),
];

/** What an index keeps of an item; undefined when the item is not in the index. */
export function indexImage(item: Item | undefined, index: Index, table: TableShape): Item | undefined {
  const names = keyNames(index.KeySchema);
  if (!item || names.some((name) => item[name] === undefined)) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  return pick(item, [...names, ...keyNames(table.KeySchema), ...(index.Projection.NonKeyAttributes ?? [])]);
}

/**
 * Why an item's index keys are not acceptable, in DynamoDB's words: an index key is of the declared
 * type and not empty. (dynalite checks the type alone, and not for every update.)
 */
export function indexKeyFault(item: Item, table: TableShape): string | undefined {
  for (const { index } of indexesOf(table)) {
    for (const name of keyNames(index.KeySchema)) {
      const value = item[name];
      if (!value) continue;
      const type = table.AttributeDefinitions.find((definition) => definition.AttributeName === name)?.AttributeType;
      if (type === undefined || value[type] === undefined) {
        return (
          `One or more parameter values were invalid: Type mismatch for Index Key ${name} ` +
          `Expected: ${type} Actual: ${Object.keys(value)[0]} IndexName: ${index.IndexName}`
        );
      }
      if (value[type] === '') {
        return (
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `The AttributeValue for a key attribute cannot contain an empty ${type === 'B' ? 'binary' : 'string'} value. ` +
          `IndexName: ${index.IndexName}, IndexKey: ${name}`
        );
      }
    }
  }
  return undefined;
}

/** The table as DescribeTable shows it. */
export function describeTable(table: Table, region: string): Record<string, unknown> {
  const describeIndex = (index: Index): Record<string, unknown> => ({
    ...index,
    IndexArn: indexArn(region, table.TableName, index.IndexName),
    IndexStatus: 'ACTIVE',
  });
  return {
    TableName: table.TableName,
    TableArn: tableArn(region, table.TableName),
    TableId: table.tableId,
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAt,
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
    GlobalSecondaryIndexes: table.GlobalSecondaryIndexes?.map(describeIndex),
    LocalSecondaryIndexes: table.LocalSecondaryIndexes?.map(describeIndex),
    StreamSpecification: table.stream && { StreamEnabled: true, StreamViewType: table.stream.viewType },
    LatestStreamArn: streamArn(region, table),
    LatestStreamLabel: table.stream?.label,
  };
}
