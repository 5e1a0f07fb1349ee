/** Passwords of links: slow to try, so that a stolen table does not give them away. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * OWASP's second choice for scrypt: 16 MiB and five times the work of one, as a function of pages has little memory.
 * About 0.2 s of processor.
 */
const COST = { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 } as const;
const LENGTH = 32;

export interface HashedPassword {
  /** Both in base64. */
  salt: string;
  hash: string;
}

const derived = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );

export async function hashPassword(password: string): Promise<HashedPassword> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64'), hash: (await derived(password, salt)).toString('base64') };
}

export async function isPassword(password: string, { salt, hash }: HashedPassword): Promise<boolean> {
  return timingSafeEqual(await derived(password, Buffer.from(salt, 'base64')), Buffer.from(hash, 'base64'));
}
