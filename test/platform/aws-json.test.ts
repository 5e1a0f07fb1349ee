/** What is done about calls that fail, against a service that answers what the test says. */
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsAddress } from '../../platform/aws-address.ts';
import { type JsonCall, jsonService } from '../../platform/aws-json.ts';

type Reply = { status: number; body: string } | 'hang up';

let server: Server;
let call: JsonCall;
/** What is answered, in turn; the last one stays. */
let replies: Reply[];
let asked: { headers: Record<string, unknown>; body: string }[];

const fine: Reply = { status: 200, body: '{"done":true}' };
const refusal = (name: string, status = 400): Reply => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'Because.' }),
});

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? fine;
      if (reply === 'hang up') request.socket.destroy();
      else response.writeHead(reply.status).end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
  call = jsonService(
    { service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' },
    {
      address: `http://127.0.0.1:${port}`,
      region: 'eu-west-3',
      credentials: async () => ({ accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' }),
    },
  );
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

describe('a call', () => {
  it('says who asks for what', async () => {
    replies = [fine];
    await expect(call('GetItem', { TableName: 'parvis' })).resolves.toEqual({ done: true });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toBe('{"TableName":"parvis"}');
    expect(asked[0]?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'x-amz-security-token': 'token',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-3\/dynamodb\/aws4_request/,
      ),
    });
  });

  it.each<[what: string, reply: Reply]>([
    ['a service in trouble', { status: 500, body: '' }],
    ['a page of a machine between', { status: 503, body: '<html>Slow down</html>' }],
    ['a table that is asked too much', refusal('ProvisionedThroughputExceededException')],
    ['another transaction under way', refusal('TransactionInProgressException')],
    ['a connection that is cut', 'hang up'],
  ])('meets %s, and is made again', async (_what, reply) => {
    replies = [reply, fine];
    await expect(call('PutItem', {})).resolves.toEqual({ done: true });
    expect(asked).toHaveLength(2);
  });

  it('is made three times at most, then says what was refused', async () => {
    replies = [refusal('InternalServerError', 500)];
    await expect(call('PutItem', {})).rejects.toMatchObject({ name: 'InternalServerError', status: 500 });
    expect(asked).toHaveLength(3);
    replies = ['hang up'];
    await expect(call('PutItem', {})).rejects.toMatchObject({ name: 'NetworkError', status: 0 });
    expect(asked).toHaveLength(6);
  });

  it.each(['ConditionalCheckFailedException', 'ValidationException', 'AccessDeniedException'])(
    'refused by %s is not made again',
    async (name) => {
      replies = [refusal(name)];
      await expect(call('PutItem', {})).rejects.toMatchObject({ name, message: 'Because.' });
      expect(asked).toHaveLength(1);
    },
  );
});

describe('the address of a service', () => {
  it('is the region’s own, or the environment’s as the SDK reads it', () => {
    const { env } = process;
    const before = { ...env };
    delete env.AWS_ENDPOINT_URL;
    delete env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
    expect(awsAddress('dynamodb', 'eu-west-3')).toBe('https://dynamodb.eu-west-3.amazonaws.com');
    env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    expect(awsAddress('sts', 'eu-west-3')).toBe('http://127.0.0.1:1');
    env.AWS_ENDPOINT_URL_SECRETS_MANAGER = 'http://127.0.0.1:2';
    expect(awsAddress('secretsmanager', 'eu-west-3')).toBe('http://127.0.0.1:2');
    process.env = before;
  });
});
