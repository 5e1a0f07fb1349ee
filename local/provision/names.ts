import { createHash } from 'node:crypto';

/** Fits a role (64), a bucket (63) and a function (64). */
const LONGEST_NAME = 60;
const HASH_LENGTH = 8;

/**
 * A name for a resource whose template gives none: readable, the same at every start, and legal for
 * every service (lower-case letters, digits and hyphens).
 */
export function defaultName(stack: string, logicalId: string): string {
  const hash = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, HASH_LENGTH);
  // CDK ends a logical id with eight hexadecimal digits of its own; ours say the same.
  const readable = `${stack}-${logicalId.replace(/[0-9A-F]{8}$/, '')}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME - HASH_LENGTH - 1)
    .replace(/^-+|-+$/g, '');
  return `${readable}-${hash}`;
}
