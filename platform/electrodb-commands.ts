/**
 * Takes the place of `@aws-sdk/lib-dynamodb` in the bundles, for ElectroDB alone (`lib/constructs/bundling.ts`): it asks
 * by `require` for the package as a whole, so that nothing of the SDK could be left out, and all of it would be compiled
 * twice at each cold start. Here it finds the commands that `platform/table.ts` hands over; Parvis itself imports the
 * package as `#lib-dynamodb`.
 */
import type * as library from '#lib-dynamodb';

/** Those that ElectroDB makes. */
type Commands = Pick<
  typeof library,
  | 'BatchGetCommand'
  | 'BatchWriteCommand'
  | 'DeleteCommand'
  | 'GetCommand'
  | 'PutCommand'
  | 'QueryCommand'
  | 'TransactGetCommand'
  | 'TransactWriteCommand'
  | 'UpdateCommand'
>;

// ElectroDB reads each when it needs one: bindings of a module are alive.
export let BatchGetCommand: Commands['BatchGetCommand'];
export let BatchWriteCommand: Commands['BatchWriteCommand'];
export let DeleteCommand: Commands['DeleteCommand'];
export let GetCommand: Commands['GetCommand'];
export let PutCommand: Commands['PutCommand'];
export let QueryCommand: Commands['QueryCommand'];
export let TransactGetCommand: Commands['TransactGetCommand'];
export let TransactWriteCommand: Commands['TransactWriteCommand'];
export let UpdateCommand: Commands['UpdateCommand'];

/** To be called before an entity is used. */
export function provideCommands(commands: Commands): void {
  ({
    BatchGetCommand,
    BatchWriteCommand,
    DeleteCommand,
    GetCommand,
    PutCommand,
    QueryCommand,
    TransactGetCommand,
    TransactWriteCommand,
    UpdateCommand,
  } = commands);
}
