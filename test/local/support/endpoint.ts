import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '../../../local/aws.ts';
import type { AwsRequest, AwsResponse, AwsService, Principal, ResourceToProvision } from '../../../local/aws.ts';

export const REGION = 'eu-west-3';

/** One address for some services, which finds them by the SigV4 scope and asks nobody's permission. */
export interface Endpoint {
  url(): string;
  serve(services: readonly AwsService[]): void;
  /** What SDK clients take. */
  client(): { region: string; endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
}

async function answer(services: ReadonlyMap<string, AwsService>, request: AwsRequest): Promise<AwsResponse> {
  const service = services.get(request.service);
  if (!service) return { status: 404, headers: {}, body: `no service ${request.service}` };
  try {
    await service.authorisations(request);
    return await service.handle(request);
  } catch (error) {
    const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
    return service.error(known, request);
  }
}

export async function openEndpoint(principal: Principal = { kind: 'host' }): Promise<Endpoint> {
  const services = new Map<string, AwsService>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? '');
      const request: AwsRequest = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers,
        body: Buffer.concat(chunks),
        region: scope?.[1] ?? '',
        service: scope?.[2] ?? '',
        principal,
      };
      void answer(services, request).then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    url: () => url,
    serve: (added) => added.forEach((service) => services.set(service.signingName, service)),
    client: () => ({
      region: REGION,
      endpoint: url,
      credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret' },
    }),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** The port that a listening server was given. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}

/** A folder of the test's own; `remove` when done. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'parvis-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A resource of a template, its intrinsic functions resolved. */
export const resource = (
  type: string,
  properties: Record<string, unknown> = {},
  logicalId = 'Resource',
): ResourceToProvision => ({ stack: 'test', logicalId, type, defaultName: `test-${logicalId}`, properties });
