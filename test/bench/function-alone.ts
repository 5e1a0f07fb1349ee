/** What a function that answers pages takes when it is alone in its process, as on AWS. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { httpEvent } from '../../local/gateway/http-event.ts';
import { asHost } from '../support/cloud.ts';
import type { StartedCloud } from '../support/start-cloud.ts';
import type { Bundle } from './bundle.ts';

const ended = z.object({
  status: z.number(),
  /** Processor time of the whole process for one page, in milliseconds. */
  cpu: z.number(),
  /** In megabytes. */
  resident: z.number(),
});
export type Ended = z.infer<typeof ended>;

/** The event of a page asked through CloudFront, by whoever holds the cookies. */
async function pageEvent(started: StartedCloud, originKeyArn: string, path: string, cookie: string): Promise<object> {
  const secrets = new SecretsManagerClient(asHost(started.cloud));
  const { SecretString: originKey = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: originKeyArn }));
  secrets.destroy();
  return httpEvent({
    apiId: 'bench',
    domainName: 'bench.execute-api.eu-west-3.amazonaws.com',
    routeKey: '$default',
    pathParameters: undefined,
    method: 'GET',
    path,
    query: '',
    headers: { accept: 'text/html', 'accept-encoding': 'br', 'x-origin-key': originKey, ...(cookie && { cookie }) },
    sourceIp: '130.176.0.1',
    requestId: 'bench',
    time: new Date(),
    body: Buffer.alloc(0),
  });
}

/** Answers a page many times. With the host's rights: what the role may do is told elsewhere. */
export async function runAlone(
  started: StartedCloud,
  bundle: Bundle,
  page: { path: string; cookie: string; times: number },
): Promise<Ended> {
  const { awsEndpoint, filesOrigin, region, hostCredentials } = started.cloud;
  const variables = await started.environmentOf(bundle.name);
  const event = await pageEvent(started, variables['ORIGIN_KEY_ARN'] ?? '', page.path, page.cookie);
  const child = fork(join(import.meta.dirname, 'function-process.ts'), [bundle.file], {
    execArgv: [],
    env: {
      ...variables,
      TZ: 'UTC',
      AWS_REGION: region,
      AWS_ENDPOINT_URL: awsEndpoint,
      AWS_ENDPOINT_URL_S3: filesOrigin,
      AWS_ACCESS_KEY_ID: hostCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: hostCredentials.secretAccessKey,
      AWS_LAMBDA_FUNCTION_NAME: bundle.name,
    },
  });
  try {
    await once(child, 'message');
    child.send({ event, times: page.times });
    const [said] = await once(child, 'message');
    const result = ended.parse(said);
    if (result.status !== 200) throw new Error(`${bundle.name} answered ${result.status} to ${page.path}.`);
    return result;
  } finally {
    child.disconnect();
  }
}
