/** The table itself, looked at with the host's rights: what no page shows. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { AwsPlace } from '../../platform/aws-json.ts';
import { createTable, type Table } from '../../platform/table.ts';
import { asHost, resourceNamed, type TestCloud } from './cloud.ts';

export type Item = Readonly<Record<string, unknown>>;

const nameOf = (cloud: TestCloud): string => resourceNamed(cloud, 'AWS::DynamoDB::Table', '');

/** The table as the product's stores take it, with the host's rights or others. */
export function tableOf(
  cloud: TestCloud,
  credentials: AwsPlace['credentials'] = async () => cloud.hostCredentials,
): Table {
  return createTable(nameOf(cloud), { address: cloud.awsEndpoint, region: cloud.region, credentials });
}

/** The same through the SDK's own client, which may ask anything. To be closed with `client.destroy()`. */
export const sdkTableOf = (cloud: TestCloud, credentials?: DynamoDBClientConfig['credentials']) => ({
  name: nameOf(cloud),
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ ...asHost(cloud), ...(credentials && { credentials }) })),
});

/** Every item whose ElectroDB entity is one of those. */
export async function itemsOf(cloud: TestCloud, ...entities: string[]): Promise<Item[]> {
  const { name, client } = sdkTableOf(cloud);
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName: name, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  client.destroy();
  return items.filter((item) => entities.includes(String(item.__edb_e__)));
}
