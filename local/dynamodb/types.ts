/** Items, tables and requests as they travel in DynamoDB's JSON 1.0 protocol (binary values are base64). */

export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}

export type Item = Record<string, AttributeValue>;

export interface KeyElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

export interface Index {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType?: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] };
}

/** What shapes a table; dynalite's actions read these names. */
export interface TableShape {
  TableName: string;
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  KeySchema: KeyElement[];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
}

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A table as it is kept on disk. */
export interface Table extends TableShape {
  tableId: string;
  /** Epoch seconds. */
  createdAt: number;
  /** Set while the stream is on; the label is part of its ARN. */
  stream?: { viewType: StreamViewType; label: string };
  /** Attribute that holds the epoch second after which an item expires. */
  timeToLive?: string;
}

/** How much a caller wants to know about consumed capacity. */
export type CapacityDetail = 'NONE' | 'TOTAL' | 'INDEXES';

export interface Capacity {
  CapacityUnits: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

export interface ConsumedCapacity extends Capacity {
  TableName: string;
  Table?: Capacity;
  GlobalSecondaryIndexes?: Record<string, Capacity>;
  LocalSecondaryIndexes?: Record<string, Capacity>;
}

interface OnTable {
  TableName: string;
  ReturnConsumedCapacity?: CapacityDetail;
}

export interface KeyRequest extends OnTable {
  Key: Item;
  ConsistentRead?: boolean;
}

export interface UpdateRequest extends KeyRequest {
  /** dynalite's reading of the `UpdateExpression`, carried out section by section. */
  _updates?: { sections: { type: 'set' | 'add' | 'delete' | 'remove'; path: (string | number)[] }[] };
}

export interface PutRequest extends OnTable {
  Item: Item;
}

export interface SearchRequest extends OnTable {
  IndexName?: string;
  Select?: string;
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  AttributesToGet?: string[];
  ExclusiveStartKey?: Item;
}

export interface QueryRequest extends SearchRequest {
  /** Present for a `KeyConditionExpression` too: validation turns that into conditions. */
  KeyConditions: Record<string, { ComparisonOperator: string; AttributeValueList: AttributeValue[] }>;
}

export interface BatchGetRequest {
  RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean }>;
  ReturnConsumedCapacity?: CapacityDetail;
}

export interface BatchWriteRequest {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  ReturnConsumedCapacity?: CapacityDetail;
}

/** The requests that dynalite validates, by operation. */
export interface Requests {
  GetItem: KeyRequest;
  PutItem: PutRequest;
  UpdateItem: UpdateRequest;
  DeleteItem: KeyRequest;
  Query: QueryRequest;
  Scan: SearchRequest;
  BatchGetItem: BatchGetRequest;
  BatchWriteItem: BatchWriteRequest;
  CreateTable: TableShape;
}

interface WithCapacity {
  ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
}

/** What dynalite's actions answer, by operation: only the fields that are looked at here. */
export interface Results {
  GetItem: WithCapacity & { Item?: Item };
  PutItem: WithCapacity;
  UpdateItem: WithCapacity;
  DeleteItem: WithCapacity;
  Query: WithCapacity & { ScannedCount: number };
  Scan: WithCapacity & { ScannedCount: number };
  BatchGetItem: WithCapacity;
  BatchWriteItem: WithCapacity;
}

/** A record of a table's stream, in the shape that Lambda hands to a function. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  /** Only on a deletion by time to live. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' };
  dynamodb: {
    /** Epoch seconds. */
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: StreamViewType;
  };
}
