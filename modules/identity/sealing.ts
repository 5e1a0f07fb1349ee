/** Texts closed under a key: AES-256-GCM, as `<nonce>.<closed text and its tag>`, URL-safe. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export function sealed(key: Buffer, text: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${nonce.toString('base64url')}.${closed.toString('base64url')}`;
}

/** @throws {Error} when it was closed under another key, or changed since. */
export function unsealed(key: Buffer, text: string): string {
  const [nonce = '', closed = ''] = text.split('.');
  const bytes = Buffer.from(closed, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString('utf8');
}
