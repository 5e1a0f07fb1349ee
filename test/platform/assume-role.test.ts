/** The call to STS, against the STS of the cloud on one machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIam, type Iam } from '../../local/iam/index.ts';
import { assumeRole, AssumeRoleError, type StsPlace } from '../../platform/assume-role.ts';
import { type Address, dispatch } from '../local/iam/dispatcher.ts';
import { provision } from '../local/iam/policies.ts';

let directory: string;
let iam: Iam;
let address: Address;
let place: StsPlace;
let roleArn: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assume-'));
  iam = await createIam({ directory, region: 'eu-west-3' });
  address = await dispatch(iam.services, iam.authoriser, iam.credentials);
  const trust = {
    Statement: {
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Principal: { AWS: 'arn:aws:iam::000000000000:role/test-Caller' },
    },
  };
  const role = await provision(iam, 'AWS::IAM::Role', 'Organisation', { AssumeRolePolicyDocument: trust });
  roleArn = role.attributes.Arn ?? '';
  place = { address: address.url, region: 'eu-west-3', credentials: async () => iam.credentials.host };
});
afterEach(async () => {
  await address.close();
  rmSync(directory, { recursive: true });
});

const session = (tags: Record<string, string>) => ({ roleArn, name: 'montayral', tags, duration: 1800 });

describe('a role that is assumed', () => {
  it('gives credentials that carry the tags, for a while', async () => {
    const given = await assumeRole(session({ organisation: '214701856', 'é &=': '+ %' }), place);
    const known = await iam.credentials.resolve(given.accessKeyId, given.sessionToken);
    expect(known?.secretAccessKey).toBe(given.secretAccessKey);
    expect(known?.principal).toMatchObject({
      roleArn,
      sessionName: 'montayral',
      tags: { organisation: '214701856', 'é &=': '+ %' },
    });
  });

  it('is refused by name to whom it does not trust', async () => {
    const stranger = await provision(iam, 'AWS::IAM::Role', 'Stranger', {
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [
        {
          PolicyName: 'ask',
          PolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn } },
        },
      ],
    });
    const credentials = async () => iam.credentials.issue(stranger.attributes.Arn ?? '', { sessionName: 'stranger' });
    const refused = assumeRole(session({}), { ...place, credentials });
    await expect(refused).rejects.toThrow(AssumeRoleError);
    await expect(refused).rejects.toThrow(/403 AccessDenied/);
  });
});

describe('STS in trouble', () => {
  it('is asked a second time, and no third', async () => {
    const answers = [503, 200, 500, 500, 200];
    let asked = 0;
    const given = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => `<${name}>x</${name}>`).join('');
    const server = createServer((_request, response) => {
      response.writeHead(answers[asked] ?? 200).end(given);
      asked += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    const troubled = { ...place, address: `http://127.0.0.1:${port}` };
    await expect(assumeRole(session({}), troubled)).resolves.toMatchObject({ accessKeyId: 'x' });
    await expect(assumeRole(session({}), troubled)).rejects.toThrow('STS answered 500');
    expect(asked).toBe(4);
    await new Promise((resolve) => server.close(resolve));
    await expect(assumeRole(session({}), troubled)).rejects.toThrow('STS did not answer');
  });
});
