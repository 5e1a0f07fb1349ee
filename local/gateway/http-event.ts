/**
 * The event of an HTTP API, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ACCOUNT } from '../aws.ts';

export interface ApiRequest {
  apiId: string;
  /** The API's own domain, never the site's. */
  domainName: string;
  routeKey: string;
  pathParameters: Record<string, string> | undefined;
  method: string;
  /** Decoded. */
  path: string;
  /** As it came, percent-encoded. */
  query: string;
  /** Lower-case names, several values joined by a comma. */
  headers: Record<string, string>;
  sourceIp: string;
  requestId: string;
  time: Date;
  body: Buffer;
}

export function httpEvent(request: ApiRequest): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = request.headers;
  const { domainName, method, path, routeKey, time, query } = request;
  const queryStringParameters = queryParameters(query);
  const text = isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: request.apiId,
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey,
      stage: '$default',
      time: accessLogTime(time),
      timeEpoch: time.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(text ? 'utf8' : 'base64') }),
    ...(request.pathParameters && { pathParameters: request.pathParameters }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

/**
 * Only these arrive as text. Everything else is base64, forms (`application/x-www-form-urlencoded`)
 * and bodies without a type included: observed on AWS, which does not document it.
 */
const isText = (contentType = ''): boolean =>
  /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i.test(contentType);

/** Several values of one name are joined by a comma. */
function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
function accessLogTime(time: Date): string {
  const day = String(time.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`;
}
