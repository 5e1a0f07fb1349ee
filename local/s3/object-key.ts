/** What a key may be: any UTF-8 text of 1 to 1024 bytes. */
import { AwsError } from '../aws.ts';
import { invalidArgument } from './errors.ts';

const LONGEST_KEY = 1024;

/** @throws {AwsError} `InvalidArgument` for an empty key, `KeyTooLongError`. */
export function checkKey(key: string): string {
  if (key === '') throw invalidArgument("Bucket POST must contain a field named 'key'.", 'key', '');
  const size = Buffer.byteLength(key);
  if (size > LONGEST_KEY) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: LONGEST_KEY });
  }
  return key;
}
