/**
 * Between plain values and DynamoDB's own writing of them (`{ S: "…" }`), wherever an operation carries items. No bytes:
 * these live in files.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { isRecord } from '../records.ts';

type Conversion = (item: unknown) => unknown;

/** Names under which operations carry one item, or a key, and several. */
const ONE = new Set([
  'Item',
  'Key',
  'Attributes',
  'ExclusiveStartKey',
  'LastEvaluatedKey',
  'ExpressionAttributeValues',
]);
const SEVERAL = new Set(['Items', 'Keys']);
/** Never items, however they are named inside. */
const PLAIN = new Set(['ExpressionAttributeNames', 'ConsumedCapacity']);

function converted(value: unknown, convert: Conversion): unknown {
  if (Array.isArray(value)) return value.map((part) => converted(part, convert));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      if (PLAIN.has(name)) return [name, part];
      if (ONE.has(name)) return [name, part === undefined ? part : convert(part)];
      if (SEVERAL.has(name) && Array.isArray(part)) return [name, part.map(convert)];
      return [name, converted(part, convert)];
    }),
  );
}

const written: Conversion = (item) => marshall(item, { removeUndefinedValues: true });
const read: Conversion = (item) => (isStored(item) ? unmarshall(item) : item);

/** What DynamoDB sends is not read again by us: the library fails on anything else. */
const isStored = (item: unknown): item is Record<string, AttributeValue> => isRecord(item);

/** What an operation is asked, as DynamoDB reads it. */
export const marshalled = (input: object): object => Object(converted(input, written));

/** What an operation answered, in plain values. */
export function unmarshalled(output: Record<string, unknown>): Record<string, unknown> {
  const { Responses: responses, ...rest } = output;
  const plain = Object(converted(rest, read));
  if (responses === undefined) return plain;
  // A batch answers the items of each table; a transaction, an item for each that was asked.
  const batch = isRecord(responses)
    ? Object.fromEntries(Object.entries(responses).map(([table, items]) => [table, asItems(items)]))
    : converted(responses, read);
  return { ...plain, Responses: batch };
}

const asItems = (items: unknown): unknown => (Array.isArray(items) ? items.map(read) : items);
