/** The host's common address, as small as it gets: signature, permissions, service. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../../local/aws.ts';
import type { AwsRequest, AwsResponse, AwsService, Authoriser, CredentialSource } from '../../../local/aws.ts';
import { isHostedRequest } from '../../../local/cognito/index.ts';
import { readSignature, verifySignature } from '../../../local/iam/index.ts';

export interface Address {
  readonly url: string;
  close(): Promise<void>;
}

const signedFor = (path: string, headers: AwsRequest['headers']): string | undefined =>
  isHostedRequest({ path }) ? undefined : readSignature(headers)?.service;

/** @param fallback service of the calls that carry no signature (Cognito's public operations). */
export async function dispatch(
  services: readonly AwsService[],
  authoriser: Authoriser,
  credentials: CredentialSource,
  fallback = 'cognito-idp',
): Promise<Address> {
  const answer = async (incoming: IncomingMessage): Promise<AwsResponse> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const { method = 'GET', url: path = '/', headers } = incoming;
    const request: AwsRequest = {
      ...{ method, path, headers, body: Buffer.concat(chunks), region: 'eu-west-3' },
      ...{ service: signedFor(path, headers) ?? fallback, principal: { kind: 'anonymous' } },
    };
    const service = services.find(({ signingName }) => signingName === request.service);
    if (service === undefined) throw new Error(`No service ${request.service}`);
    try {
      if (headers.authorization !== undefined && !isHostedRequest(request))
        request.principal = await verifySignature(request, credentials);
      await authoriser.authorise(request.principal, await service.authorisations(request));
      return await service.handle(request);
    } catch (error) {
      if (error instanceof AwsError) return service.error(error, request);
      throw error;
    }
  };
  const server = createServer((incoming, response) => {
    answer(incoming).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The dispatcher listens on no port.');
  return {
    url: `http://127.0.0.1:${bound.port}`,
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}
