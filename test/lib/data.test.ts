import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Assembly, assemblyOf, SYNTHESIS } from './support/assembly.ts';
import { at, named, places } from './support/reading.ts';

const violations = ({ validation }: Assembly): string[] =>
  validation.pluginReports.flatMap(({ pluginName, violations: found }) =>
    found.map(
      ({ ruleName, violatingConstructs }) => `${pluginName} ${ruleName}: ${JSON.stringify(violatingConstructs)}`,
    ),
  );

describe('templates', () => {
  it('are checked whenever they are synthesized, and a finding stops the synthesis', () => {
    const application = readFileSync(new URL('../../bin/parvis.ts', import.meta.url), 'utf8');
    expect(application).toContain('addPlugins(new AwsSolutionsChecks(app');
    const { context } = z
      .object({ context: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')));
    expect(context).toMatchObject({ stage: 'example', '@aws-cdk/core:validateAgainstDefaultRules': true });
  });

  it.each(['example', 'local'])(
    'of the stage %s pass cdk-nag and the checks of CloudFormation',
    async (stage) => {
      const assembly = await assemblyOf(stage);
      expect(violations(assembly)).toEqual([]);
    },
    SYNTHESIS,
  );
});

describe('data', () => {
  let assembly: Assembly;
  let local: Assembly;

  beforeAll(async () => {
    assembly = await assemblyOf('example');
    local = await assemblyOf('local');
  }, SYNTHESIS);

  it('rest in buckets that are private, encrypted, and reached over TLS only', () => {
    const buckets = assembly.ofType('AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    const isOpen = (block: unknown): boolean =>
      !['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
        (name) => at(block, name) === true,
      );
    expect(places(buckets.filter(({ properties }) => isOpen(properties.PublicAccessBlockConfiguration)))).toEqual([]);
    expect(places(buckets.filter(({ properties }) => properties.BucketEncryption === undefined))).toEqual([]);
    const overTls = new Set(
      assembly
        .ofType('AWS::S3::BucketPolicy')
        .filter(({ properties }) => deniesPlain(properties.PolicyDocument))
        .map(({ properties }) => named(properties.Bucket)),
    );
    expect(places(buckets.filter(({ id }) => !overTls.has(id)))).toEqual([]);
  });

  it('keep replaced documents for a while, and abandoned uploads for a day', () => {
    const [documents] = assembly.ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Documents'));
    expect(at(documents?.properties, 'VersioningConfiguration', 'Status')).toBe('Enabled');
    expect(at(documents?.properties, 'LifecycleConfiguration', 'Rules')).toEqual([
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } }),
      expect.objectContaining({ Prefix: 'exports/', ExpirationInDays: 8 }),
      expect.objectContaining({ Prefix: 'search/', NoncurrentVersionExpiration: { NoncurrentDays: 1 } }),
    ]);
  });

  it('accept uploads from the site alone, and announce those of organisations', () => {
    const [documents] = assembly.ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Documents'));
    expect(at(documents?.properties, 'CorsConfiguration', 'CorsRules')).toEqual([
      expect.objectContaining({
        AllowedOrigins: ['https://parvis.example.org'],
        AllowedMethods: ['POST', 'GET', 'HEAD', 'PUT'],
        ExposedHeaders: ['ETag'],
      }),
    ]);
    expect(at(documents?.properties, 'NotificationConfiguration', 'QueueConfigurations')).toEqual([
      expect.objectContaining({
        Event: 's3:ObjectCreated:*',
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'org/' }] } },
      }),
    ]);
  });

  it('rest in one table with a stream, a time to live and recovery to any point of 35 days', () => {
    const tables = assembly.ofType('AWS::DynamoDB::Table');
    expect(tables).toHaveLength(1);
    expect(tables[0]?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: 'GSI1', Projection: { ProjectionType: 'ALL' } }],
    });
  });

  it('cannot be deleted in production, and can on a laptop', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool'].flatMap((type) => assembly.ofType(type));
    expect(kept.map(({ properties }) => properties.DeletionProtectionEnabled ?? properties.DeletionProtection)).toEqual(
      [true, 'ACTIVE'],
    );
    const documents = assembly.ofType('AWS::S3::Bucket').filter(({ stack }) => stack === 'Data');
    expect([...kept, ...documents].map(({ deletionPolicy }) => deletionPolicy)).toEqual([
      'Retain',
      'Retain',
      'Retain',
      'Retain',
    ]);
    const there = local
      .ofType('AWS::DynamoDB::Table')
      .map(({ properties, deletionPolicy }) => [properties.DeletionProtectionEnabled, deletionPolicy]);
    expect(there).toEqual([[false, 'Delete']]);
  });

  it('travel encrypted: queues and topics refuse plain connections', () => {
    for (const [type, policy] of [
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
      ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
    ] as const) {
      const guarded = new Set(
        assembly
          .ofType(policy)
          .filter(({ properties }) => deniesPlain(properties.PolicyDocument))
          .flatMap(({ properties }) =>
            z
              .array(z.unknown())
              .parse(properties.Queues ?? properties.Topics)
              .map(named),
          ),
      );
      expect(places(assembly.ofType(type).filter(({ id }) => !guarded.has(id)))).toEqual([]);
    }
  });

  it('are cared for by secrets that no template holds', () => {
    const secrets = assembly.ofType('AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    expect(places(secrets.filter(({ properties }) => properties.SecretString !== undefined))).toEqual([]);
  });
});

const deniesPlain = (document: unknown): boolean =>
  z
    .array(z.object({ Effect: z.string(), Condition: z.unknown().optional() }))
    .parse(at(document, 'Statement'))
    .some(({ Effect, Condition }) => Effect === 'Deny' && at(Condition, 'Bool', 'aws:SecureTransport') === 'false');
