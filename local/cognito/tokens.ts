/**
 * Tokens as Cognito issues them, signed with a key of this installation: the one that ships with
 * cognito-local is public. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPair,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import { readIfPresent, writeDurably } from '../durable/files.ts';
import { mayRead } from './federation/attributes.ts';
import type { PoolClient, PoolUser } from './pools.ts';

export interface AuthenticationResult {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  TokenType: 'Bearer';
  /** Seconds that the access token is valid. */
  ExpiresIn: number;
}

/** What a refresh token was given for. Only a hash of the token is kept, with these. */
export interface RefreshGrant {
  clientId: string;
  /** Seconds since the epoch. */
  expires: number;
  authTime: number;
  originId: string;
}

/** What the application asked for at the pool's domain: the nonce it sent, and the scopes. */
export interface AskedAtDomain {
  nonce: string | undefined;
  scopes: readonly string[];
}

const accessClaims = z.object({
  sub: z.string(),
  iss: z.string(),
  username: z.string(),
  client_id: z.string(),
  token_use: z.literal('access'),
  origin_jti: z.string(),
  exp: z.number(),
  iat: z.number(),
});
export type AccessClaims = z.infer<typeof accessClaims>;

export interface TokenIssuer {
  /** Public keys, as `/<poolId>/.well-known/jwks.json` gives them. */
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] };
  /** Access and ID tokens of a sign-in; `grant` is that of the refresh token they go with. */
  issue(
    user: PoolUser,
    groups: readonly string[],
    client: PoolClient,
    grant: RefreshGrant,
    asked?: AskedAtDomain,
  ): AuthenticationResult;
  /** @throws {AwsError} `NotAuthorizedException` when the token is not one of ours or has expired. */
  readAccessToken(token: string): AccessClaims;
}

const KEY_ID = 'parvis-local';
const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** @param keyPath file of the signing key, made at the first start. */
export async function createTokenIssuer(keyPath: string, region: string): Promise<TokenIssuer> {
  const key = await signingKey(keyPath);
  const publicKey = createPublicKey(key);
  const encode = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const sign = (claims: object): string => {
    const signed = `${encode({ kid: KEY_ID, alg: 'RS256' })}.${encode(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
  };

  return {
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }] },
    issue(user, groups, client, grant, asked) {
      const now = epochSeconds();
      const units = client.TokenValidityUnits;
      const accessFor = seconds(client.AccessTokenValidity ?? 1, units?.AccessToken ?? 'hours');
      const idFor = seconds(client.IdTokenValidity ?? 1, units?.IdToken ?? 'hours');
      const common = {
        sub: attributeValue('sub', user.Attributes),
        ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
        iss: `https://cognito-idp.${region}.amazonaws.com/${client.UserPoolId}`,
        origin_jti: grant.originId,
        event_id: randomUUID(),
        auth_time: grant.authTime,
        iat: now,
      };
      const access = {
        client_id: client.ClientId,
        token_use: 'access',
        scope: asked?.scopes.join(' ') ?? 'aws.cognito.signin.user.admin',
      };
      const id = {
        'cognito:username': user.Username,
        aud: client.ClientId,
        token_use: 'id',
        ...profile(user, client),
        nonce: asked?.nonce,
      };
      return {
        AccessToken: sign({ ...common, ...access, exp: now + accessFor, jti: randomUUID(), username: user.Username }),
        IdToken: sign({ ...common, ...id, exp: now + idFor, jti: randomUUID() }),
        TokenType: 'Bearer',
        ExpiresIn: accessFor,
      };
    },
    readAccessToken(token) {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const genuine = createVerify('RSA-SHA256')
        .update(`${header}.${payload}`)
        .verify(publicKey, signature, 'base64url');
      const claims = genuine
        ? accessClaims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
        : undefined;
      if (!claims?.success) throw new AwsError('NotAuthorizedException', 'Invalid Access Token');
      if (claims.data.exp <= epochSeconds()) throw new AwsError('NotAuthorizedException', 'Access Token has expired');
      return claims.data;
    },
  };
}

export const epochSeconds = (): number => Math.floor(Date.now() / 1000);

function seconds(count: number, unit: string): number {
  if (unit === 'seconds' || unit === 'minutes' || unit === 'hours' || unit === 'days') return count * SECONDS[unit];
  throw new Error(`${unit} is no unit of a token's validity`);
}

/** The attributes that an ID token carries: those that the client may read, the verified marks as booleans. */
function profile(user: PoolUser, client: PoolClient): Record<string, unknown> {
  const isCarried = (name: string): boolean => name === 'identities' || (name !== 'sub' && mayRead(name, client));
  const carried = user.Attributes.filter(({ Name, Value }) => isCarried(Name) && Value !== undefined);
  return Object.fromEntries(carried.map(({ Name, Value = '' }) => [Name, claimOf(Name, Value)]));
}

function claimOf(name: string, value: string): unknown {
  if (name.endsWith('_verified')) return value === 'true';
  return name === 'identities' ? JSON.parse(value) : value;
}

/** A new refresh token, and what to keep of it with the user. */
export function newRefreshToken(client: PoolClient): { token: string; kept: string; grant: RefreshGrant } {
  const token = randomBytes(48).toString('base64url');
  const valid = seconds(client.RefreshTokenValidity ?? 30, client.TokenValidityUnits?.RefreshToken ?? 'days');
  const authTime = epochSeconds();
  const grant = { clientId: client.ClientId, expires: authTime + valid, authTime, originId: randomUUID() };
  return { token, grant, kept: JSON.stringify({ ...grant, hash: hashOf(token) }) };
}

const keptToken = z.object({
  hash: z.string(),
  clientId: z.string(),
  expires: z.number(),
  authTime: z.number(),
  originId: z.string(),
});

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
export const readKept = (kept: string): z.infer<typeof keptToken> => keptToken.parse(JSON.parse(kept));

async function signingKey(path: string): Promise<KeyObject> {
  const kept = await readIfPresent(path);
  if (kept !== undefined) return createPrivateKey(kept);
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  await writeDurably(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  return privateKey;
}
