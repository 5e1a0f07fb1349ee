import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table as DynamoTable,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { ORGANISATION_TAG, type OrganisationRole } from './organisation-role.ts';
import type { ParvisFunction } from './parvis-function.ts';
import type { DeadLetters } from './work-queue.ts';

export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** A partition, or all of a kind: the first segment of every key names its scope (docs/access-patterns.md). */
export type Scope =
  | 'net'
  | 'sys'
  | 'pub#territoire'
  | `${'reg' | 'org' | 'usr' | 'tok' | 'sub' | 'case' | 'grp' | 'pub' | 'act' | 'jnl' | 'use' | 'idp'}#*`;

/** Kinds of scope of which an organisation has one. */
export type OwnScope = 'org' | 'pub' | 'jnl' | 'idp' | 'case#org';

/** What stands between the kind and the SIREN: a case of an organisation is told from others by its id. */
const ownPartition = (kind: OwnScope): string => (kind === 'case#org' ? 'case#org_' : `${kind}#`);

const INDEX = 'GSI1';

/** The single table. */
export class Table extends Construct {
  readonly table: DynamoTable;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.table = new DynamoTable(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      timeToLiveAttribute: 'ttl',
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.production,
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: INDEX,
      partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
      sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  /** Lets a function do exactly this in the partitions of these scopes, and tells it the table's name. */
  grantTo(
    fn: ParvisFunction | OrganisationRole,
    sid: string,
    actions: readonly TableAction[],
    scopes: readonly Scope[],
  ): void {
    this.allow(fn, sid, actions, this.table.tableArn, { 'ForAllValues:StringLike': [...scopes] });
  }

  /**
   * The same in the partitions of the organisation that the role is assumed for, and of no other. Compared letter for
   * letter: a tag is no pattern. Assumed for none, it matches nothing.
   */
  grantOwnTo(role: OrganisationRole, sid: string, actions: readonly TableAction[], kinds: readonly OwnScope[]): void {
    const own = kinds.map((kind) => `${ownPartition(kind)}\${aws:PrincipalTag/${ORGANISATION_TAG}}`);
    this.allow(role, sid, actions, this.table.tableArn, { 'ForAllValues:StringEquals': own });
  }

  /** Lets a function query the index, where its partitions are of these scopes. */
  grantQueryIndexTo(fn: ParvisFunction, sid: string, scopes: readonly Scope[]): void {
    this.allow(fn, sid, ['Query'], `${this.table.tableArn}/index/${INDEX}`, { 'ForAllValues:StringLike': [...scopes] });
  }

  private allow(
    fn: ParvisFunction | OrganisationRole,
    sid: string,
    actions: readonly TableAction[],
    arn: string,
    keys: Readonly<Record<string, string[]>>,
  ): void {
    fn.set('TABLE_NAME', this.table.tableName);
    fn.grant(
      sid,
      actions.map((action) => `dynamodb:${action}`),
      [arn],
      {
        ...Object.fromEntries(Object.entries(keys).map(([test, values]) => [test, { 'dynamodb:LeadingKeys': values }])),
        // Without this, a call that names no key would satisfy "for all".
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    );
  }

  /** Feeds every change to a worker, in order within a partition; what it cannot treat goes to the dead letters. */
  streamTo(worker: ParvisFunction, dead: DeadLetters): void {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error('The table has a stream');
    worker.grant(
      'ReadChanges',
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [tableStreamArn],
    );
    // Lambda asks for it once, when the source is made.
    worker.grant('FindChanges', ['dynamodb:ListStreams'], [tableStreamArn]);
    worker.grant('KeepFailedChanges', ['sqs:SendMessage'], [dead.queue.queueArn]);
    new EventSourceMapping(worker, 'ChangeSource', {
      target: worker.lambda,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 5,
      onFailure: { bind: () => ({ destination: dead.queue.queueArn }) },
    });
  }
}
