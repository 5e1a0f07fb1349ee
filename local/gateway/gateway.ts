/**
 * The site on one address: what CloudFront and the HTTP API behind it do with a request, in one hop.
 * Nothing is cached but files of buckets: every page asks its function.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import type { Emulator } from '../aws.ts';
import { listen, type Listening } from '../host/listen.ts';
import { LARGEST_PAYLOAD_BYTES } from '../lambda/lambda-service.ts';
import type { Outcome } from '../lambda/protocol.ts';
import { createCdn } from './cdn.ts';
import type { Behaviour, Distribution } from './distribution.ts';
import { httpAnswer, problem, type HttpAnswer } from './http-answer.ts';
import { createHttpApis, type HttpApi } from './http-api.ts';
import { httpEvent } from './http-event.ts';
import { readBody } from './read-body.ts';
import { passedHeaders, tellsViewerAddress } from './request-headers.ts';
import { applyPolicy } from './response-headers.ts';
import { staticFiles, type ObjectReader } from './static-files.ts';

export interface GatewayOptions {
  region: string;
  call(functionArn: string, event: string): Promise<Outcome>;
  readObject: ObjectReader;
}

export interface Gateway extends Emulator {
  /** Listens on a port of localhost (0: any free one) and answers 503 until {@link open}. */
  listen(port: number): Promise<number>;
  /** Serves the distribution that was provisioned. */
  open(): void;
}

/** An HTTP API takes no larger body. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;
const KEEP_ALIVE_MS = 65_000;

/** An edge of CloudFront: behind it the connection's address is never the viewer's. */
const EDGE_ADDRESS = '130.176.0.1';

export function createGateway(options: GatewayOptions): Gateway {
  const apis = createHttpApis(options.region);
  const cdn = createCdn();
  const files = staticFiles(options.readObject);
  let site: Distribution | undefined;
  let listening: Listening | undefined;

  async function answer(request: IncomingMessage): Promise<HttpAnswer> {
    if (!site) return problem(503, 'Service Unavailable');
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const encodedPath = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const behaviour = site.behaviourFor(encodedPath);
    const path = decoded(behaviour.origin.path + encodedPath);
    if (path === undefined) return problem(400, 'Bad Request');
    if (!behaviour.methods.has(request.method ?? '')) {
      return problem(403, 'This distribution is not configured to allow the HTTP request method');
    }
    const api = apis.at(behaviour.origin.domainName);
    const given = api
      ? await apiAnswer(request, api, behaviour, path, query)
      : await fileAnswer(request, behaviour, path);
    if (behaviour.responseHeaders) applyPolicy(given.headers, behaviour.responseHeaders);
    return given;
  }

  async function apiAnswer(
    request: IncomingMessage,
    api: HttpApi,
    behaviour: Behaviour,
    path: string,
    query: string,
  ): Promise<HttpAnswer> {
    const time = new Date();
    if (!api.admits(time.getTime())) return problem(429, 'Too Many Requests');
    const route = api.match(request.method ?? '', path);
    if (!route) return problem(404, 'Not Found');
    const body = await readBody(request, LARGEST_BODY_BYTES);
    if (!body) return problem(413, 'Request Entity Too Large');

    const requestId = randomBytes(11).toString('base64url');
    const event = JSON.stringify(
      httpEvent({
        apiId: api.id,
        domainName: api.domainName,
        routeKey: route.routeKey,
        pathParameters: route.pathParameters,
        method: request.method ?? '',
        path,
        query: behaviour.originRequest.queryStrings || behaviour.cache.queryStrings ? query : '',
        headers: { ...originHeaders(request, behaviour), host: api.domainName },
        sourceIp: EDGE_ADDRESS,
        requestId,
        time,
        body,
      }),
    );
    if (Buffer.byteLength(event) > LARGEST_PAYLOAD_BYTES) return problem(413, 'Request Entity Too Large');
    const outcome = await inTime(options.call(route.target.functionArn, event), route.target.timeoutMs);
    if (!outcome) return problem(503, 'Service Unavailable');
    if (outcome.error || Buffer.byteLength(outcome.payload) > LARGEST_PAYLOAD_BYTES) {
      return problem(500, 'Internal Server Error');
    }
    const made = httpAnswer(outcome.payload);
    made.headers['apigw-requestid'] = requestId;
    return made;
  }

  function fileAnswer(request: IncomingMessage, behaviour: Behaviour, path: string): Promise<HttpAnswer> {
    const accepted = String(request.headers['accept-encoding'] ?? '');
    return files({
      bucketDomain: behaviour.origin.domainName,
      key: path.slice(1),
      encodings: behaviour.compress ? behaviour.cache.encodings.filter((name) => accepted.includes(name)) : [],
      ifNoneMatch: request.headers['if-none-match'],
    });
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(request).then(
      (given) => send(request, response, given),
      (cause: unknown) => {
        // The browser went away in the middle of its request.
        if (request.destroyed) return;
        console.error('The gateway failed on', request.method, request.url, cause);
        send(request, response, problem(500, 'Internal Server Error'));
      },
    );
  });

  return {
    providers: { ...apis.providers, ...cdn.providers },
    services: [],
    async listen(port) {
      listening = await listen(server, 'localhost', port);
      return listening.port;
    },
    open() {
      site = cdn.site();
    },
    async close() {
      await listening?.close();
    },
  };
}

/** The viewer's headers as the origin's request policy passes them, and what is added on the way. */
function originHeaders(request: IncomingMessage, behaviour: Behaviour): Record<string, string> {
  const { remoteAddress = '', remotePort = 0 } = request.socket;
  const viewer = remoteAddress.replace(/^::ffff:/, '');
  const headers = passedHeaders(request.headers, behaviour.originRequest, behaviour.cache);
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = [...(before ? [before] : []), viewer, EDGE_ADDRESS].join(', ');
  headers['x-forwarded-port'] = '443';
  headers['x-forwarded-proto'] = 'https';
  headers['user-agent'] ??= 'Amazon CloudFront';
  if (tellsViewerAddress(behaviour.originRequest)) headers['cloudfront-viewer-address'] = `${viewer}:${remotePort}`;
  return Object.assign(headers, behaviour.origin.customHeaders);
}

/** An HTTP API decodes the path before it matches and hands it on, and ends it at a decoded `?`. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path).split('?')[0];
  } catch {
    return undefined;
  }
}

async function inTime(outcome: Promise<Outcome>, limitMs: number): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  // What is left of a body that nobody wanted is taken off the line, so that its sender reads the answer.
  if (!request.complete) request.resume();
  if (status !== 304 && status !== 204) headers['content-length'] = String(body.length);
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}
