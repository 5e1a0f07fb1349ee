import * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { Vault } from './vault.ts';

/**
 * `{{resolve:secretsmanager:id:SecretString:key:stage:version}}`, where all after the id may be left out.
 * Source: CloudFormation user guide, "Referencing a secret from Secrets Manager".
 */
const REFERENCE =
  /\{\{resolve:secretsmanager:((?:arn:[^:{}]*:secretsmanager:[^:{}]*:[^:{}]*:secret:)?[^:{}]+)(?::SecretString)?(?::([^:{}]*))?(?::([^:{}]*))?(?::([^:{}]*))?\}\}/g;

/**
 * The text with its references to secrets replaced by their values.
 * @throws {AwsError} `ResourceNotFoundException` for an unknown secret, version or key.
 */
export function withSecrets(text: string, vault: Vault): string {
  return text.replace(REFERENCE, (_reference, id: string, key?: string, stage?: string, version?: string) => {
    const secret = vault.get(id);
    const { value } = vault.version(secret, { stage: stage || undefined, id: version || undefined });
    if (!key) return value;
    const found = z.record(z.string(), z.unknown()).parse(JSON.parse(value))[key];
    if (found === undefined) throw new AwsError('ResourceNotFoundException', `The secret ${id} has no key ${key}.`);
    return typeof found === 'string' ? found : JSON.stringify(found);
  });
}
