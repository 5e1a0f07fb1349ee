/**
 * A client's token makes a transaction happen once: for ten minutes the same token with the same
 * request answers again without writing. The token is kept in the batch of its transaction.
 */
import { createHash } from 'node:crypto';
import type { BatchOperation } from 'dynalite/db/index.js';
import { AwsError } from '../aws.ts';
import { space, within, type Database } from './database.ts';
import { validationError } from './errors.ts';

const LIFE_MS = 10 * 60 * 1000;
const MAX_LENGTH = 36;

interface Kept {
  digest: string;
  /** Epoch milliseconds. */
  at: number;
  reads: Record<string, number>;
}

export interface ClientToken {
  /**
   * What a repetition reports as read, by table; undefined when this is the first time.
   * @throws {AwsError} IdempotentParameterMismatchException when the token stood for another request.
   */
  repeated(): Record<string, number> | undefined;
  /** What to write with the transaction. */
  operations(reads: Record<string, number>): BatchOperation[];
}

/** @throws {AwsError} ValidationException when the token is empty or longer than 36 characters. */
export function clientToken(database: Database, body: Record<string, unknown>): ClientToken | undefined {
  const token = body.ClientRequestToken;
  if (typeof token !== 'string') return undefined;
  if (token.length === 0 || token.length > MAX_LENGTH) {
    throw validationError(
      `1 validation error detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: ` +
        `Member must have length ${token ? `less than or equal to ${MAX_LENGTH}` : 'greater than or equal to 1'}`,
    );
  }
  const key = space.token + Buffer.from(token).toString('hex');
  const digest = createHash('sha256').update(JSON.stringify(body.TransactItems)).digest('base64');
  return {
    repeated: () => {
      const kept = database.get<Kept>(key);
      if (!kept || kept.at < Date.now() - LIFE_MS) return undefined;
      if (kept.digest === digest) return kept.reads;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. ' +
          'Do not reuse a client token with different requests, unless the requests are identical',
      );
    },
    operations: (reads) => [{ type: 'put', key, value: { digest, at: Date.now(), reads } satisfies Kept }],
  };
}

/** Forgets tokens whose ten minutes are over at `now` (epoch milliseconds). */
export async function forgetOldTokens(database: Database, now: number): Promise<void> {
  const old: BatchOperation[] = [];
  for await (const [key, { at }] of database.entries<Kept>(within(space.token))) {
    if (at < now - LIFE_MS) old.push({ type: 'del', key });
  }
  await database.apply(old);
}
