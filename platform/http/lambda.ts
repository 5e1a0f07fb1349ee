/** HTTP API events in, compressed answers out. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import { threadCpu } from '../cpu.ts';

const COMPRESSIBLE = /^(?:text\/|application\/(?:json|problem\+json|atom\+xml|xml))/;
/** Below a packet, compressing gains nothing. In bytes. */
const WORTH_COMPRESSING = 1_000;
/** A page is smaller than this window, as a power of two: the default one is 64 times as much memory to clear. */
const BROTLI_WINDOW = 16;

function requestOf(event: APIGatewayProxyEventV2): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
  if (event.cookies?.length) headers.set('cookie', event.cookies.join('; '));
  const { method } = event.requestContext.http;
  // The domain of the event is the gateway's own: nothing may be made of it, so a fixed one stands here.
  // Its path is decoded: a sign that would end it there is still a part of it.
  const path = event.rawPath.replace(/[?#]/g, encodeURIComponent);
  const url = `http://parvis.invalid${path}${event.rawQueryString ? `?${event.rawQueryString}` : ''}`;
  const body = event.body === undefined ? null : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  return new Request(url, { method, headers, body: method === 'GET' || method === 'HEAD' ? null : body });
}

/** CloudFront does not compress what it may not cache: the function does. */
function compressed(body: Buffer, headers: Headers, accepted: string): Buffer {
  if (body.length < WORTH_COMPRESSING || !COMPRESSIBLE.test(headers.get('content-type') ?? '')) return body;
  if (/\bbr\b/.test(accepted)) {
    headers.set('content-encoding', 'br');
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    };
    return brotliCompressSync(body, { params });
  }
  if (/\bgzip\b/.test(accepted)) {
    headers.set('content-encoding', 'gzip');
    return gzipSync(body);
  }
  return body;
}

/** Where the application exposes what it consumed, the processor's time is told with it: all of it, compressing too. */
function tellCpu(headers: Headers, before: number): void {
  const consumed = headers.get('server-timing');
  if (consumed === null) return;
  const after = threadCpu();
  // Looking at the clock takes a tenth of a millisecond itself, where a process has many threads.
  const looking = threadCpu() - after;
  const spent = Math.max(0, after - before - looking);
  headers.set('server-timing', `cpu;dur=${spent.toFixed(2)}, ${consumed}`);
}

/** Wraps an application as the handler of an HTTP API with payload format 2.0. */
export const httpHandler =
  (app: Hono) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const cpuBefore = threadCpu();
    const response = await app.fetch(requestOf(event));
    const { headers } = response;
    const body = compressed(Buffer.from(await response.arrayBuffer()), headers, event.headers['accept-encoding'] ?? '');
    const cookies = headers.getSetCookie();
    headers.delete('set-cookie');
    const isText = !headers.has('content-encoding') && !/^image\//.test(headers.get('content-type') ?? '');
    tellCpu(headers, cpuBefore);
    return {
      statusCode: response.status,
      headers: Object.fromEntries(headers),
      cookies,
      body: body.toString(isText ? 'utf8' : 'base64'),
      isBase64Encoded: !isText,
    };
  };
