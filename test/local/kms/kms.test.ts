import { createPublicKey, verify } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GetPublicKeyCommand, KMSClient, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import { ACCOUNT, type AwsRequest, type Emulator } from '../../../local/aws.ts';
import { createIam } from '../../../local/iam/index.ts';
import { createKms } from '../../../local/kms/index.ts';
import { type Endpoint, openEndpoint, REGION, resource, temporaryDirectory } from '../support/endpoint.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let endpoint: Endpoint;
let kms: Emulator;
let client: KMSClient;
let key: { ref: string; arn: string };

const SIGNS = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
/** As CDK writes it: the account leaves it to the policies of its roles. */
const KeyPolicy = {
  Version: '2012-10-17',
  // As CDK writes it and AWS advises: a key's policy leaves each action on it to the roles of the account, or none counts.
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};
const provision = async (properties: Record<string, unknown>, emulator = kms): Promise<typeof key> => {
  const made = await emulator.providers['AWS::KMS::Key']?.(resource('AWS::KMS::Key', properties));
  return { ref: made?.ref ?? '', arn: made?.attributes['Arn'] ?? '' };
};

beforeEach(async () => {
  directory = await temporaryDirectory();
  endpoint = await openEndpoint();
  kms = await createKms({ directory: directory.path, region: REGION });
  endpoint.serve(kms.services);
  client = new KMSClient(endpoint.client());
  key = await provision(SIGNS);
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
  await directory.remove();
});

const MESSAGE = new TextEncoder().encode('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
const signing = { Message: MESSAGE, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const;

describe('a key that signs', () => {
  it('signs as ECDSA does, in DER, and gives its public half as SPKI: anybody verifies without KMS', async () => {
    const { PublicKey, KeySpec, KeyUsage, SigningAlgorithms } = await client.send(
      new GetPublicKeyCommand({ KeyId: key.arn }),
    );
    expect({ KeySpec, KeyUsage, SigningAlgorithms }).toEqual({ ...SIGNS, SigningAlgorithms: ['ECDSA_SHA_256'] });
    const { Signature, KeyId } = await client.send(new SignCommand({ KeyId: key.ref, ...signing }));
    expect(KeyId).toBe(key.arn);
    const known = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    expect(verify('sha256', MESSAGE, known, Buffer.from(Signature ?? []))).toBe(true);
    expect(verify('sha256', MESSAGE.slice(1), known, Buffer.from(Signature ?? []))).toBe(false);
  });

  it('verifies, and answers an error to a signature that is not right', async () => {
    const { Signature } = await client.send(new SignCommand({ KeyId: key.arn, ...signing }));
    expect(await client.send(new VerifyCommand({ KeyId: key.arn, ...signing, Signature }))).toMatchObject({
      SignatureValid: true,
    });
    const other = new TextEncoder().encode('autre');
    await expect(
      client.send(new VerifyCommand({ KeyId: key.arn, ...signing, Message: other, Signature })),
    ).rejects.toThrow(expect.objectContaining({ name: 'KMSInvalidSignatureException' }));
  });

  it('is found by its alias too, and is the same after a restart, in a file that only its owner reads', async () => {
    const alias = { AliasName: 'alias/parvis/register', TargetKeyId: key.arn };
    await kms.providers['AWS::KMS::Alias']?.(resource('AWS::KMS::Alias', alias));
    const byAlias = await client.send(new GetPublicKeyCommand({ KeyId: 'alias/parvis/register' }));
    const again = await createKms({ directory: directory.path, region: REGION });
    endpoint.serve(again.services);
    expect(await provision(SIGNS, again)).toEqual(key);
    const after = await client.send(new GetPublicKeyCommand({ KeyId: key.arn }));
    expect(Buffer.from(after.PublicKey ?? []).equals(Buffer.from(byAlias.PublicKey ?? []))).toBe(true);
    const folder = join(directory.path, 'kms');
    const [file = '', ...more] = await readdir(folder);
    expect(more).toEqual([]);
    expect((await stat(join(folder, file))).mode & 0o077).toBe(0);
  });

  it.each([
    ['a key that is not there', { KeyId: 'nobody' }, 'NotFoundException'],
    ['an algorithm of another key', { SigningAlgorithm: 'ECDSA_SHA_384' }, 'InvalidKeyUsageException'],
    ['a message above 4,096 bytes', { Message: new Uint8Array(4097) }, 'ValidationException'],
    ['a digest, which Node would hash again', { MessageType: 'DIGEST' }, 'UnsupportedOperationException'],
  ] as const)('refuses %s', async (_what, change, name) => {
    await expect(client.send(new SignCommand({ KeyId: key.arn, ...signing, ...change }))).rejects.toThrow(
      expect.objectContaining({ name }),
    );
  });

  it('is asked for by its ARN, with what a policy may look at', async () => {
    const [service] = kms.services;
    const request: AwsRequest = {
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': 'TrentService.Sign' },
      body: Buffer.from(JSON.stringify({ KeyId: key.ref, SigningAlgorithm: 'ECDSA_SHA_256' })),
      service: 'kms',
      region: REGION,
      principal: { kind: 'host' },
    };
    expect(await service?.authorisations(request)).toEqual([
      {
        action: 'kms:Sign',
        resource: key.arn,
        context: { 'kms:MessageType': 'RAW', 'kms:SigningAlgorithm': 'ECDSA_SHA_256' },
        resourcePolicy: undefined,
      },
    ]);
  });

  it('is used by a role that may, when its own policy leaves it to the roles, and by no other', async () => {
    const statement = (Action: string, Condition?: object) => ({
      Sid: 'S',
      Effect: 'Allow',
      Action,
      Resource: key.arn,
      Condition,
    });
    const right = statement('kms:Sign', { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } });
    const iam = await createIam({ directory: directory.path, region: REGION });
    const Policies = [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [right] } }];
    const role = await iam.providers['AWS::IAM::Role']?.(
      resource('AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }, Policies }),
    );
    const principal = { kind: 'role', roleArn: role?.attributes['Arn'] ?? '', sessionName: 's', tags: {} } as const;
    const asked = (action: string, resourcePolicy: unknown) =>
      iam.authoriser.authorise(principal, [
        { action, resource: key.arn, context: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' }, resourcePolicy },
      ]);
    await expect(asked('kms:Sign', undefined)).rejects.toThrow('not authorized');
    await iam.close();
    const again = await createIam({ directory: directory.path, region: REGION });
    await again.providers['AWS::IAM::Role']?.(
      resource('AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }, Policies }),
    );
    const allowed = { action: 'kms:Sign', resource: key.arn, context: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } };
    await again.authoriser.authorise(principal, [{ ...allowed, resourcePolicy: KeyPolicy }]);
    const other = { ...allowed, action: 'kms:GetPublicKey', resourcePolicy: KeyPolicy };
    await expect(again.authoriser.authorise(principal, [other])).rejects.toThrow('not authorized');
    await again.close();
  });

  it('is of a kind that is emulated, or not provisioned at all', async () => {
    await expect(provision({ KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' })).rejects.toThrow(
      'only keys that sign',
    );
  });
});
