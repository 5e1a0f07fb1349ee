import { join } from 'node:path';
import * as z from 'zod';
import type { Emulator, ProvisionedResource, ResourceToProvision } from '../aws.ts';
import { withSecrets } from './dynamicReference.ts';
import { generationSchema } from './generation.ts';
import { SecretsService } from './service.ts';
import { Vault } from './vault.ts';

export interface SecretsOptions {
  /** Data of the whole local cloud; the secrets are kept in its folder `secretsmanager`. */
  directory: string;
  region: string;
}

export interface Secrets extends Emulator {
  /** Gives a generated secret a new value; the one before stays readable as AWSPREVIOUS. */
  rotate(secretArn: string): Promise<void>;
  /**
   * Replaces every `{{resolve:secretsmanager:…}}` of a template's text by the secret's value.
   * @throws {AwsError} `ResourceNotFoundException` for an unknown secret, version or key.
   */
  resolveDynamicReference(text: string): Promise<string>;
}

const secretProperties = z.object({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generationSchema.optional(),
});

/** Secrets Manager on disk: `<directory>/secretsmanager/<name>.json`, for the owner of the files alone. */
export async function createSecrets({ directory, region }: SecretsOptions): Promise<Secrets> {
  const vault = await Vault.open(join(directory, 'secretsmanager'), region);

  async function provision({ properties, defaultName }: ResourceToProvision): Promise<ProvisionedResource> {
    const { Name, SecretString, GenerateSecretString } = secretProperties.parse(properties);
    const secret = await vault.declare(Name ?? defaultName, {
      value: SecretString,
      generation: GenerateSecretString,
    });
    return { ref: secret.arn, attributes: { Id: secret.arn } };
  }

  return {
    providers: { 'AWS::SecretsManager::Secret': provision },
    services: [new SecretsService(vault, region)],
    async rotate(secretArn) {
      await vault.rotate(vault.get(secretArn));
    },
    resolveDynamicReference: async (text) => Promise.resolve(withSecrets(text, vault)),
    close: () => Promise.resolve(),
  };
}
