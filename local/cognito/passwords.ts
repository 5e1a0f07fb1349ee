/** Passwords: kept as scrypt hashes, and held to the pool's policy in AWS's words. */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AwsError } from '../aws.ts';

/** As `Policies.PasswordPolicy` of a user pool says it. */
export interface PasswordPolicy {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
}

/** What AWS applies to a pool without a policy. */
export const DEFAULT_POLICY: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=\S)/;

/** @throws {AwsError} `InvalidPasswordException`, or `InvalidParameterException` for what no policy could accept. */
export function checkPolicy(policy: PasswordPolicy, password: string, verb: 'did' | 'does' = 'does'): void {
  if (password.length > 256 || !/^\S+.*\S+$/s.test(password)) {
    const constraint =
      password.length > 256
        ? 'Member must have length less than or equal to 256'
        : String.raw`Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`;
    const message = `1 validation error detected: Value at 'password' failed to satisfy constraint: ${constraint}`;
    throw new AwsError('InvalidParameterException', message);
  }
  const broken = violation(policy, password);
  if (broken === undefined) return;
  const text = verb === 'did' ? 'Password did not conform with policy' : 'Password does not conform to policy';
  throw new AwsError('InvalidPasswordException', `${text}: ${broken}`);
}

function violation(policy: PasswordPolicy, password: string): string | undefined {
  if (password.length < (policy.MinimumLength ?? 8)) return 'Password not long enough';
  if (policy.RequireUppercase && !/\p{Lu}/u.test(password)) return 'Password must have uppercase characters';
  if (policy.RequireLowercase && !/\p{Ll}/u.test(password)) return 'Password must have lowercase characters';
  if (policy.RequireNumbers && !/\d/.test(password)) return 'Password must have numeric characters';
  if (policy.RequireSymbols && !SYMBOL.test(password)) return 'Password must have symbol characters';
  return undefined;
}

/** A password that every policy accepts, for an invitation without one. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const pick = (): string => alphabet.charAt(randomInt(alphabet.length));
  const length = Math.max(policy.MinimumLength ?? 8, 12);
  return `${Array.from({ length: length - 4 }, pick).join('')}aZ7!`;
}

/** A code of six digits, as Cognito mails them. */
export const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const deriveKey = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_LENGTH = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await deriveKey(password, salt, KEY_LENGTH)).toString('base64url')}`;
}

/** Takes the same time when there is no hash, so that an unknown user is not told apart by the clock. */
export async function matchesHash(password: string, hash: string | undefined): Promise<boolean> {
  const [, salt = '', key = ''] = hash?.split('$') ?? [];
  const expected = Buffer.from(key, 'base64url');
  const given = await deriveKey(password, Buffer.from(salt, 'base64url'), KEY_LENGTH);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
