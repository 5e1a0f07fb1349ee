/** A client secret on its way from the référent to Cognito: nowhere else, and never shown again. */
import { randomUUID } from 'node:crypto';
import type { JsonCall } from '../../platform/aws-json.ts';
import { secretText } from '../../platform/secrets.ts';

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
export const secretsLeftWith = (call: JsonCall, prefix: string): SecretsLeft => ({
  async leave(siren, secret) {
    const name = `${prefix}${siren}`;
    try {
      await call('CreateSecret', {
        Name: name,
        SecretString: secret,
        Description: 'Client secret of an organisation, until its provider is set up',
        ClientRequestToken: randomUUID(),
      });
    } catch (error) {
      if (!isNamed(error, 'ResourceExistsException')) throw error;
      await call('PutSecretValue', { SecretId: name, SecretString: secret, ClientRequestToken: randomUUID() });
    }
  },
});

export const secretsTakenWith = (call: JsonCall, prefix: string): SecretsTaken => ({
  async read(siren) {
    try {
      return await secretText(call, `${prefix}${siren}`);
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return undefined;
      throw error;
    }
  },
  async forget(siren) {
    try {
      await call('DeleteSecret', { SecretId: `${prefix}${siren}`, ForceDeleteWithoutRecovery: true });
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
    }
  },
});
