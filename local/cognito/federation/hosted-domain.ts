/**
 * The pool's domain: the addresses that browsers and applications call in the code flow.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html and token-endpoint.html
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../../aws.ts';
import type { Parts } from '../parts.ts';
import type { Pool, PoolClient } from '../pools.ts';
import { epochSeconds, newRefreshToken } from '../tokens.ts';
import { federatedUser, groupOf } from './federated-users.ts';
import type { IdentityProvider, IdentityProviders } from './identity-providers.ts';
import { authorizationAddress, claimsFor, FederationError } from './relying-party.ts';

/** A sign-in under way at the provider, or done and waiting for the application to fetch its tokens. */
interface UnderWay {
  client: PoolClient;
  provider: IdentityProvider;
  redirectUri: string;
  state: string | undefined;
  nonce: string | undefined;
  scopes: string[];
  challenge: string | undefined;
  /** What the provider must give back in its id_token. */
  providerNonce: string;
  expires: number;
}

export interface HostedDomain {
  handle(request: Pick<AwsRequest, 'method' | 'path' | 'headers' | 'body'>): Promise<AwsResponse>;
}

/** Whether the request is one of a browser or an application to the pool's domain, which AWS's signatures do not guard. */
export const isHostedRequest = ({ path }: Pick<AwsRequest, 'path'>): boolean =>
  /^\/(oauth2\/(authorize|idpresponse|token)|error)(\?|$)/.test(path);

const FIVE_MINUTES_MS = 5 * 60_000;
const SCOPES = ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'];
/** Ties what comes back from the provider to the browser that went there. */
const BROWSER_COOKIE = 'csrf-state';

