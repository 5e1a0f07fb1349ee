import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createDynamoDb, type DynamoDb, type StreamRecord } from '../../../local/dynamodb/index.ts';
import { awsRequest, onlyService, provisionTable, REGION, TABLE } from './local-table.ts';

const KILLS = 6;
const SCRIPT = join(import.meta.dirname, 'writer-to-kill.ts');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parvis-kill-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Lets the writer acknowledge some writes, kills it within a few milliseconds, and says what it acknowledged last. */
function writeUntilKilled(from: number, kill: number): Promise<number> {
  const child = spawn(process.execPath, [SCRIPT, directory, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let output = '';
    let armed = false;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (armed || output.split('\n').length < 10) return;
      armed = true;
      setTimeout(() => child.kill('SIGKILL'), kill * 3);
    });
    child.on('error', reject);
    child.on('exit', (_code, signal) => {
      const acknowledged = output.split('\n').slice(0, -1).at(-1);
      if (signal === 'SIGKILL' && acknowledged !== undefined) resolve(Number(acknowledged));
      else reject(new Error('The writer ended by itself'));
    });
  });
}

const Numbered = z.object({ sk: z.object({ S: z.string() }), number: z.object({ N: z.string() }) });

/** Number carried by each item, as the table and as the index have it. */
async function numbers(dynamoDb: DynamoDb, query: object): Promise<Record<string, number>> {
  const response = await onlyService(dynamoDb).handle(awsRequest('Query', { TableName: TABLE, ...query }));
  const { Items } = z.object({ Items: z.array(Numbered) }).parse(JSON.parse(String(response.body)));
  return Object.fromEntries(Items.map((item) => [item.sk.S, Number(item.number.N)]));
}

async function wholeStream(dynamoDb: DynamoDb, streamArn: string): Promise<StreamRecord[]> {
  const records: StreamRecord[] = [];
  for (;;) {
    const next = await dynamoDb.readStream(streamArn, records.at(-1)?.dynamodb.SequenceNumber, 1000);
    if (next.length === 0) return records;
    records.push(...next);
  }
}

describe('a kill -9 in the middle of writing', () => {
  it(`${KILLS} times over, leaves no transaction torn, no write lost, and each with its stream record`, async () => {
    let last = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const acknowledged = await writeUntilKilled(last, kill);
      const dynamoDb = await createDynamoDb({ directory, region: REGION });
      const { attributes } = await provisionTable(dynamoDb);
      const byTable = await numbers(dynamoDb, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'org#1' } },
      });
      const byIndex = await numbers(dynamoDb, {
        IndexName: 'GSI1',
        KeyConditionExpression: 'gsi1pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'sub#1' } },
      });
      const { single = 0, ...transaction } = byTable;
      const [number = 0] = Object.values(transaction);
      expect(transaction).toEqual({ a: number, b: number, c: number, d: number, e: number });
      expect(byIndex).toEqual(byTable);
      expect(single).toBeGreaterThanOrEqual(acknowledged);
      expect(number === single || number === single + 1).toBe(true);

      const records = await wholeStream(dynamoDb, attributes.StreamArn ?? '');
      const told = (sk: string): number[] =>
        records.flatMap(({ dynamodb: { Keys, NewImage } }) => (Keys.sk?.S === sk ? [Number(NewImage?.number?.N)] : []));
      expect(told('a')).toEqual(Array.from({ length: number }, (_, index) => index + 1));
      expect(told('e')).toEqual(told('a'));
      expect(new Set(told('single'))).toEqual(new Set(Array.from({ length: single }, (_, index) => index + 1)));
      // A transaction that came just before the kill is sent again as it was, and changes nothing.
      last = single;
      await dynamoDb.close();
    }
    expect(last).toBeGreaterThan(KILLS * 5);
  });
});
