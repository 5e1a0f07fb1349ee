import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createSecrets } from '../../../local/secrets/index.ts';
import type { Secrets } from '../../../local/secrets/index.ts';
import { openEndpoint, REGION, resource, temporaryDirectory } from '../support/endpoint.ts';
import type { Endpoint } from '../support/endpoint.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let endpoint: Endpoint;
let secrets: Secrets;
let client: SecretsManagerClient;

beforeEach(async () => {
  directory = await temporaryDirectory();
  endpoint = await openEndpoint();
  secrets = await createSecrets({ directory: directory.path, region: REGION });
  endpoint.serve(secrets.services);
  client = new SecretsManagerClient(endpoint.client());
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
  await directory.remove();
});

const provision = async (properties: Record<string, unknown>, emulator = secrets): Promise<string> =>
  (await emulator.providers['AWS::SecretsManager::Secret']?.(resource('AWS::SecretsManager::Secret', properties)))
    ?.ref ?? '';
const read = async (SecretId: string, VersionStage?: string) =>
  (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;

describe('a generated secret', () => {
  it('has the length and the characters asked for, one of each kind at least', async () => {
    const id = await provision({
      GenerateSecretString: { PasswordLength: 64, ExcludeCharacters: '"@/\\', IncludeSpace: true },
    });
    const value = (await read(id)) ?? '';
    expect(value).toHaveLength(64);
    expect(value).not.toMatch(/["@/\\]/);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[!-/:-@[-`{-~]/, / /]) expect(value).toMatch(kind);
  });

  it('stands under its key in the template', async () => {
    const id = await provision({
      GenerateSecretString: {
        SecretStringTemplate: '{"use":"link"}',
        GenerateStringKey: 'key',
        ExcludePunctuation: true,
        PasswordLength: 20,
      },
    });
    expect(JSON.parse((await read(id)) ?? '')).toEqual({
      use: 'link',
      key: expect.stringMatching(/^[A-Za-z0-9]{20}$/),
    });
  });

  it('is the same after a restart, in files that only their owner reads', async () => {
    const properties = { Name: 'parvis/link', GenerateSecretString: {} };
    const id = await provision(properties);
    const value = await read(id);
    const again = await createSecrets({ directory: directory.path, region: REGION });
    endpoint.serve(again.services);
    expect(await provision(properties, again)).toBe(id);
    expect(await read('parvis/link')).toBe(value);
    const folder = join(directory.path, 'secretsmanager');
    const files = await readdir(folder);
    expect(files).toHaveLength(1);
    expect((await stat(join(folder, files[0] ?? ''))).mode & 0o077).toBe(0);
  });
});

describe('stages', () => {
  it('keep the value before a rotation readable as the previous one, and forget the one before', async () => {
    const id = await provision({ GenerateSecretString: {} });
    const first = await read(id);
    await secrets.rotate(id);
    const second = await read(id);
    expect(await read(id, 'AWSPREVIOUS')).toBe(first);
    await client.send(new RotateSecretCommand({ SecretId: id }));
    expect(await read(id, 'AWSPREVIOUS')).toBe(second);
    expect(new Set([first, second, await read(id)]).size).toBe(3);
  });

  it('move with PutSecretValue, which the same token repeats without effect', async () => {
    const id = await provision({ SecretString: 'one' });
    const put = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: id, SecretString, ClientRequestToken: 'a'.repeat(32) }));
    const versions = [await put('two'), await put('two')].map(({ VersionId }) => VersionId);
    expect(new Set(versions).size).toBe(1);
    expect([await read(id), await read(id, 'AWSPREVIOUS')]).toEqual(['two', 'one']);
    await expect(put('three')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('say what is missing', async () => {
    const id = await provision({ SecretString: 'one' });
    await expect(read(id, 'AWSPREVIOUS')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining('AWSPREVIOUS'),
    });
    await expect(read('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(secrets.rotate(id)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });
});

describe('dynamic references', () => {
  it('are replaced in a text, by ARN or name, whole or by key, by stage', async () => {
    const id = await provision({ Name: 'keys', SecretString: '{"origin":"o-1","n":2}' });
    await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: '{"origin":"o-2","n":3}' }));
    const resolved = await secrets.resolveDynamicReference(
      [
        `{{resolve:secretsmanager:${id}:SecretString:origin::}}`,
        '{{resolve:secretsmanager:keys:SecretString:origin:AWSPREVIOUS}}',
        '{{resolve:secretsmanager:keys:SecretString:n}}',
        '{{resolve:secretsmanager:keys}}',
        '{{resolve:ssm:other}}',
      ].join(' | '),
    );
    expect(resolved).toBe('o-2 | o-1 | 3 | {"origin":"o-2","n":3} | {{resolve:ssm:other}}');
    await expect(secrets.resolveDynamicReference('{{resolve:secretsmanager:keys:SecretString:none}}')).rejects.toThrow(
      'no key none',
    );
  });
});

describe('permissions', () => {
  it('are asked for on the full ARN of the secret', async () => {
    const id = await provision({ Name: 'keys', SecretString: 'one' });
    const asked = await secrets.services[0]?.authorisations({
      method: 'POST',
      path: '/',
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: Buffer.from(JSON.stringify({ SecretId: 'keys', VersionStage: 'AWSPREVIOUS' })),
      service: 'secretsmanager',
      region: REGION,
      principal: { kind: 'host' },
    });
    expect(asked).toEqual([
      {
        action: 'secretsmanager:GetSecretValue',
        resource: id,
        context: { 'secretsmanager:SecretId': id, 'secretsmanager:VersionStage': 'AWSPREVIOUS' },
      },
    ]);
  });
});

describe('a secret made at run time', () => {
  const Name = 'parvis-test/provider/214700015';
  const make = (SecretString = 'un secret') => client.send(new CreateSecretCommand({ Name, SecretString }));
  const remove = () => client.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true }));

  it('is read by its name, once only made, and after a restart', async () => {
    await make();
    expect(await read(Name)).toBe('un secret');
    await expect(make('un autre')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    endpoint.serve((await createSecrets({ directory: directory.path, region: REGION })).services);
    expect(await read(Name)).toBe('un secret');
  });

  it('is gone once deleted, and its name is free again', async () => {
    await make();
    await remove();
    await expect(read(Name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await make('un autre');
    expect(await read(Name)).toBe('un autre');
  });
});
