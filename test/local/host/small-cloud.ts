/** A small product, written as `cdk synth` would, for the tests of the host. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAssembly } from '../provision/assembly-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** Answers with its event; `/write` tries to write, which its role does not allow. */
const PAGES = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;
export const handler = async (event) => {
  if (event.rawPath === '/slow') await new Promise((resolve) => setTimeout(resolve, 5000));
  if (event.rawPath === '/fail') throw new Error('on purpose');
  if (event.rawPath === '/long') return { statusCode: 200, body: 'x'.repeat(7_000_000) };
  if (event.rawPath === '/write') {
    const Item = { pk: { S: 'org#1' }, sk: { S: 'x' } };
    const error = await db.send(new PutItemCommand({ TableName, Item })).then(() => null, (thrown) => thrown.name);
    return { statusCode: 200, body: String(error) };
  }
  if (event.rawPath === '/read') await db.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: 'x' } } }));
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, cookies: ['a=1', 'b=2'], body: JSON.stringify(event) };
};`;

/** Tells what it saw; what is called \`bad\` it reports as failed. */
const WORKER = `
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const sqs = new SQSClient({});
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const record of Records) {
    const said = record.body ?? record.dynamodb.Keys.pk.S;
    const itemIdentifier = record.messageId ?? record.dynamodb.SequenceNumber;
    if (said.startsWith('bad')) batchItemFailures.push({ itemIdentifier });
    else await sqs.send(new SendMessageCommand({ QueueUrl: process.env.SEEN_URL, MessageBody: said }));
  }
  return { batchItemFailures };
};`;

const arnOf = (logicalId: string): object => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const ref = (logicalId: string): object => ({ Ref: logicalId });

interface Allowed {
  actions: string[];
  resource: object;
}

const role = (...allowed: Allowed[]): object => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'Rights',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: arnOf('Logs') },
            ...allowed,
          ].map(({ actions, resource }, index) => ({
            Sid: `Statement${index}`,
            Effect: 'Allow',
            Action: actions,
            Resource: resource,
          })),
        },
      },
    ],
  },
});

const lambda = (name: string, asset: string, roleId: string, variables: object): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: `parvis-local-${name}`,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: arnOf(roleId),
    Timeout: 3,
    MemorySize: 256,
    LoggingConfig: { LogGroup: ref('Logs') },
    Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}' }, S3Key: `${asset}.zip` },
    Environment: { Variables: variables },
  },
});

const queue = (properties: object = {}): object => ({
  Type: 'AWS::SQS::Queue',
  Properties: { VisibilityTimeout: 1, ...properties },
});

const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const followStream = ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'];
const streamArn = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
const tell: Allowed = { actions: ['sqs:SendMessage'], resource: arnOf('Seen') };

const RESOURCES = {
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/small' } },
  OriginKey: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'only-the-front-knows' } },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  },
  Seen: queue(),
  WorkDead: queue(),
  Work: queue({ RedrivePolicy: { deadLetterTargetArn: arnOf('WorkDead'), maxReceiveCount: 2 } }),
  StreamDead: queue(),
  PagesRole: role({ actions: ['dynamodb:GetItem'], resource: arnOf('Table') }),
  Pages: lambda('pages', 'pages', 'PagesRole', { TABLE_NAME: ref('Table'), SITE_ORIGIN: ref('SiteOrigin') }),
  WorkerRole: role(tell, { actions: consume, resource: arnOf('Work') }),
  Worker: lambda('worker', 'worker', 'WorkerRole', { SEEN_URL: ref('Seen') }),
  WorkerSource: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: arnOf('Work'),
      FunctionName: ref('Worker'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  },
  WatcherRole: role(
    tell,
    { actions: followStream, resource: streamArn },
    { actions: ['sqs:SendMessage'], resource: arnOf('StreamDead') },
  ),
  Watcher: lambda('watcher', 'worker', 'WatcherRole', { SEEN_URL: ref('Seen') }),
  WatcherSource: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: streamArn,
      FunctionName: ref('Watcher'),
      BatchSize: 10,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: arnOf('StreamDead') } },
    },
  },
  Files: { Type: 'AWS::S3::Bucket', Properties: {} },
  FilesDeployment: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      ServiceToken: 'arn:aws:lambda:eu-west-3:000000000000:function:copier',
      SourceBucketNames: ['cdk-assets'],
      SourceObjectKeys: ['files.zip'],
      DestinationBucketName: ref('Files'),
      DestinationBucketKeyPrefix: 'static',
      SystemMetadata: { 'cache-control': 'max-age=31536000, immutable' },
    },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'small', ProtocolType: 'HTTP' } },
  ApiStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
  },
  ToPages: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf('Pages'),
      PayloadFormatVersion: '2.0',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: '$default',
      Target: { 'Fn::Join': ['', ['integrations/', ref('ToPages')]] },
    },
  },
  Requests: {
    Type: 'AWS::CloudFront::OriginRequestPolicy',
    Properties: {
      OriginRequestPolicyConfig: {
        Name: 'small',
        HeadersConfig: {
          HeaderBehavior: 'whitelist',
          Headers: ['Content-Type', 'Accept-Encoding', 'CloudFront-Viewer-Address'],
        },
        CookiesConfig: { CookieBehavior: 'all' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    },
  },
  Front: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          {
            Id: 'api',
            DomainName: { 'Fn::Sub': '${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}' },
            OriginCustomHeaders: [
              {
                HeaderName: 'X-Origin-Key',
                HeaderValue: { 'Fn::Sub': '{{resolve:secretsmanager:${OriginKey}:SecretString:::}}' },
              },
            ],
          },
          { Id: 'files', DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] } },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'api',
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: ref('Requests'),
        },
        CacheBehaviors: [
          {
            PathPattern: '/static/*',
            TargetOriginId: 'files',
            Compress: true,
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
          },
        ],
      },
    },
  },
};

export const SCRIPT = `console.log(${JSON.stringify('Parvis '.repeat(400))});`;

/** @returns the folder of the assembly. */
export async function smallAssembly(): Promise<string> {
  const directory = await writeAssembly(
    [
      {
        name: 'small',
        template: {
          Parameters: { SiteOrigin: { Type: 'String', Default: 'https://small.test' } },
          Resources: RESOURCES,
        },
      },
    ],
    { pages: { 'index.mjs': PAGES }, worker: { 'index.mjs': WORKER }, files: { 'script.js': SCRIPT } },
  );
  // The functions are no bundles: they find the SDK as files of this project do.
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}
