/** A client secret on its way from the référent to Cognito: nowhere else, and never shown again. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** What the référent's page may: put one there, never read it. */
export interface SecretsLeft {
  leave(siren: string, secret: string): Promise<void>;
}

/** What the operator's console may: take it, then have it gone. */
export interface SecretsTaken {
  read(siren: string): Promise<string | undefined>;
  forget(siren: string): Promise<void>;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** @param prefix of the stage: `parvis-example/provider/` */
export const secretsLeftWith = (client: SecretsManagerClient, prefix: string): SecretsLeft => ({
  async leave(siren, secret) {
    const name = `${prefix}${siren}`;
    try {
      await client.send(
        new CreateSecretCommand({
          Name: name,
          SecretString: secret,
          Description: 'Client secret of an organisation, until its provider is set up',
        }),
      );
    } catch (error) {
      if (!isNamed(error, 'ResourceExistsException')) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: secret }));
    }
  },
});

export const secretsTakenWith = (client: SecretsManagerClient, prefix: string): SecretsTaken => ({
  async read(siren) {
    try {
      return (await client.send(new GetSecretValueCommand({ SecretId: `${prefix}${siren}` }))).SecretString;
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  },
  async forget(siren) {
    try {
      await client.send(new DeleteSecretCommand({ SecretId: `${prefix}${siren}`, ForceDeleteWithoutRecovery: true }));
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
    }
  },
});
