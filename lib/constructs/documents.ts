import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, HttpMethods, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { siteOrigin } from './addresses.ts';
import { MalwareProtection } from './malware-protection.ts';
import { pascal } from './operations.ts';
import { ORGANISATION_TAG, type OrganisationRole } from './organisation-role.ts';
import { arnSeenFrom, type ParvisFunction } from './parvis-function.ts';
import type { WorkQueue } from './work-queue.ts';

export type DocumentAction =
  | 'GetObject'
  | 'GetObjectVersion'
  | 'GetObjectVersionTagging'
  | 'PutObject'
  | 'AbortMultipartUpload'
  | 'ListMultipartUploadParts'
  | 'DeleteObject';

/**
 * `org`: what an organisation put there, private. `public`: copies that anybody may download. `exports`: copies of
 * data for whoever asked for them, gone after a week. `text` and `thumb`: what was read of documents, and a picture of
 * their first page. `search`: indexes, one prefix for each scope.
 */
export type DocumentPrefix = 'org' | 'public' | 'exports' | 'text' | 'thumb' | 'search';

export interface DocumentsProps {
  stage: StageConfig;
  accessLogs: IBucket;
  /** Told of every object that arrives under `org/`. */
  uploads: WorkQueue;
}

/** The bucket of documents: private, encrypted, versioned, reached by signed addresses only. */
export class Documents extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, accessLogs, uploads }: DocumentsProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'documents/',
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      cors: [
        {
          allowedOrigins: [siteOrigin(this, stage)],
          allowedMethods: [HttpMethods.POST, HttpMethods.GET, HttpMethods.HEAD, HttpMethods.PUT],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      lifecycleRules: [
        { id: 'AbandonedUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        {
          id: 'ReplacedDocuments',
          noncurrentVersionExpiration: Duration.days(stage.retention.replacedDocuments),
          expiredObjectDeleteMarker: true,
        },
        {
          id: 'CopiesOfData',
          prefix: 'exports/',
          expiration: Duration.days(8),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          // What was withdrawn is in no index any more: nothing of it is kept.
          id: 'IndexesReplaced',
          prefix: 'search/',
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    this.announceUploadsTo(uploads);
    new MalwareProtection(this, 'MalwareProtection', { bucket: this.bucket, prefix: 'org/' });
  }

  /** Lets a function do exactly this under a prefix, and tells it the bucket's name. */
  grantTo(fn: ParvisFunction, sid: string, actions: readonly DocumentAction[], prefix: DocumentPrefix): void {
    fn.set('DOCUMENTS_BUCKET', this.bucket.bucketName);
    fn.grantUnder(
      sid,
      actions.map((action) => `s3:${action}`),
      `${arnSeenFrom(fn, this, this.bucket.bucketArn)}/${prefix}/*`,
      `Objects are named at run time; only ${actions.join(' and ')}, only under ${prefix}/.`,
    );
  }

  /** Lets a function find every version under these prefixes, and remove it for good. */
  grantPurgeTo(fn: ParvisFunction, sid: string, prefixes: readonly DocumentPrefix[]): void {
    fn.set('DOCUMENTS_BUCKET', this.bucket.bucketName);
    const arn = arnSeenFrom(fn, this, this.bucket.bucketArn);
    fn.grant(`${sid}Found`, ['s3:ListBucketVersions'], [arn], {
      StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}/*`) },
    });
    for (const prefix of prefixes) {
      fn.grantUnder(
        `${sid}Of${pascal(prefix)}`,
        ['s3:DeleteObjectVersion'],
        `${arn}/${prefix}/*`,
        `Objects are named at run time; only their versions are removed, only under ${prefix}/.`,
      );
    }
  }

  /**
   * Lets a function read the indexes of everybody, and on behalf of an organisation those of its members: its own, the
   * network's, and the groups', told apart by who is in them. Without an organisation, none but everybody's.
   */
  grantIndexesTo(role: OrganisationRole): void {
    const bucketArn = arnSeenFrom(role, this, this.bucket.bucketArn);
    const reason = 'Segments of an index are named at run time; only GetObject, only under the prefix of a scope.';
    const own = `\${aws:PrincipalTag/${ORGANISATION_TAG}}`;
    const isSomebody = { Null: { [`aws:PrincipalTag/${ORGANISATION_TAG}`]: 'false' } };
    role.set('DOCUMENTS_BUCKET', this.bucket.bucketName);
    role.grantUnder('SearchOwn', ['s3:GetObject'], `${bucketArn}/search/org/${own}/*`, reason, isSomebody);
    role.grantUnder('SearchNetwork', ['s3:GetObject'], `${bucketArn}/search/net/*`, reason, isSomebody);
    role.grantUnder('SearchInGroups', ['s3:GetObject'], `${bucketArn}/search/grp/*`, reason, isSomebody);
    role.grantUnder('SearchPublished', ['s3:GetObject'], `${bucketArn}/search/pub/*`, reason);
  }

  /**
   * Set on the resource itself: CDK's own notifications need a function that may rewrite any bucket. S3
   * tries the queue when the bucket is made, so the policy must be there first; it names the account
   * and not the bucket, or each would wait for the other.
   */
  private announceUploadsTo({ queue }: WorkQueue): void {
    const allowed = queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'UploadsAnnounced',
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    const { defaultChild } = this.bucket.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error('A bucket is made of a CfnBucket');
    defaultChild.notificationConfiguration = {
      // GuardDuty hears of objects this way, and would set it itself if the template did not.
      eventBridgeConfiguration: { eventBridgeEnabled: true },
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: 'org/' }] } },
        },
      ],
    };
    if (allowed.policyDependable) this.bucket.node.addDependency(allowed.policyDependable);
  }
}
