/** dynalite's validations and actions, called as functions. */
import batchGetItem from 'dynalite/actions/batchGetItem.js';
import batchWriteItem from 'dynalite/actions/batchWriteItem.js';
import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import batchGetValidation from 'dynalite/validations/batchGetItem.js';
import batchWriteValidation from 'dynalite/validations/batchWriteItem.js';
import createTableValidation from 'dynalite/validations/createTable.js';
import deleteValidation from 'dynalite/validations/deleteItem.js';
import getValidation from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import putValidation from 'dynalite/validations/putItem.js';
import queryValidation from 'dynalite/validations/query.js';
import scanValidation from 'dynalite/validations/scan.js';
import updateValidation from 'dynalite/validations/updateItem.js';
import { awsErrorOf } from './errors.ts';
import type { Requests, Results, UpdateRequest } from './types.ts';
import { LIMITS, type WorkSet } from './work-set.ts';

const validationOf = {
  BatchGetItem: batchGetValidation,
  BatchWriteItem: batchWriteValidation,
  CreateTable: createTableValidation,
  DeleteItem: deleteValidation,
  GetItem: getValidation,
  PutItem: putValidation,
  Query: queryValidation,
  Scan: scanValidation,
  UpdateItem: updateValidation,
};

const actionOf = {
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  DeleteItem: deleteItem,
  GetItem: getItem,
  PutItem: putItem,
  Query: query,
  Scan: scan,
  UpdateItem: updateItem,
};

/**
 * Checks types, limits and expressions, and parses the expressions. Fields that dynalite does not
 * know are dropped: what it lacks must be read from the body before.
 * @throws {AwsError} ValidationException or SerializationException.
 */
export function validated<O extends keyof Requests>(operation: O, body: Record<string, unknown>): Requests[O] {
  const { types, custom } = validationOf[operation];
  try {
    const request = validations.checkTypes<Requests[O]>({ ...body }, types);
    validations.checkValidations(request, types, custom, { options: LIMITS });
    return request;
  } catch (error) {
    throw awsErrorOf(error);
  }
}

/**
 * Checks an update. All of its paths are those of the item as it was, so elements of a list are
 * removed from the last to the first, after everything else.
 * @throws {AwsError} ValidationException or SerializationException.
 */
export function validatedUpdate(body: Record<string, unknown>): UpdateRequest {
  const request = validated('UpdateItem', body);
  const sections = request._updates?.sections;
  if (!sections) return request;
  const removals = sections.filter(({ type }) => type === 'remove').sort((a, b) => comparePaths(b.path, a.path));
  const others = sections.filter(({ type }) => type !== 'remove');
  sections.splice(0, sections.length, ...others, ...removals);
  return request;
}

function comparePaths(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const place = a.findIndex((step, depth) => step !== b[depth]);
  const [one, other] = [a[place], b[place]];
  if (one === undefined || other === undefined) return a.length - b.length;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

/**
 * Runs an action on a work set. Actions on single items end before this returns its promise.
 * @throws {AwsError} as DynamoDB would answer.
 */
export function run<O extends keyof Results>(operation: O, work: WorkSet, request: Requests[O]): Promise<Results[O]> {
  return new Promise((resolve, reject) => {
    actionOf[operation]<Requests[O], Results[O]>(work, request, (error, result) => {
      if (result) resolve(result);
      else reject(awsErrorOf(error));
    });
  });
}
