import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';
import { createIam, verifySignature } from '../../../local/iam/index.ts';
import type { Credentials, Iam } from '../../../local/iam/index.ts';
import { dispatch } from './dispatcher.ts';
import type { Address } from './dispatcher.ts';
import { provision } from './policies.ts';

const region = 'eu-west-3';
const account = '000000000000';
let directory: string;
let iam: Iam;
let address: Address;
let caller: string;
let target: string;

const client = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  new STSClient({ region, endpoint: address.url, credentials, maxAttempts: 1 });
const session = (roleArn = caller): Credentials => iam.credentials.issue(roleArn, { sessionName: 'public' });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'iam-'));
  iam = await createIam({ directory, region });
  address = await dispatch(iam.services, iam.authoriser, iam.credentials);
  const trust = (Action: string[], Principal: Record<string, string>) => ({
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Principal }] },
  });
  const role = await provision(iam, 'AWS::IAM::Role', 'Caller', {
    ...trust(['sts:AssumeRole'], { Service: 'lambda.amazonaws.com' }),
    Policies: [
      {
        PolicyName: 'assume',
        PolicyDocument: { Statement: { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' } },
      },
    ],
  });
  caller = role.attributes.Arn ?? '';
  const trusting = trust(['sts:AssumeRole', 'sts:TagSession'], { AWS: `arn:aws:iam::${account}:root` });
  target = (await provision(iam, 'AWS::IAM::Role', 'Target', trusting)).attributes.Arn ?? '';
});
afterAll(async () => {
  await address.close();
  rmSync(directory, { recursive: true });
});

