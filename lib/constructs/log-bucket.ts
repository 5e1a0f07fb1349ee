import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge } from './acknowledge.ts';

/** Access logs of the buckets and of CloudFront: they hold visitors' addresses, so they are not kept long. */
export class LogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // CloudFront's standard logs are still delivered through an access control list.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [{ id: 'Expire', expiration: Duration.days(stage.retention.accessLogs) }],
    });
    acknowledge(this.bucket, 'AwsSolutions-S1', 'Holds access logs: logging who reads them would log itself.');
  }
}
