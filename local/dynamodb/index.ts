/**
 * DynamoDB on one machine. dynalite (Apache-2.0) checks requests, reads expressions, keeps items and
 * indexes on disk; what it lacks stands around it: transactions, streams, time to live, exact
 * capacity, and writes that a kill cannot tear.
 */
import type { Emulator } from '../aws.ts';
import type { Cloud } from './call.ts';
import { forgetOldTokens } from './client-token.ts';
import { openDatabase } from './database.ts';
import { sweepExpired } from './expiry.ts';
import { tableProvider } from './provider.ts';
import { readOperations } from './reads.ts';
import { dynamoDbService } from './service.ts';
import { Streams } from './stream.ts';
import { parseStreamArn } from './table.ts';
import { tableOperations } from './table-operations.ts';
import { TableRegister } from './tables.ts';
import { transactGetOperation } from './transact-get.ts';
import { transactWriteOperation } from './transact-write.ts';
import type { StreamRecord } from './types.ts';
import { writeOperations } from './writes.ts';
import { Writer } from './writer.ts';

export type { StreamRecord } from './types.ts';

export interface DynamoDbOptions {
  /** Where the data is kept; one process at a time. */
  directory: string;
  region: string;
  /** Told after every write that left records in a stream. */
  onStreamRecords?: (streamArn: string) => void;
  /** Time between sweeps of expired items, old stream records and old tokens. */
  sweepIntervalMs?: number;
}

export interface DynamoDb extends Emulator {
  /**
   * Records in order, after a sequence number or from the oldest kept (24 hours).
   * @throws {Error} when there is no such stream.
   */
  readStream(streamArn: string, after: string | undefined, limit: number): Promise<StreamRecord[]>;
  /** True once there is a record after the given one; false after `timeoutMs`, or when `signal` aborts. */
  waitForStream(
    streamArn: string,
    after: string | undefined,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** Where a reader of only what is new begins; undefined while the stream is empty. */
  latestSequenceNumber(streamArn: string): Promise<string | undefined>;
  /** Deletes what expired before `now` (epoch milliseconds; default: the clock). @returns how many items. */
  sweepExpired(now?: number): Promise<number>;
}

const SWEEP_INTERVAL_MS = 60_000;

/** @throws {Error} when another process has the directory open. */
export async function createDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { directory, region, onStreamRecords, sweepIntervalMs = SWEEP_INTERVAL_MS } = options;
  const database = await openDatabase(directory);
  const tables = new TableRegister(database, await database.tables());
  const streams = new Streams(database, tables, region, onStreamRecords);
  await streams.resume(tables.all());
  const writer = new Writer(database, streams);
  const cloud: Cloud = { region, database, tables, writer };

  const sweep = async (now = Date.now()): Promise<number> => {
    let deleted = 0;
    for (const table of tables.all()) {
      if (table.timeToLive !== undefined) deleted += await sweepExpired(cloud, table, now);
    }
    return deleted;
  };
  const housekeeping = async (): Promise<void> => {
    await sweep();
    await streams.trim(tables.all(), Date.now());
    await forgetOldTokens(database, Date.now());
  };
  let underWay: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    underWay = underWay.then(housekeeping).catch((error: Error) => process.emitWarning(error));
  }, sweepIntervalMs);
  timer.unref();

  const service = dynamoDbService({
    ...readOperations(cloud),
    ...writeOperations(cloud),
    ...tableOperations(tables, writer, region),
    TransactWriteItems: transactWriteOperation(cloud),
    TransactGetItems: transactGetOperation(cloud),
  });

  return {
    services: [service],
    providers: { 'AWS::DynamoDB::Table': tableProvider(tables, writer, region) },
    readStream: (streamArn, after, limit) => streams.read(streamArn, after, limit),
    waitForStream: (streamArn, after, timeoutMs, signal) => streams.wait(streamArn, after, timeoutMs, signal),
    latestSequenceNumber: (streamArn) => streams.latest(parseStreamArn(streamArn).tableName),
    sweepExpired: sweep,
    close: async () => {
      clearInterval(timer);
      streams.close();
      await underWay;
      await writer.idle();
      await database.close();
    },
  };
}
