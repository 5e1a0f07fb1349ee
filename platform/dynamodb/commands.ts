/**
 * What the table is asked, by the names that the SDK gives its commands. ElectroDB finds these in the place of the SDK's in
 * the bundles (`lib/constructs/bundling.ts`).
 */
import type * as sdk from '@aws-sdk/lib-dynamodb';

/** One operation of DynamoDB upon plain values. */
export class Command<Input extends object, Output> {
  readonly input: Input;
  /** As the service names it. */
  readonly operation: string;
  /** For types alone. */
  declare readonly output?: Output;

  constructor(operation: string, input: Input) {
    this.operation = operation;
    this.input = input;
  }
}

/** The command of one operation. */
const named = <Input extends object, Output>(operation: string) =>
  class extends Command<Input, Output> {
    constructor(input: Input) {
      super(operation, input);
    }
  };

export class GetCommand extends named<sdk.GetCommandInput, sdk.GetCommandOutput>('GetItem') {}
export class PutCommand extends named<sdk.PutCommandInput, sdk.PutCommandOutput>('PutItem') {}
export class UpdateCommand extends named<sdk.UpdateCommandInput, sdk.UpdateCommandOutput>('UpdateItem') {}
export class DeleteCommand extends named<sdk.DeleteCommandInput, sdk.DeleteCommandOutput>('DeleteItem') {}
export class QueryCommand extends named<sdk.QueryCommandInput, sdk.QueryCommandOutput>('Query') {}
export class BatchGetCommand extends named<sdk.BatchGetCommandInput, sdk.BatchGetCommandOutput>('BatchGetItem') {}
export class BatchWriteCommand extends named<sdk.BatchWriteCommandInput, sdk.BatchWriteCommandOutput>(
  'BatchWriteItem',
) {}
export class TransactGetCommand extends named<sdk.TransactGetCommandInput, sdk.TransactGetCommandOutput>(
  'TransactGetItems',
) {}
export class TransactWriteCommand extends named<sdk.TransactWriteCommandInput, sdk.TransactWriteCommandOutput>(
  'TransactWriteItems',
) {}
