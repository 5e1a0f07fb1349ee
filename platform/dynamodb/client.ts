/** The client of the table: what ElectroDB and the few direct questions are asked through. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsError, type AwsPlace, jsonService } from '../aws-json.ts';
import type { Command } from './commands.ts';
import { isRecord } from '../records.ts';
import { marshalled, unmarshalled } from './marshalling.ts';

export interface TableClient {
  /** @throws {AwsError} named as DynamoDB names it: `ConditionalCheckFailedException`. */
  send<Output>(command: Command<object, Output>): Promise<Output>;
}

/** Sees each call: what it writes before, what it consumed after. */
export interface Observer {
  before(operation: string, input: object): void;
  after(operation: string, output: Readonly<Record<string, unknown>>): void;
}

/** Unbundled, ElectroDB brings the SDK's own commands: known by the names of their classes. */
const SDK_OPERATIONS: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  QueryCommand: 'Query',
  BatchGetCommand: 'BatchGetItem',
  BatchWriteCommand: 'BatchWriteItem',
  TransactGetCommand: 'TransactGetItems',
  TransactWriteCommand: 'TransactWriteItems',
};

/** Transactions that meet others on the same items are tried again, later and later. In milliseconds. */
const TRIES = 6;
const LATER = 25;

/** Refused for others that were under way on the same items, and for nothing else: none of its conditions was looked at. */
const isInTheWay = ({ CancellationReasons: reasons }: AwsError): boolean => {
  const codes = Array.isArray(reasons) ? reasons.map((one: unknown) => (isRecord(one) ? one.Code : undefined)) : [];
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
};

export function tableClient(observer: Observer, place: AwsPlace): TableClient {
  const call = jsonService({ service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' }, place);

  async function transacted(asked: object): Promise<Record<string, unknown>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // The same transaction told again, when its answer was lost, is done once.
        return await call('TransactWriteItems', { ClientRequestToken: randomUUID(), ...asked });
      } catch (error) {
        if (!(error instanceof AwsError) || !isInTheWay(error) || attempt === TRIES) throw error;
        await pause(Math.random() * LATER * 2 ** attempt);
      }
    }
  }

  return {
    async send<Output>(command: Command<object, Output>): Promise<Output> {
      const operation = command.operation ?? SDK_OPERATIONS[command.constructor.name];
      observer.before(operation, command.input);
      const asked = { ReturnConsumedCapacity: 'TOTAL', ...marshalled(command.input) };
      const output = await (operation === 'TransactWriteItems' ? transacted(asked) : call(operation, asked));
      observer.after(operation, output);
      const plain: unknown = unmarshalled(output);
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what DynamoDB answers to that command
      return plain as Output;
    },
  };
}
