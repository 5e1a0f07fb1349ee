/** The running cloud that a suite works with: started by `npm test`, one for all suites. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';

const schema = z.object({
  /** Where its data are: what suites share lies beside them, and goes with them. */
  directory: z.string(),
  siteOrigin: z.string(),
  filesOrigin: z.string(),
  mailboxesOrigin: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  hostCredentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** Physical names of the resources by `<stack>/<logical id>`. */
  resources: z.record(z.string(), z.object({ type: z.string(), ref: z.string() })),
});

export type TestCloud = z.infer<typeof schema>;

/** Environment variable that carries the addresses, as JSON. */
export const VARIABLE = 'PARVIS_TEST_CLOUD';

/** Environment variable: where each cloud of a test run leaves the grants that were used in it, when it stops. */
export const GRANTS_FOLDER = 'PARVIS_GRANTS_FOLDER';

/** @throws {Error} With what to do, when no cloud runs. */
export function testCloud(): TestCloud {
  const given = process.env[VARIABLE];
  if (given === undefined) {
    throw new Error('This suite needs the cloud on one machine: run it with "npm test -- <its path>".');
  }
  return schema.parse(JSON.parse(given));
}

/** For the clients of the AWS SDK: calls as the host, which may everything. */
export const asHost = ({ region, awsEndpoint, hostCredentials }: TestCloud) => ({
  region,
  endpoint: awsEndpoint,
  credentials: hostCredentials,
});

/** The physical name of the only resource of a type whose logical id begins so. */
export function resourceNamed(cloud: TestCloud, type: string, logicalId: string): string {
  const found = Object.entries(cloud.resources).filter(
    ([name, resource]) => resource.type === type && (name.split('/')[1] ?? '').startsWith(logicalId),
  );
  const [only, another] = found;
  if (!only || another) throw new Error(`${found.length} resources of type ${type} begin with ${logicalId}`);
  return only[1].ref;
}

/**
 * Calls a function of the local stage and waits for its answer, through the API of Lambda.
 * @param name As its folder in `functions/`.
 * @throws {Error} When it fails.
 */
export async function invoke(cloud: TestCloud, name: string, event: unknown): Promise<unknown> {
  const { region, awsEndpoint, hostCredentials } = cloud;
  const { hostname, port, host } = new URL(awsEndpoint);
  const signer = new SignatureV4({ service: 'lambda', region, credentials: hostCredentials, sha256: Sha256 });
  const path = `/2015-03-31/functions/parvis-local-${name}/invocations`;
  const body = JSON.stringify(event);
  const signed = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, 'content-type': 'application/json' },
    body,
  });
  const response = await fetch(awsEndpoint + path, { method: 'POST', headers: signed.headers, body });
  const answer: unknown = await response.json();
  if (!response.ok || response.headers.has('x-amz-function-error')) {
    throw new Error(`${name} failed: ${JSON.stringify(answer)}`);
  }
  return answer;
}
