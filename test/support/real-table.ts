/** The product's table on disk behind the SDK's real client: for services, without a cloud around them. */
import { createTable, type Table } from '../../platform/table.ts';
import { openLocalTable, REGION, TABLE } from '../local/dynamodb/local-table.ts';

export interface RealTable {
  table: Table;
  close: () => Promise<void>;
}

export async function openRealTable(): Promise<RealTable> {
  const local = await openLocalTable();
  const endpoint = await local.client.config.endpoint?.();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${endpoint?.port}`;
  process.env.AWS_REGION = REGION;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const table = createTable(TABLE);
  return {
    table,
    close: async () => {
      table.client.destroy();
      await local.close();
    },
  };
}
