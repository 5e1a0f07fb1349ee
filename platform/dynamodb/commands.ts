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

export class GetCommand extends Command<sdk.GetCommandInput, sdk.GetCommandOutput> {
  constructor(input: sdk.GetCommandInput) {
    super('GetItem', input);
  }
}

export class PutCommand extends Command<sdk.PutCommandInput, sdk.PutCommandOutput> {
  constructor(input: sdk.PutCommandInput) {
    super('PutItem', input);
  }
}

export class UpdateCommand extends Command<sdk.UpdateCommandInput, sdk.UpdateCommandOutput> {
  constructor(input: sdk.UpdateCommandInput) {
    super('UpdateItem', input);
  }
}

export class DeleteCommand extends Command<sdk.DeleteCommandInput, sdk.DeleteCommandOutput> {
  constructor(input: sdk.DeleteCommandInput) {
    super('DeleteItem', input);
  }
}

export class QueryCommand extends Command<sdk.QueryCommandInput, sdk.QueryCommandOutput> {
  constructor(input: sdk.QueryCommandInput) {
    super('Query', input);
  }
}

export class BatchGetCommand extends Command<sdk.BatchGetCommandInput, sdk.BatchGetCommandOutput> {
  constructor(input: sdk.BatchGetCommandInput) {
    super('BatchGetItem', input);
  }
}

export class BatchWriteCommand extends Command<sdk.BatchWriteCommandInput, sdk.BatchWriteCommandOutput> {
  constructor(input: sdk.BatchWriteCommandInput) {
    super('BatchWriteItem', input);
  }
}

export class TransactGetCommand extends Command<sdk.TransactGetCommandInput, sdk.TransactGetCommandOutput> {
  constructor(input: sdk.TransactGetCommandInput) {
    super('TransactGetItems', input);
  }
}

export class TransactWriteCommand extends Command<sdk.TransactWriteCommandInput, sdk.TransactWriteCommandOutput> {
  constructor(input: sdk.TransactWriteCommandInput) {
    super('TransactWriteItems', input);
  }
}
