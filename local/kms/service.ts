import { sign, verify } from 'node:crypto';
import * as z from 'zod';
import { AwsError, arn } from '../aws.ts';
import type { AuthorisationRequest, AwsRequest, AwsResponse, AwsService } from '../aws.ts';
import { jsonAnswer, jsonError, jsonInput, jsonOperation } from '../protocols/json.ts';
import type { Key, Keys, KeySpec } from './keys.ts';

/** What each key specification signs with. */
const ALGORITHMS: Readonly<Record<KeySpec, { name: string; hash: string }>> = {
  ECC_NIST_P256: { name: 'ECDSA_SHA_256', hash: 'sha256' },
  ECC_NIST_P384: { name: 'ECDSA_SHA_384', hash: 'sha384' },
};

/** A message longer than this is hashed first, by the caller. In bytes. */
const LONGEST_MESSAGE = 4096;

const keyInput = z.object({ KeyId: z.string().min(1).max(2048) });
const signInput = keyInput.extend({
  Message: z.base64(),
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.string(),
});
const verifyInput = signInput.extend({ Signature: z.base64() });
/** What a policy may look at, before the whole input is checked. */
const seenInput = keyInput.extend({ MessageType: z.string().optional(), SigningAlgorithm: z.string().optional() });

/** KMS in AWS JSON 1.1, for keys that sign. */
export class KmsService implements AwsService {
  readonly signingName = 'kms';
  readonly #keys: Keys;
  readonly #region: string;

  constructor(keys: Keys, region: string) {
    this.#keys = keys;
    this.#region = region;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const operation = jsonOperation(request);
    const { KeyId, MessageType = 'RAW', SigningAlgorithm } = jsonInput(request, seenInput);
    const key = this.#keys.find(KeyId);
    const resource = key?.arn ?? (KeyId.startsWith('arn:') ? KeyId : arn('kms', this.#region, `key/${KeyId}`));
    const signs = operation === 'Sign' || operation === 'Verify';
    const context = {
      ...(signs && { 'kms:MessageType': MessageType }),
      ...(signs && SigningAlgorithm !== undefined && { 'kms:SigningAlgorithm': SigningAlgorithm }),
    };
    return [{ action: `kms:${operation}`, resource, context, ...(key && { resourcePolicy: key.policy }) }];
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return Promise.resolve(jsonAnswer('1.1', this.#answer(request)));
  }

  error(error: AwsError): AwsResponse {
    return jsonError('1.1', error);
  }

  #answer(request: AwsRequest): object {
    const operation = jsonOperation(request);
    switch (operation) {
      case 'Sign': {
        const input = jsonInput(request, signInput);
        const key = this.#keys.get(input.KeyId);
        const message = messageOf(key, input);
        const signature = sign(ALGORITHMS[key.spec].hash, message, key.privateKey);
        return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: input.SigningAlgorithm };
      }
      case 'Verify': {
        const input = jsonInput(request, verifyInput);
        const key = this.#keys.get(input.KeyId);
        const message = messageOf(key, input);
        const signature = Buffer.from(input.Signature, 'base64');
        const isValid = verify(ALGORITHMS[key.spec].hash, message, key.publicKey, signature);
        // AWS answers an error, never `SignatureValid: false`.
        if (!isValid) throw new AwsError('KMSInvalidSignatureException', '');
        return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: input.SigningAlgorithm };
      }
      case 'GetPublicKey': {
        const key = this.#keys.get(jsonInput(request, keyInput).KeyId);
        return {
          KeyId: key.arn,
          PublicKey: key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
          KeySpec: key.spec,
          CustomerMasterKeySpec: key.spec,
          KeyUsage: 'SIGN_VERIFY',
          SigningAlgorithms: [ALGORITHMS[key.spec].name],
        };
      }
      default:
        throw new AwsError('UnknownOperationException', `KMS has no operation ${operation} here.`);
    }
  }
}

/**
 * The bytes to sign. Digests made by the caller are not emulated: Node's ECDSA hashes what it signs.
 * @throws {AwsError} `InvalidKeyUsageException` for an algorithm that the key has not, `ValidationException` for a
 * message that is too long.
 */
function messageOf(key: Key, input: z.output<typeof signInput>): Buffer {
  const { name } = ALGORITHMS[key.spec];
  if (input.SigningAlgorithm !== name) {
    throw new AwsError(
      'InvalidKeyUsageException',
      `Algorithm ${input.SigningAlgorithm} is incompatible with key spec ${key.spec}.`,
    );
  }
  if (input.MessageType === 'DIGEST') {
    throw new AwsError('UnsupportedOperationException', 'KMS signs no digest here: give it the message.');
  }
  const message = Buffer.from(input.Message, 'base64');
  if (message.length === 0 || message.length > LONGEST_MESSAGE) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length between 1 and ${LONGEST_MESSAGE}`,
    );
  }
  return message;
}
