/** What happened in the table, as the stream tells it. */
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** One change of one item. */
export interface Change {
  kind: 'insert' | 'modify' | 'remove';
  /** Name of the ElectroDB entity, or an empty text for items of another make. */
  entity: string;
  before: Readonly<Record<string, unknown>> | undefined;
  after: Readonly<Record<string, unknown>> | undefined;
  /** True when the item's time was over, not when somebody removed it. */
  expired: boolean;
}

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const plain = (image: Image | undefined): Record<string, unknown> | undefined =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the event's attribute values are the SDK's, typed apart
  image && unmarshall(image as Parameters<typeof unmarshall>[0]);

const KINDS = { INSERT: 'insert', MODIFY: 'modify', REMOVE: 'remove' } as const;

/** The change that a stream record tells. */
export function changeOf(record: DynamoDBRecord): Change {
  const before = plain(record.dynamodb?.OldImage);
  const after = plain(record.dynamodb?.NewImage);
  const entity = (after ?? before)?.__edb_e__;
  return {
    kind: KINDS[record.eventName ?? 'MODIFY'],
    entity: typeof entity === 'string' ? entity : '',
    before,
    after,
    expired: record.userIdentity?.principalId === 'dynamodb.amazonaws.com',
  };
}
