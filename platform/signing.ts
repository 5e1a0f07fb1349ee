/** What signs the register: a key that never leaves KMS. */
import { createHash } from 'node:crypto';
import { jsonService } from './aws-json.ts';
import type { PublicKey } from './register-chain.ts';

export interface Signatory {
  /** ECDSA over P-256 and SHA-256, in DER, base64. `text`: at most 4,096 bytes. */
  sign(text: string): Promise<string>;
  /** Asked for once in the life of the container. */
  publicKey(): Promise<PublicKey>;
}

/** How a public key is named: by the hash of what it is. */
export const nameOfKey = (spki: Uint8Array): string => createHash('sha256').update(spki).digest('hex');

const textOf = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('KMS answered something else than a text.');
  return value;
};

/** @param keyId Its ARN. */
export function kmsSignatory(keyId: string): Signatory {
  const call = jsonService({ service: 'kms', target: 'TrentService', version: '1.1' });
  let known: Promise<PublicKey> | undefined;

  async function ask(): Promise<PublicKey> {
    const spki = textOf((await call('GetPublicKey', { KeyId: keyId })).PublicKey);
    return { key: nameOfKey(Buffer.from(spki, 'base64')), spki };
  }

  return {
    async sign(text) {
      const { Signature } = await call('Sign', {
        KeyId: keyId,
        Message: Buffer.from(text).toString('base64'),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      return textOf(Signature);
    },
    publicKey() {
      known ??= ask();
      known.catch(() => {
        known = undefined;
      });
      return known;
    },
  };
}
