import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { asHost, resourceNamed, type TestCloud } from '../../support/cloud.ts';
import { startTestCloud, type StartedCloud } from '../../support/start-cloud.ts';
import { temporaryFolder } from '../lambda/function-folder.ts';
import { SCRIPT, smallAssembly } from './small-cloud.ts';

let started: StartedCloud;
let start: () => Promise<StartedCloud>;
let cloud: TestCloud;

beforeAll(async () => {
  const [directory, assembly] = [await temporaryFolder(), await smallAssembly()];
  start = () => startTestCloud(directory, assembly);
  started = await start();
  cloud = started.cloud;
});

afterAll(async () => {
  await started?.stop();
});

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(cloud.siteOrigin + path, init);

const table = (): string => resourceNamed(cloud, 'AWS::DynamoDB::Table', 'Table');
const queueUrl = (logicalId: string): string => cloud.resources[`small/${logicalId}`]?.ref ?? '';

/** Takes messages out of a queue until those wanted have come, in whatever order. */
async function messagesUntil(logicalId: string, ...wanted: string[]): Promise<string[]> {
  const sqs = new SQSClient(asHost(cloud));
  const QueueUrl = queueUrl(logicalId);
  const bodies: string[] = [];
  while (!wanted.every((body) => bodies.some((found) => found.includes(body)))) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
  sqs.destroy();
  return bodies;
}

async function put(pk: string): Promise<void> {
  const db = new DynamoDBClient(asHost(cloud));
  await db.send(new PutItemCommand({ TableName: table(), Item: { pk: { S: pk }, sk: { S: 'x' } } }));
  db.destroy();
}

describe('the site', () => {
  it('hands a request to its function as CloudFront and the API would', async () => {
    const response = await get('/c/n%C3%A9rac?q=a%20b', { headers: { cookie: 'a=1; b=2', 'x-origin-key': 'guess' } });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const event: unknown = await response.json();
    expect(event).toMatchObject({
      version: '2.0',
      rawPath: '/c/nérac',
      rawQueryString: 'q=a%20b',
      cookies: ['a=1', 'b=2'],
      headers: {
        'x-origin-key': 'only-the-front-knows',
        'cloudfront-viewer-address': expect.stringMatching(/^(127\.0\.0\.1|::1):\d+$/),
        host: expect.stringMatching(/^\w{10}\.execute-api\.eu-west-3\.amazonaws\.com$/),
      },
      requestContext: { http: { method: 'GET', path: '/c/nérac' } },
    });
    expect(event).not.toHaveProperty('body');
  });

  it('answers HEAD without a body, and with its length', async () => {
    const response = await get('/', { method: 'HEAD' });
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['/fail', {}, 500, 'Internal Server Error'],
    ['/slow', {}, 500, 'Internal Server Error'],
    ['/long', {}, 500, 'Internal Server Error'],
    ['/%ff', {}, 400, 'Bad Request'],
    ['/', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) }, 413, 'Request Entity Too Large'],
    ['/', { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) }, 413, 'Request Entity Too Large'],
  ])('answers %s as the API does: %#', async (path, init, status, message) => {
    const response = await get(path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

  it('serves the files of a bucket, compressed, and says when they are the same', async () => {
    const response = await get('/static/script.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toBe('text/javascript');
    expect(response.headers.get('cache-control')).toBe('max-age=31536000, immutable');
    expect(await response.text()).toBe(SCRIPT);
    const etag = response.headers.get('etag') ?? '';
    const again = await get('/static/script.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await get('/static/other.js')).status).toBe(403);
    expect((await get('/static/script.js', { method: 'POST' })).status).toBe(403);
  });
});

describe('a call to AWS', () => {
  it('is allowed by the role of the function', async () => {
    expect((await get('/read')).status).toBe(200);
    expect(await started.grants()).toMatchObject({
      used: expect.arrayContaining([expect.objectContaining({ role: 'PagesRole', action: 'dynamodb:GetItem' })]),
    });
  });

  it('is refused when the role does not allow it', async () => {
    expect(await (await get('/write')).text()).toBe('AccessDeniedException');
  });

  it('is refused when it is not signed, or not with the right secret', async () => {
    const unsigned = await fetch(cloud.awsEndpoint, { method: 'POST', body: '{}' });
    expect(unsigned.status).toBe(400);
    const credentials = { ...cloud.hostCredentials, secretAccessKey: 'guess' };
    const db = new DynamoDBClient({ ...asHost(cloud), credentials });
    const Item = { pk: { S: 'a' }, sk: { S: 'x' } };
    await expect(db.send(new PutItemCommand({ TableName: table(), Item }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    db.destroy();
  });
});

describe('a queue', () => {
  it('gives its messages to the function; what it reports as failed comes back, and ends as a dead letter', async () => {
    const sqs = new SQSClient(asHost(cloud));
    for (const MessageBody of ['one', 'bad apple', 'two']) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('Work'), MessageBody }));
    }
    sqs.destroy();
    // At least once: on a busy machine a message comes back before the first call has ended.
    expect(new Set(await messagesUntil('Seen', 'one', 'two'))).toEqual(new Set(['one', 'two']));
    expect(await messagesUntil('WorkDead', 'bad')).toEqual(['bad apple']);
  });
});

describe('the stream of a table', () => {
  it('goes on after what the function reports as failed, and says where that was', async () => {
    for (const pk of ['first', 'bad one', 'last']) await put(pk);
    // What stands after the failure in its batch is tried again with it: at least once, as on AWS.
    expect(new Set(await messagesUntil('Seen', 'first', 'last'))).toEqual(new Set(['first', 'last']));
    const [failure = ''] = await messagesUntil('StreamDead', 'requestContext');
    expect(JSON.parse(failure)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { startSequenceNumber: expect.stringMatching(/^\d+$/), streamArn: expect.any(String) },
    });
  });

  it('is read from where it was left after a restart, on other ports', async () => {
    await put('before');
    expect(await messagesUntil('Seen', 'before')).toContain('before');
    const { awsEndpoint } = cloud;
    await started.stop();
    started = await start();
    cloud = started.cloud;
    expect(cloud.awsEndpoint).not.toBe(awsEndpoint);
    await put('after');
    expect(await messagesUntil('Seen', 'after')).toEqual(['after']);
  });
});
