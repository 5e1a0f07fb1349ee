import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';

/** Scripts and pictures of the pages: names carry the hash of the content, so they are kept for a year. */
export class StaticFiles extends Construct {
  readonly bucket: Bucket;

  /**
   * @param directory what `node web/build.ts` made
   * @throws {Error} when it has not been made
   */
  constructor(scope: Construct, id: string, stage: StageConfig, directory: string) {
    super(scope, id);
    if (!existsSync(directory)) throw new Error(`${resolve(directory)} is missing: run node web/build.ts first.`);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.bucket, 'AwsSolutions-S1', 'Read by CloudFront alone, whose access logs say who asked for what.');
    new BucketDeployment(this, 'Deployment', {
      sources: [Source.asset(directory)],
      destinationBucket: this.bucket,
      destinationKeyPrefix: 'static',
      // Pages open in a browser during a deployment still ask for the files before.
      prune: false,
      cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      logGroup: new LogGroup(this, 'DeploymentLogs', {
        logGroupName: `/parvis/${stage.stage}/static-files`,
        retention: stage.retention.logs,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
    this.acknowledgeCopier();
  }

  /** The function that copies the files is CDK's own, with CDK's own rights; it runs at deployments only. */
  private acknowledgeCopier(): void {
    const stack = Stack.of(this);
    const copier = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    if (!copier) throw new Error('CDK no longer copies files with a function of the stack');
    const reason =
      "CDK's own copier of files: it runs at deployments only, on the deployment's and the static files' buckets.";
    acknowledge(copier, 'AwsSolutions-L1', reason);
    acknowledge(
      copier,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason,
    );
    for (const action of ['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*']) {
      acknowledge(copier, `AwsSolutions-IAM5[Action::s3:${action}]`, reason);
    }
    acknowledgeWildcard(copier, `${this.bucket.bucketArn}/*`, reason);
    acknowledgeWildcard(copier, `arn:aws:s3:::cdk-hnb659fds-assets-${Aws.ACCOUNT_ID}-${stack.region}/*`, reason);
  }
}
