/** Signing out: refresh tokens are forgotten, and the access tokens that came with them refused. */
import * as z from 'zod';
import { existingUser, operation, tokenHolder } from './parts.ts';
import type { Operation, Parts } from './parts.ts';
import { CONTEXT } from './pools.ts';
import { hashOf, readKept } from './tokens.ts';
import { AwsError } from '../aws.ts';

export function signOutOperations(parts: Parts): Readonly<Record<string, Operation>> {
  return {
    GlobalSignOut: operation(z.object({ AccessToken: z.string() }), async ({ AccessToken }) => {
      const { pool, user } = await tokenHolder(parts, AccessToken);
      await pool.save({ ...user, RefreshTokens: [] });
      return {};
    }),

    AdminUserGlobalSignOut: operation(z.object({ UserPoolId: z.string(), Username: z.string() }), async (call) => {
      const pool = parts.pools.byId(call.UserPoolId);
      await pool.save({ ...(await existingUser(pool, call.Username)), RefreshTokens: [] });
      return {};
    }),

    RevokeToken: operation(
      z.object({ ClientId: z.string(), ClientSecret: z.string().optional(), Token: z.string() }),
      async (call) => {
        const { pool, client } = await parts.pools.byClient(call.ClientId);
        if (client.ClientSecret !== call.ClientSecret) {
          throw new AwsError('UnauthorizedException', 'Client secret is not right.');
        }
        const hash = hashOf(call.Token);
        for (const user of await pool.listUsers(CONTEXT)) {
          const kept = user.RefreshTokens.filter((one) => readKept(one).hash !== hash);
          if (kept.length < user.RefreshTokens.length) await pool.save({ ...user, RefreshTokens: kept });
        }
        return {};
      },
    ),
  };
}
