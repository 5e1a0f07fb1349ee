/** What every operation is made of: a body becomes a call, which names its permissions and answers. */
import type { AuthorisationRequest } from '../aws.ts';
import type { Database } from './database.ts';
import { partitionKeyName, tableArn } from './table.ts';
import type { AttributeValue, Item, TableShape } from './types.ts';
import type { Tables } from './work-set.ts';
import type { Writer } from './writer.ts';

export interface Call {
  permissions(): AuthorisationRequest[];
  answer(): Promise<object>;
}

/** Reads and checks a body. @throws {AwsError} when it is not a request of this operation. */
export type Operation = (body: Record<string, unknown>) => Call;

/** What operations stand on. */
export interface Cloud {
  region: string;
  database: Database;
  tables: Tables;
  writer: Writer;
}

const text = (value: AttributeValue | undefined): string[] => {
  const key = value?.S ?? value?.N ?? value?.B;
  return key === undefined ? [] : [key];
};

/**
 * `dynamodb:LeadingKeys`: the distinct values of the partition key. Left out when the call names
 * none, as a scan does, or a table that does not exist.
 */
function leadingKeys(table: TableShape | undefined, keys: readonly Item[]): Record<string, string[]> {
  const name = table && partitionKeyName(table.KeySchema);
  return leadingValues(name === undefined ? [] : keys.flatMap((key) => text(key[name])));
}

const leadingValues = (values: readonly string[]): Record<string, string[]> =>
  values.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(values)] };

export const leadingValue = (value: AttributeValue | undefined): Record<string, string[]> => leadingValues(text(value));

/**
 * The permission to do something with items of a table, named by items or keys.
 * @param enclosing the transaction that it is part of.
 */
export function onItems(
  cloud: Cloud,
  action: string,
  tableName: string,
  keys: readonly Item[],
  enclosing?: 'TransactWriteItems' | 'TransactGetItems',
): AuthorisationRequest {
  return {
    action: `dynamodb:${action}`,
    resource: tableArn(cloud.region, tableName),
    context: {
      ...leadingKeys(cloud.tables.find(tableName), keys),
      ...(enclosing && { 'dynamodb:EnclosingOperation': enclosing }),
    },
  };
}
