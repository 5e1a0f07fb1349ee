/** What the operations of the user pools stand on, and how they are declared. */
import type { Messages } from 'cognito-local/lib/services/messages.js';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { Challenges } from './challenges.ts';
import type { Pool, PoolClient, Pools, PoolUser } from './pools.ts';
import { readKept } from './tokens.ts';
import type { AccessClaims, TokenIssuer } from './tokens.ts';

export interface Parts {
  pools: Pools;
  tokens: TokenIssuer;
  challenges: Challenges;
  messages: Messages;
}

/** One operation: takes the JSON of the call, gives that of the answer. */
export type Operation = (body: unknown) => Promise<object>;

/** Declares an operation with the shape of its input. @throws {AwsError} `InvalidParameterException` */
export function operation<T>(input: z.ZodType<T>, run: (call: T) => Promise<object>): Operation {
  return async (body) => {
    const read = input.safeParse(body);
    if (read.success) return run(read.data);
    const [issue] = read.error.issues;
    throw new AwsError('InvalidParameterException', `Value at '${issue?.path.join('.')}': ${issue?.message}`);
  };
}

export const metadata = z.record(z.string(), z.string()).optional();

/** @throws {AwsError} `UserNotFoundException` */
export async function existingUser(pool: Pool, username: string): Promise<PoolUser> {
  const user = await pool.find(username);
  if (user === null) throw new AwsError('UserNotFoundException', 'User does not exist.');
  return user;
}

/**
 * Whom an access token speaks for, now: it is worth nothing once the refresh token it came with is
 * revoked, as every one is by a global sign-out.
 * @throws {AwsError} `NotAuthorizedException`
 */
export async function tokenHolder(
  { pools, tokens }: Pick<Parts, 'pools' | 'tokens'>,
  accessToken: string,
): Promise<{ pool: Pool; client: PoolClient; user: PoolUser; claims: AccessClaims }> {
  const claims = tokens.readAccessToken(accessToken);
  const { pool, client } = await pools.byClient(claims.client_id);
  const user = await pool.find(claims.username);
  if (user === null) throw new AwsError('UserNotFoundException', 'User does not exist.');
  if (!user.Enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (!user.RefreshTokens.some((kept) => readKept(kept).originId === claims.origin_jti)) {
    throw new AwsError('NotAuthorizedException', 'Access Token has been revoked');
  }
  return { pool, client, user, claims };
}
