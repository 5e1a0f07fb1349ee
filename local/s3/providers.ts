/**
 * The CloudFormation types of S3.
 *
 * Acted on: name, CORS, versioning, notifications to queues. Accepted without effect: encryption and public access
 * blocks (everything stays on this machine, and nobody enters unsigned), lifecycle rules (nothing expires here; a
 * restart keeps unfinished multipart uploads), access logs, tags, and bucket policies (they speak of TLS and of
 * CloudFront, which are not here; the roles of the functions are held to their own policies).
 */
import * as z from 'zod';
import type { ProvisionedResource, ResourceProvider, ResourceToProvision } from '../aws.ts';
import type { Bucket } from './bucket.ts';
import { bucketFromProperties, notificationsFromCustomResource } from './bucket-configuration.ts';
import type { BucketConfiguration } from './bucket-configuration.ts';
import { deployFiles } from './deployment.ts';
import { bucketArn } from './endpoint.ts';

export interface ProviderContext {
  region: string;
  openBucket(name: string, configuration: BucketConfiguration): Promise<Bucket>;
  /** @throws {AwsError} `NoSuchBucket`. */
  bucket(name: string): Bucket;
  /** Directory that holds the files of an asset, named by its object key `<hash>.zip`. */
  assetSource(objectKey: string): Promise<string>;
}

export const s3Providers = (context: ProviderContext): Readonly<Record<string, ResourceProvider>> => ({
  'AWS::S3::Bucket': (resource) => provideBucket(resource, context),
  'AWS::S3::BucketPolicy': (resource) => provideBucketPolicy(resource, context),
  'Custom::S3BucketNotifications': (resource) => provideNotifications(resource, context),
  'Custom::CDKBucketDeployment': (resource) => provideDeployment(resource, context),
});

async function provideBucket(
  { defaultName, properties }: ResourceToProvision,
  context: ProviderContext,
): Promise<ProvisionedResource> {
  const { name = defaultName, ...configuration } = bucketFromProperties(properties);
  await context.openBucket(name, configuration);
  return {
    ref: name,
    attributes: {
      Arn: bucketArn(name),
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${context.region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${context.region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website.${context.region}.amazonaws.com`,
    },
  };
}

async function provideBucketPolicy(
  { properties }: ResourceToProvision,
  context: ProviderContext,
): Promise<ProvisionedResource> {
  const { Bucket: name } = z.object({ Bucket: z.string() }).parse(properties);
  return { ref: context.bucket(name).name, attributes: {} };
}

async function provideNotifications(
  { logicalId, properties }: ResourceToProvision,
  context: ProviderContext,
): Promise<ProvisionedResource> {
  const { bucket: name, rules } = notificationsFromCustomResource(properties);
  const bucket = context.bucket(name);
  bucket.configuration = { ...bucket.configuration, notifications: rules };
  return { ref: logicalId, attributes: {} };
}

const deploymentSchema = z.object({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.unknown())).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  Prune: z.union([z.boolean(), z.stringbool()]).default(true),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
  UserMetadata: z.record(z.string(), z.string()).default({}),
});

async function provideDeployment(
  { logicalId, properties }: ResourceToProvision,
  context: ProviderContext,
): Promise<ProvisionedResource> {
  const deployment = deploymentSchema.parse(properties);
  if (deployment.SourceMarkers.some((markers) => Object.keys(markers).length > 0)) {
    throw new Error(`${logicalId}: values known only after deployment cannot be written into files here.`);
  }
  const directories: string[] = [];
  for (const objectKey of deployment.SourceObjectKeys) directories.push(await context.assetSource(objectKey));
  await deployFiles(context.bucket(deployment.DestinationBucketName), {
    directories,
    prefix: deployment.DestinationBucketKeyPrefix,
    prune: deployment.Prune,
    headers: deployment.SystemMetadata,
    metadata: deployment.UserMetadata,
  });
  return {
    ref: logicalId,
    attributes: {
      DestinationBucketArn: bucketArn(deployment.DestinationBucketName),
      SourceObjectKeys: deployment.SourceObjectKeys.join(','),
    },
  };
}