/** @param domainOf whether a pool has a domain @param origin of the domain: scheme, host and port */
export function createHostedDomain(
  parts: Pick<Parts, 'pools' | 'tokens'>,
  providers: IdentityProviders,
  hasDomain: (poolId: string) => boolean,
  origin: () => string,
): HostedDomain {
  const atProvider = onceOnly<UnderWay>();
  const done = onceOnly<UnderWay & { username: string; pool: Pool }>();
  const redirectUri = (): string => `${origin()}/oauth2/idpresponse`;

  async function authorize(query: URLSearchParams): Promise<AwsResponse> {
    const client = await parts.pools.client(query.get('client_id') ?? '');
    const callback = query.get('redirect_uri') ?? client?.DefaultRedirectURI ?? '';
    if (!client || !hasDomain(client.UserPoolId)) return toError('invalid_request');
    if (!client.CallbackURLs?.includes(callback)) return toError('redirect_mismatch');
    const state = query.get('state') ?? undefined;
    const refuse = (error: string, why?: string): AwsResponse =>
      backTo(callback, state, { error, error_description: why });

    if (query.get('response_type') !== 'code') return refuse('invalid_request');
    if (!client.AllowedOAuthFlowsUserPoolClient || !client.AllowedOAuthFlows?.includes('code')) {
      return refuse('unauthorized_client');
    }
    const scopes = query.get('scope')?.split(' ').filter(Boolean) ?? client.AllowedOAuthScopes ?? [];
    const allowed = client.AllowedOAuthScopes ?? [];
    if (scopes.some((scope) => !SCOPES.includes(scope) || !allowed.includes(scope))) return refuse('invalid_scope');
    const challenge = query.get('code_challenge') ?? undefined;
    if ((challenge === undefined) !== (query.get('code_challenge_method') !== 'S256')) return refuse('invalid_request');
    const name = query.get('identity_provider') ?? '';
    const provider = client.SupportedIdentityProviders?.includes(name)
      ? await providers.find(client.UserPoolId, name)
      : undefined;
    // Without a provider AWS shows its own sign-in page, which Parvis never leads to.
    if (!provider) return refuse('invalid_request', 'Identity provider does not exist for the client.');

    const underWay: UnderWay = {
      ...{ client, provider, redirectUri: callback, state, scopes, challenge },
      nonce: query.get('nonce') ?? undefined,
      providerNonce: randomBytes(32).toString('base64url'),
      expires: Date.now() + FIVE_MINUTES_MS,
    };
    const token = atProvider.keep(underWay);
    try {
      const attempt = { state: token, nonce: underWay.providerNonce, redirectUri: redirectUri() };
      const cookie = `${BROWSER_COOKIE}=${hash(token)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=300`;
      const to = await authorizationAddress(provider, attempt);
      return { status: 302, headers: { location: to, 'set-cookie': cookie }, body: '' };
    } catch (error) {
      return refuse('invalid_request', reasonOf(error));
    }
  }

  async function idpResponse(query: URLSearchParams, cookies: string): Promise<AwsResponse> {
    const token = query.get('state') ?? '';
    const cookie = new RegExp(`(?:^|; )${BROWSER_COOKIE}=([\\w-]+)`).exec(cookies)?.[1];
    if (cookie !== hash(token)) return toError('invalid_request');
    const underWay = atProvider.take(token);
    if (!underWay) return toError('invalid_request');
    const refuse = (why: string): AwsResponse =>
      backTo(underWay.redirectUri, underWay.state, { error: 'invalid_request', error_description: why });
    const error = query.get('error');
    if (error) return refuse([error, query.get('error_description')].filter(Boolean).join(': '));

    try {
      const { UserPoolId, ProviderName } = underWay.provider;
      const provider = await providers.find(UserPoolId, ProviderName);
      if (!provider) return refuse('Identity provider does not exist for the client.');
      const attempt = { state: token, nonce: underWay.providerNonce, redirectUri: redirectUri() };
      const claims = await claimsFor(provider, query.get('code') ?? '', attempt);
      const pool = parts.pools.byId(UserPoolId);
      const { Username: username } = await federatedUser(pool, underWay.client, provider, claims);
      const expires = Date.now() + FIVE_MINUTES_MS;
      return backTo(underWay.redirectUri, underWay.state, {
        code: done.keep({ ...underWay, provider, username, pool, expires }),
      });
    } catch (error_) {
      return refuse(reasonOf(error_));
    }
  }

  async function token(headers: AwsRequest['headers'], body: string): Promise<AwsResponse> {
    const given = new URLSearchParams(body);
    const [id = '', secret] = credentialsOf(headers.authorization, given);
    const client = await parts.pools.client(id);
    if (!client || !sameText(client.ClientSecret ?? '', secret ?? '')) return tokenError('invalid_client');
    if (given.get('grant_type') !== 'authorization_code') return tokenError('unsupported_grant_type');
    // Whoever presents a code spends it, rightly or not.
    const found = done.take(given.get('code') ?? '');
    if (!found || found.client.ClientId !== client.ClientId) return tokenError('invalid_grant');
    if (found.redirectUri !== given.get('redirect_uri')) return tokenError('invalid_grant');
    if (found.challenge !== undefined && found.challenge !== hash(given.get('code_verifier') ?? '')) {
      return tokenError('invalid_grant');
    }
    const user = await found.pool.find(found.username);
    if (!user?.Enabled) return tokenError('invalid_grant');
    const { token: refreshToken, kept, grant } = newRefreshToken(client);
    await found.pool.save({ ...user, RefreshTokens: [...user.RefreshTokens, kept].slice(-10) });
    const federation = { nonce: found.nonce, scopes: found.scopes };
    const issued = parts.tokens.issue(user, [groupOf(found.provider)], client, grant, federation);
    return json(200, {
      ...(found.scopes.includes('openid') ? { id_token: issued.IdToken } : {}),
      access_token: issued.AccessToken,
      refresh_token: refreshToken,
      expires_in: issued.ExpiresIn,
      token_type: 'Bearer',
    });
  }

  return {
    async handle({ method, path, headers, body }) {
      const { pathname, searchParams } = new URL(path, origin());
      if (pathname === '/oauth2/authorize' && method === 'GET') return authorize(searchParams);
      if (pathname === '/oauth2/idpresponse' && method === 'GET')
        return idpResponse(searchParams, headers.cookie ?? '');
      if (pathname === '/oauth2/token' && method === 'POST') return token(headers, body.toString('utf8'));
      const error = searchParams.get('error');
      const said = pathname === '/error' && error ? `An error was encountered with the requested page: ${error}` : '';
      return { status: said ? 400 : 405, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: said };
    },
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

const sameText = (left: string, right: string): boolean =>
  timingSafeEqual(Buffer.from(hash(left)), Buffer.from(hash(right)));

const reasonOf = (error: unknown): string => {
  if (error instanceof FederationError) return error.message;
  console.error('The hosted domain failed:', error);
  return 'Exception processing the answer of the provider';
};

/** Things kept under a random name until they are asked for once, or five minutes are over. */
function onceOnly<T extends { expires: number }>() {
  const kept = new Map<string, T>();
  return {
    keep(value: T): string {
      for (const [name, { expires }] of kept) if (expires < epochSeconds() * 1000) kept.delete(name);
      const name = randomBytes(32).toString('base64url');
      kept.set(name, value);
      return name;
    },
    take(name: string): T | undefined {
      const value = kept.get(name);
      kept.delete(name);
      return value && value.expires > Date.now() ? value : undefined;
    },
  };
}

/** The client's id and secret, from the header or from the form. */
function credentialsOf(authorization: string | undefined, form: URLSearchParams): (string | undefined)[] {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return [form.get('client_id') ?? undefined, form.get('client_secret') ?? undefined];
  return Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
}

function backTo(callback: string, state: string | undefined, said: Record<string, string | undefined>): AwsResponse {
  const to = new URL(callback);
  for (const [name, value] of Object.entries({ ...said, state })) if (value) to.searchParams.set(name, value);
  return { status: 302, headers: { location: to.href }, body: '' };
}

const toError = (error: string): AwsResponse => ({
  status: 302,
  headers: { location: `/error?error=${error}` },
  body: '',
});

const json = (status: number, body: object): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
const tokenError = (error: string): AwsResponse => json(400, { error });
