import { describe, expect, it } from 'vitest';
import { httpAnswer } from '../../../local/gateway/http-answer.ts';
import { httpEvent, type ApiRequest } from '../../../local/gateway/http-event.ts';

/** The request of the documented example, as the gateway receives it. */
const documented: ApiRequest = {
  apiId: 'api-id',
  domainName: 'id.execute-api.us-east-1.amazonaws.com',
  routeKey: 'ANY /my/{parameter1}',
  pathParameters: { parameter1: 'value1' },
  method: 'POST',
  path: '/my/path',
  query: 'parameter1=value1&parameter1=value2&parameter2=value',
  headers: {
    cookie: 'cookie1; cookie2',
    header1: 'value1',
    header2: 'value1,value2',
    'content-type': 'text/plain',
    'user-agent': 'agent',
  },
  sourceIp: '192.0.2.1',
  requestId: 'id',
  time: new Date('2020-03-12T19:03:58Z'),
  body: Buffer.from('Hello from Lambda'),
};

describe('the event of an HTTP API', () => {
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  it('is that of the documentation', () => {
    expect(httpEvent(documented)).toEqual({
      version: '2.0',
      routeKey: 'ANY /my/{parameter1}',
      rawPath: '/my/path',
      rawQueryString: 'parameter1=value1&parameter1=value2&parameter2=value',
      cookies: ['cookie1', 'cookie2'],
      headers: { header1: 'value1', header2: 'value1,value2', 'content-type': 'text/plain', 'user-agent': 'agent' },
      queryStringParameters: { parameter1: 'value1,value2', parameter2: 'value' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api-id',
        domainName: 'id.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'id',
        http: { method: 'POST', path: '/my/path', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
        requestId: 'id',
        routeKey: 'ANY /my/{parameter1}',
        stage: '$default',
        time: '12/Mar/2020:19:03:58 +0000',
        timeEpoch: 1_584_039_838_000,
      },
      body: 'Hello from Lambda',
      pathParameters: { parameter1: 'value1' },
      isBase64Encoded: false,
    });
  });

  it('has neither body, cookies nor parameters when the request has none', () => {
    const event = httpEvent({
      ...documented,
      query: '',
      headers: {},
      pathParameters: undefined,
      body: Buffer.alloc(0),
    });
    for (const absent of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(event).not.toHaveProperty(absent);
    }
    expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  });

  it.each([
    ['text/html; charset=utf-8', false],
    ['application/json', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['application/problem+json', true],
    ['', true],
  ])('carries a body of type "%s" in base64: %s', (type, base64) => {
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
    const event = httpEvent({ ...documented, headers, body: Buffer.from('é=1') });
    expect(event.isBase64Encoded).toBe(base64);
    expect(event.body).toBe(base64 ? 'w6k9MQ==' : 'é=1');
  });
});

describe('the answer of a function', () => {
  it('has its status, its headers, its cookies apart and its bytes', () => {
    const answer = httpAnswer(
      JSON.stringify({
        statusCode: 201,
        headers: { 'Content-Type': 'image/png', 'x-number': 3 },
        cookies: ['a=1; Secure', 'b=2'],
        body: Buffer.from([0, 255]).toString('base64'),
        isBase64Encoded: true,
      }),
    );
    expect(answer).toEqual({
      status: 201,
      headers: { 'content-type': 'image/png', 'x-number': '3', 'set-cookie': ['a=1; Secure', 'b=2'] },
      body: Buffer.from([0, 255]),
    });
  });

  it('without a status is the body itself, in JSON', () => {
    expect(httpAnswer('{"commune":"Nérac"}')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"commune":"Nérac"}'),
    });
    expect(httpAnswer('"Hello"').body.toString()).toBe('Hello');
  });

  it.each([
    ['a status that is none', { statusCode: 'ok' }],
    ['headers that are none', { statusCode: 200, headers: 'x' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ])('with %s is an internal error', (_name, answer) => {
    expect(httpAnswer(JSON.stringify(answer))).toMatchObject({
      status: 500,
      body: Buffer.from('{"message":"Internal Server Error"}'),
    });
  });
});
