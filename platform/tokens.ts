import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** 256 bits from the system's generator, URL-safe: sessions, links. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The key under which a token is stored: SHA-256, hexadecimal. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Six digits, each as likely as the others. */
export const newCode = (): string => randomInt(0, 1_000_000).toString().padStart(6, '0');

/** HMAC-SHA-256, URL-safe. `purpose` keeps a signature made for one use from serving another. */
export const sign = (key: string, purpose: string, text: string): string =>
  createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');

/** Compares without telling by its duration where the texts differ. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [hashToken(left), hashToken(right)];
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
