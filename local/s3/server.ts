/** The HTTP side of the endpoint: from a request on the wire to the answer of an operation. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from '../aws.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { errorResponse } from './error-response.ts';
import { newRequestId, readHead } from './exchange.ts';
import type { RequestHead, S3Request, S3Response } from './exchange.ts';
import { operationOf } from './operations/route.ts';
import { isFormUpload, uploadByForm } from './post-upload.ts';
import type { PostUploadContext } from './post-upload.ts';
import { authenticate } from './signature.ts';

/** A connection on which nothing moves for so long is cut; an upload may last as long as it moves. */
const IDLE_MS = 60_000;
/** How long a refused body is still taken off the line, so that its sender reads the refusal. */
const LINGER_MS = 20_000;

export interface ServerContext extends Omit<PostUploadContext, 'origin'> {
  warn: (message: string) => void;
}

export interface RunningServer {
  /** For example `http://127.0.0.1:4748`. */
  origin: string;
  close(): Promise<void>;
}

/** @param port 0 for any free one. @throws when the port is taken. */
export async function listen(port: number, context: ServerContext): Promise<RunningServer> {
  // An upload on a slow line takes half an hour: no limit on the whole request, only on silence.
  const server = createServer({ requestTimeout: 0 });
  server.timeout = IDLE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${portOf(server)}`;
  const answer = (expectsContinue: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    void serve(message, response, expectsContinue, { ...context, origin });
  };
  server.on('request', answer(false));
  server.on('checkContinue', answer(true));
  return {
    origin,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The S3 endpoint has no port.');
  return address.port;
}

/**
 * The body, read block by block. A client that waits (`Expect: 100-continue`) is told to send it at the first read.
 * Leaving early does not cut the connection, on which the refusal is still to be sent.
 */
async function* bodyOf(
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): AsyncGenerator<Buffer> {
  if (expectsContinue) response.writeContinue();
  yield* message.iterator({ destroyOnReturn: false });
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
  context: ServerContext & PostUploadContext,
): Promise<void> {
  let continued = !expectsContinue;
  async function* body(): AsyncGenerator<Buffer> {
    continued = true;
    yield* bodyOf(message, response, expectsContinue);
  }
  let head: RequestHead | undefined;
  let answer: S3Response;
  try {
    head = readHead(message);
    answer = await answerTo(head, body(), context);
  } catch (error) {
    // The client is gone: nobody reads an answer.
    if (message.destroyed && !message.complete) return;
    answer = errorResponse(asAwsError(error, context), head ?? { id: newRequestId(), rawPath: message.url ?? '/' });
  }
  const common = { 'x-amz-request-id': head?.id ?? newRequestId(), server: 'AmazonS3' };
  const cors = head && head.method !== 'OPTIONS' ? corsHeaders(rulesFor(head, context), head) : {};
  await send(message, response, { ...answer, headers: { ...common, ...cors, ...answer.headers } }, continued).catch(
    () => response.destroy(),
  );
}

const rulesFor = (head: RequestHead, context: ServerContext) =>
  context.endpoint.buckets.get(head.bucket)?.configuration.cors ?? [];

function asAwsError(error: unknown, { warn }: ServerContext): AwsError {
  if (error instanceof AwsError) return error;
  warn(`S3: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500);
}

async function answerTo(
  head: RequestHead,
  body: AsyncIterable<Buffer>,
  context: ServerContext & PostUploadContext,
): Promise<S3Response> {
  if (head.method === 'OPTIONS') {
    return { status: 200, headers: preflightHeaders(context.endpoint.bucket(head.bucket).configuration.cors, head) };
  }
  if (isFormUpload(head)) return uploadByForm(head, body, context);
  const { principal, headers } = await authenticate(head, context);
  const request: S3Request = { ...head, query: new Map(head.query), headers, principal, body };
  const operation = operationOf(request);
  await context.endpoint.authorise(principal, operation.authorisations(request));
  return operation.handle(request, context.endpoint);
}

async function send(
  message: IncomingMessage,
  response: ServerResponse,
  answer: S3Response,
  bodyWasAskedFor: boolean,
): Promise<void> {
  const headers: Record<string, string> = { ...answer.headers };
  if (typeof answer.body === 'string') {
    headers['content-type'] ??= 'application/xml';
    headers['content-length'] = String(Buffer.byteLength(answer.body));
  } else if (answer.body === undefined && answer.status !== 204 && answer.status !== 304) {
    headers['content-length'] ??= '0';
  }
  const unread = !message.complete;
  if (unread) headers['connection'] = 'close';
  response.writeHead(answer.status, headers);
  if (message.method !== 'HEAD' && answer.body !== undefined) {
    if (typeof answer.body !== 'string') return pipeline(answer.body, response);
    // Bytes, not text: Node writes the headers in the encoding of the text that follows them, instead of Latin-1.
    response.write(Buffer.from(answer.body));
  }
  if (unread && bodyWasAskedFor) await drain(message);
  response.end();
}

/**
 * Takes what is still coming off the line and forgets it: closing at once would reset the connection, and the sender
 * would see that instead of the answer.
 */
async function drain(message: IncomingMessage): Promise<void> {
  const giveUp = new AbortController();
  const ended = new Promise<void>((resolve) => {
    message.once('end', resolve);
    message.once('close', resolve);
  });
  message.resume();
  await Promise.race([ended, delay(LINGER_MS, undefined, { signal: giveUp.signal }).catch(() => undefined)]);
  giveUp.abort();
}
