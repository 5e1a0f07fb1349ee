import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { Documents } from '../constructs/documents.ts';
import { LogBucket } from '../constructs/log-bucket.ts';
import { Operations } from '../constructs/operations.ts';
import { SecretKey } from '../constructs/secret-key.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { Table } from '../constructs/table.ts';
import { WorkQueue } from '../constructs/work-queue.ts';

/** What outlives every release: the data, its keys, and who is told when something is wrong. */
export class DataStack extends Stack {
  readonly operations: Operations;
  readonly table: Table;
  readonly documents: Documents;
  readonly uploads: WorkQueue;
  readonly accessLogs: LogBucket;
  readonly linkKey: SecretKey;
  readonly originKey: SecretKey;
  readonly registerKey: SigningKey;

  constructor(scope: Construct, id: string, stage: StageConfig, props: StackProps) {
    super(scope, id, props);
    this.operations = new Operations(this, 'Operations', stage);
    this.table = new Table(this, 'Data', stage);
    this.accessLogs = new LogBucket(this, 'AccessLogs', stage);
    // Here and not with its worker: the bucket and its queue name each other.
    this.uploads = new WorkQueue(this, {
      stage,
      operations: this.operations,
      name: 'upload',
      batchTimeout: Duration.minutes(2),
      maxAge: Duration.minutes(15),
    });
    this.documents = new Documents(this, 'Documents', {
      stage,
      accessLogs: this.accessLogs.bucket,
      uploads: this.uploads,
    });
    this.linkKey = new SecretKey(this, 'LinkKey', 'Signs links, codes and cursors');
    this.originKey = new SecretKey(
      this,
      'OriginKey',
      'Known to CloudFront and the functions: nobody else may call the gateway',
    );
    this.registerKey = new SigningKey(this, 'RegisterKey', stage, 'Signs the entries of the registers of acts');
  }
}
