/** The product's table on disk: for services, without a cloud around them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../platform/table.ts';
import { openLocalTable } from '../local/dynamodb/local-table.ts';

export interface RealTable {
  table: Table;
  /** The SDK's own client of it, which may ask anything. */
  documents: DynamoDBDocumentClient;
  close: () => Promise<void>;
}

export async function openRealTable(): Promise<RealTable> {
  const local = await openLocalTable();
  return { table: local.table, documents: local.documents, close: () => local.close() };
}
