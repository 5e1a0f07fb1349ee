import { type AwsPlace, type JsonCall, jsonService } from './aws-json.ts';
import { MINUTE } from './clock.ts';
import { sameSecret, sign } from './tokens.ts';

/** A secret that rotates: signs with the current value, accepts the one before it too. */
export interface RotatingSecret {
  /** The current value, then the previous one when there is one. */
  values(): Promise<readonly [string, ...string[]]>;
}

/** Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
export const secretsManager = (place?: AwsPlace): JsonCall =>
  jsonService({ service: 'secretsmanager', target: 'secretsmanager', version: '1.1' }, place);

/** The text of a secret. @throws {AwsError} `ResourceNotFoundException` */
export async function secretText(
  call: JsonCall,
  SecretId: string,
  VersionStage = 'AWSCURRENT',
): Promise<string | undefined> {
  const { SecretString } = await call('GetSecretValue', { SecretId, VersionStage });
  return typeof SecretString === 'string' ? SecretString : undefined;
}

const KEPT_FOR = 5 * MINUTE;

/** Reads a secret from Secrets Manager, at most once in five minutes in a warm container. */
export function rotatingSecret(call: JsonCall, arn: string, now: () => number = Date.now): RotatingSecret {
  let kept: { at: number; values: Promise<readonly [string, ...string[]]> } | undefined;

  const stage = async (versionStage: string): Promise<string | undefined> => {
    try {
      return await secretText(call, arn, versionStage);
    } catch (error) {
      // A secret that has never been rotated has no previous version.
      if (versionStage === 'AWSPREVIOUS' && error instanceof Error && error.name === 'ResourceNotFoundException') {
        return undefined;
      }
      throw error;
    }
  };

  const load = async (): Promise<readonly [string, ...string[]]> => {
    const [current, previous] = await Promise.all([stage('AWSCURRENT'), stage('AWSPREVIOUS')]);
    if (!current) throw new Error(`The secret ${arn} has no current value.`);
    return previous ? [current, previous] : [current];
  };

  return {
    values() {
      if (!kept || now() - kept.at > KEPT_FOR) {
        const values = load();
        kept = { at: now(), values };
        values.catch(() => (kept = undefined));
      }
      return kept.values;
    },
  };
}

/** What a signature is for: one made for a cursor never opens a link. */
export type SignaturePurpose = 'cursor' | 'unsubscribe' | 'code' | 'address' | 'reply' | 'link';

/** Signs and checks with the link key. */
export interface Signer {
  sign(purpose: SignaturePurpose, text: string): Promise<string>;
  verify(purpose: SignaturePurpose, text: string, signature: string): Promise<boolean>;
  /** For signatures cut short to keep an address short: at least 22 characters, 132 bits. */
  verifyPrefix(purpose: SignaturePurpose, text: string, prefix: string): Promise<boolean>;
}

export const signerWith = (secret: RotatingSecret): Signer => ({
  async sign(purpose, text) {
    const [current] = await secret.values();
    return sign(current, purpose, text);
  },
  async verify(purpose, text, signature) {
    const values = await secret.values();
    return values.some((value) => sameSecret(sign(value, purpose, text), signature));
  },
  async verifyPrefix(purpose, text, prefix) {
    if (prefix.length < 22) return false;
    const values = await secret.values();
    return values.some((value) => sameSecret(sign(value, purpose, text).slice(0, prefix.length), prefix));
  },
});