describe('a signature', () => {
  it('of the SDK says which role calls', async () => {
    const identity = await client(session()).send(new GetCallerIdentityCommand());
    expect(identity.Arn).toBe(`arn:aws:sts::${account}:assumed-role/test-Caller/public`);
    const host = await client(iam.credentials.host).send(new GetCallerIdentityCommand());
    expect(host.Arn).toBe(`arn:aws:iam::${account}:root`);
  });

  it('with a wrong secret, an unknown key or another token is refused', async () => {
    const issued = session();
    const refused = (credentials: Credentials) => client(credentials).send(new GetCallerIdentityCommand());
    await expect(refused({ ...issued, secretAccessKey: 'wrong' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    const unknown = { ...issued, accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ' };
    await expect(refused(unknown)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    const { sessionToken } = session();
    await expect(refused({ ...issued, sessionToken })).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('is still good after a restart, and worth nothing on another installation', async () => {
    const issued = session();
    const again = await createIam({ directory, region });
    const elsewhere = await createIam({ directory: join(directory, 'elsewhere'), region });
    expect(await again.credentials.resolve(issued.accessKeyId, issued.sessionToken)).toMatchObject({
      secretAccessKey: issued.secretAccessKey,
      principal: { kind: 'role', roleArn: caller },
    });
    expect(await elsewhere.credentials.resolve(issued.accessKeyId, issued.sessionToken)).toBeUndefined();
  });

  const signed = async (signingDate = new Date(), path = '/') => {
    const signer = new SignatureV4({ credentials: session(), region, service: 'sqs', sha256: Sha256 });
    const [pathname = '/', query] = path.split('?');
    const body = '{"QueueUrl":"x"}';
    const { headers } = await signer.sign(
      {
        ...{ method: 'POST', protocol: 'http:', hostname: 'localhost', path: pathname, body },
        query: Object.fromEntries(new URLSearchParams(query)),
        headers: { host: 'localhost', 'content-type': 'application/x-amz-json-1.0' },
      },
      { signingDate },
    );
    return { method: 'POST', path, headers, body: Buffer.from(body) };
  };

  it('holds for paths and queries that need encoding', async () => {
    const path = '/2015-03-31/functions/arn%3Aaws%3Alambda/invocations?b=%C3%A9t%C3%A9&a=1+2';
    const request = await signed(new Date(), '/a/../b%20c/?b=%C3%A9t%C3%A9&a=1%2B2%2A');
    expect(await verifySignature(request, iam.credentials)).toMatchObject({ kind: 'role' });
    expect(await verifySignature(await signed(new Date(), path.split('?')[0]), iam.credentials)).toMatchObject({
      kind: 'role',
    });
  });

  it('covers the method, the path, the query, the headers and the body', async () => {
    const request = await signed(new Date(), '/?a=1');
    expect(await verifySignature(request, iam.credentials)).toMatchObject({ kind: 'role', sessionName: 'public' });
    const changes = [
      { method: 'PUT' },
      { path: '/other?a=1' },
      { path: '/?a=2' },
      { body: Buffer.from('{"QueueUrl":"y"}') },
      { headers: { ...request.headers, 'content-type': 'text/plain' } },
      { headers: { ...request.headers, 'x-amz-target': 'AmazonSQS.DeleteQueue' } },
    ];
    const refusals = changes.map((change) =>
      verifySignature({ ...request, ...change }, iam.credentials).catch((error: Error) => error.name),
    );
    expect(await Promise.all(refusals)).toEqual(changes.map(() => 'InvalidSignatureException'));
  });

  it('is refused five minutes early or late', async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    const refusal = async (date: Date) =>
      verifySignature(await signed(date), iam.credentials).catch((error: Error) => error.message);
    expect(await refusal(minutes(-6))).toMatch(/^Signature expired: /);
    expect(await refusal(minutes(6))).toMatch(/^Signature not yet current: /);
    expect(await refusal(minutes(-4))).toMatchObject({ kind: 'role' });
  });

  it('cut short or missing is refused', async () => {
    const request = await signed();
    const refusal = (authorization: string | undefined) =>
      verifySignature({ ...request, headers: { ...request.headers, authorization } }, iam.credentials).catch(
        (error: Error) => error.name,
      );
    expect(await refusal(undefined)).toBe('MissingAuthenticationTokenException');
    expect(await refusal('AWS4-HMAC-SHA256 Credential=a/b')).toBe('IncompleteSignatureException');
  });
});

describe('AssumeRole', () => {
  const assume = (input: Partial<AssumeRoleCommand['input']>, from = session()) =>
    client(from).send(new AssumeRoleCommand({ RoleArn: target, RoleSessionName: 'job', ...input }));

  it('gives credentials of the role, with the tags', async () => {
    const { Credentials: given, AssumedRoleUser } = await assume({ Tags: [{ Key: 'siren', Value: '217<&' }] });
    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/test-Target/job`);
    const resolved = await iam.credentials.resolve(given?.AccessKeyId ?? '', given?.SessionToken);
    expect(resolved?.principal).toMatchObject({ roleArn: target, tags: { siren: '217<&' } });
    expect(given?.Expiration?.getTime()).toBeGreaterThan(Date.now());
  });

  it('restrains the session by its policy', async () => {
    const sessionPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] };
    const { Credentials: given } = await assume({ Policy: JSON.stringify(sessionPolicy) });
    const restrained = (await iam.credentials.resolve(given?.AccessKeyId ?? '', given?.SessionToken))?.principal;
    expect(restrained).toMatchObject({ sessionPolicy: JSON.stringify(sessionPolicy) });
    const issued = iam.credentials.issue(caller, { sessionName: 'x', sessionPolicy: JSON.stringify(sessionPolicy) });
    await expect(assume({}, issued)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/because no session policy allows the sts:AssumeRole action$/),
    });
  });

  it('is refused by a role that does not trust its caller', async () => {
    await expect(assume({ RoleArn: caller })).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is refused to a caller whose policies do not allow it', async () => {
    await expect(assume({}, session(target))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: sts:AssumeRole'),
    });
  });

  it('checks its input', async () => {
    await expect(assume({ RoleSessionName: 'no spaces' })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(assume({ DurationSeconds: 5 })).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(assume({ RoleArn: `${target}-none` })).rejects.toMatchObject({ name: 'NoSuchEntity' });
  });

  it('expires', async () => {
    const issued = iam.credentials.issue(caller, { sessionName: 'old', expires: new Date(Date.now() - 1000) });
    await expect(client(issued).send(new GetCallerIdentityCommand())).rejects.toMatchObject({ name: 'ExpiredToken' });
  });
});
