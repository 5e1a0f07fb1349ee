/** Codes of a telephone's application (RFC 6238): SHA-1, six digits, one each 30 seconds, as every application makes. */
import { createHmac } from 'node:crypto';

const STEP = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes of a secret as applications take it (base 32, RFC 4648). */
function bytesOf(secret: string): Buffer {
  const bits = [...secret.toUpperCase().replace(/[^A-Z2-7]/g, '')]
    .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 0xf;
  return ((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

/** The code of the present step, or of the next when that one was given already; none when both were. */
export function codeAfter(secret: string, now: Date, last: number): { step: number; code: string } | undefined {
  const present = Math.floor(now.getTime() / STEP);
  const step = Math.max(present, last + 1);
  return step > present + 1 ? undefined : { step, code: codeAt(bytesOf(secret), step) };
}

/**
 * The step that a code was made for: the present one, the one before or the one after, as clocks differ, and only
 * later than `last`, for a code serves once.
 */
export function stepOf(secret: string, code: string, now: Date, last = 0): number | undefined {
  const key = bytesOf(secret);
  const present = Math.floor(now.getTime() / STEP);
  return [present - 1, present, present + 1].find((step) => step > last && codeAt(key, step) === code);
}
