/** The client of the table: what ElectroDB and the few direct questions are asked through. */
import { randomUUID } from 'node:crypto';
import { type AwsPlace, jsonService } from '../aws-json.ts';
import type { Command } from './commands.ts';
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

export function tableClient(observer: Observer, place: AwsPlace): TableClient {
  const call = jsonService({ service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' }, place);
  return {
    async send<Output>(command: Command<object, Output>): Promise<Output> {
      const operation = command.operation ?? SDK_OPERATIONS[command.constructor.name];
      observer.before(operation, command.input);
      const output = await call(operation, {
        ReturnConsumedCapacity: 'TOTAL',
        // The same transaction told again, when its answer was lost, is done once.
        ...(operation === 'TransactWriteItems' && { ClientRequestToken: randomUUID() }),
        ...marshalled(command.input),
      });
      observer.after(operation, output);
      const plain: unknown = unmarshalled(output);
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what DynamoDB answers to that command
      return plain as Output;
    },
  };
}
