/** `AWS::DynamoDB::Table` made real. */
import type { ProvisionedResource, ResourceProvider } from '../aws.ts';
import { validated } from './engine.ts';
import { isRecord } from './errors.ts';
import { streamArn, tableArn } from './table.ts';
import { streamViewType } from './table-operations.ts';
import type { TableRegister } from './tables.ts';
import type { Writer } from './writer.ts';

/**
 * Creates the table, or brings the one there is to the template: indexes are added (and filled) or
 * dropped, stream and time to live set. Its items stay.
 * @throws {Error} when the primary key is another, for which CloudFormation would replace the table.
 */
export function tableProvider(tables: TableRegister, writer: Writer, region: string): ResourceProvider {
  return ({ properties, defaultName }) =>
    writer.exclusively(async (): Promise<ProvisionedResource> => {
      const name = typeof properties.TableName === 'string' ? properties.TableName : defaultName;
      const shape = validated('CreateTable', {
        TableName: name,
        AttributeDefinitions: properties.AttributeDefinitions,
        KeySchema: properties.KeySchema,
        GlobalSecondaryIndexes: withoutThroughput(properties.GlobalSecondaryIndexes),
        LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
        // The local machine has no throughput to provide.
        BillingMode: 'PAY_PER_REQUEST',
      });
      // CloudFormation names the view alone; the API says `StreamEnabled` as well.
      const viewType = streamViewType(properties.StreamSpecification);
      const existing = tables.find(name);
      if (!existing) {
        await tables.create(shape, viewType);
      } else if (JSON.stringify(existing.KeySchema) !== JSON.stringify(shape.KeySchema)) {
        throw new Error(`The primary key of table ${name} has changed: its data must be forgotten first (--reset).`);
      } else {
        await tables.setIndexes(name, shape);
        await tables.setStream(name, viewType);
      }
      await tables.setTimeToLive(name, timeToLiveAttribute(properties.TimeToLiveSpecification));

      const arn = streamArn(region, tables.get(name));
      return {
        ref: name,
        attributes: { Arn: tableArn(region, name), ...(arn !== undefined && { StreamArn: arn }) },
      };
    });
}

const withoutThroughput = (indexes: unknown): unknown =>
  Array.isArray(indexes)
    ? indexes.map((index: unknown) => (isRecord(index) ? { ...index, ProvisionedThroughput: undefined } : index))
    : indexes;

function timeToLiveAttribute(specification: unknown): string | undefined {
  if (!isRecord(specification) || !isEnabled(specification.Enabled)) return undefined;
  return typeof specification.AttributeName === 'string' ? specification.AttributeName : undefined;
}

/** Templates hold booleans as booleans or as text. */
const isEnabled = (value: unknown): boolean => value === true || value === 'true';
