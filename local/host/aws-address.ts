/**
 * The one address of every AWS service but S3: finds the service that a call is for, who makes it, and
 * whether that caller may, before the service sees it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AwsError, type Authoriser, type AwsRequest, type AwsResponse, type AwsService } from '../aws.ts';
import { isHostedRequest, isJwksRequest } from '../cognito/index.ts';
import { readBody } from '../gateway/read-body.ts';
import { readSignature, verifySignature, type CredentialRegistry } from '../iam/index.ts';
import { listen, type Listening } from './listen.ts';

export interface AwsAddressOptions {
  port: number;
  region: string;
  credentials: CredentialRegistry;
  authoriser: Authoriser;
}

export interface AwsAddress extends Listening {
  add(services: readonly AwsService[]): void;
}

/** SES takes raw messages of 10 MB, in base64. */
const LARGEST_BODY_BYTES = 20 * 1024 * 1024;

export async function openAwsAddress(options: AwsAddressOptions): Promise<AwsAddress> {
  const services = new Map<string, AwsService>();

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
    answer(incoming).then(
      (answered) => send(response, answered),
      (cause: unknown) => {
        console.error('The AWS address failed on', incoming.method, incoming.url, cause);
        send(response, { status: 500, headers: {}, body: '' });
      },
    );
  });

  async function answer(incoming: IncomingMessage): Promise<AwsResponse> {
    const body = await readBody(incoming, LARGEST_BODY_BYTES);
    if (!body) return { status: 413, headers: {}, body: '' };
    const unsigned = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: incoming.headers,
      body,
    };
    const named = serviceNamed(unsigned);
    const service = services.get(named.service);
    if (!service) return unknownService(named.service);
    const request: AwsRequest = { ...unsigned, ...named, principal: { kind: 'anonymous' } };
    try {
      // An application shows its own credentials at the pool's domain.
      if (incoming.headers.authorization !== undefined && !isHostedRequest(request)) {
        request.principal = await verifySignature(unsigned, options.credentials);
      }
      await options.authoriser.authorise(request.principal, await service.authorisations(request));
      return await service.handle(request);
    } catch (thrown) {
      if (thrown instanceof AwsError) return service.error(thrown, request);
      console.error(`The local ${named.service} failed:`, thrown);
      return service.error(new AwsError('InternalFailure', 'The local cloud failed.', 500), request);
    }
  }

  /** The service and the region of the signature, or those of the calls that need none. */
  function serviceNamed(request: Pick<AwsRequest, 'method' | 'path' | 'headers'>): { service: string; region: string } {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('AWSCognitoIdentityProviderService.') || isJwksRequest(request) || isHostedRequest(request)) {
      return { service: 'cognito-idp', region: options.region };
    }
    try {
      const signature = readSignature(request.headers);
      return { service: signature?.service ?? '', region: signature?.region ?? options.region };
    } catch {
      return { service: '', region: options.region };
    }
  }

  return {
    ...(await listen(server, '127.0.0.1', options.port)),
    add(added) {
      for (const service of added) services.set(service.signingName, service);
    },
  };
}

const unknownService = (name: string): AwsResponse => ({
  status: 400,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'UnknownServiceException' },
  body: JSON.stringify({
    __type: 'UnknownServiceException',
    message: name === '' ? 'The call is not signed.' : `The local cloud has no service "${name}".`,
  }),
});

function send(response: ServerResponse, { status, headers, body }: AwsResponse): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
