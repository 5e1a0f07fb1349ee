/** The table itself, looked at with the host's rights: what no page shows. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../platform/table.ts';
import { asHost, resourceNamed, type TestCloud } from './cloud.ts';

export type Item = Readonly<Record<string, unknown>>;

/** The table as the product's stores take it, with the host's rights or others. To be closed with `client.destroy()`. */
export const tableOf = (cloud: TestCloud, credentials?: DynamoDBClientConfig['credentials']): Table => ({
  name: resourceNamed(cloud, 'AWS::DynamoDB::Table', ''),
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ ...asHost(cloud), ...(credentials && { credentials }) }), {
    marshallOptions: { removeUndefinedValues: true },
  }),
});

/** Every item whose ElectroDB entity is one of those. */
export async function itemsOf(cloud: TestCloud, ...entities: string[]): Promise<Item[]> {
  const { name, client } = tableOf(cloud);
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName: name, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  client.destroy();
  return items.filter((item) => entities.includes(String(item.__edb_e__)));
}
