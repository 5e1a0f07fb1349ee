/**
 * What Cognito is towards an outside provider: an OpenID Connect client with a secret, in the code flow.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-flow.html
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as z from 'zod';
import type { IdentityProvider } from './identity-providers.ts';

const LIMIT_MS = 5000;
/** What Cognito says that it verifies: HMAC is left out, as a public key must never be taken for a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

const endpoints = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
});
type Endpoints = z.infer<typeof endpoints>;

const tokens = z.object({ id_token: z.string(), access_token: z.string() });
const claims = z.record(z.string(), z.unknown());
export type Claims = z.infer<typeof claims>;

/** Why a sign-in stops at the provider: told to the application as `error_description`. */
export class FederationError extends Error {}

export interface Attempt {
  state: string;
  nonce: string;
  /** Where the provider sends the browser back: the domain's `/oauth2/idpresponse`. */
  redirectUri: string;
}

async function fetched(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) });
  } catch (cause) {
    throw new FederationError('Unable to contact well-known endpoint', { cause });
  }
}

async function jsonOf<T>(response: Response, schema: z.ZodType<T>, otherwise: string): Promise<T> {
  const body: unknown = await response.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (response.ok && read.success) return read.data;
  throw new FederationError(otherwise);
}

async function endpointsOf({ ProviderDetails: details }: IdentityProvider): Promise<Endpoints> {
  const issuer = details.oidc_issuer ?? '';
  const given = endpoints.safeParse({
    issuer,
    authorization_endpoint: details.authorize_url,
    token_endpoint: details.token_url,
    userinfo_endpoint: details.attributes_url,
    jwks_uri: details.jwks_uri,
  });
  if (given.success) return given.data;
  const response = await fetched(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = await jsonOf(response, endpoints, 'Unable to contact well-known endpoint');
  if (found.issuer !== issuer) throw new FederationError('Bad issuer in the well-known endpoint');
  return found;
}

/** Where the browser goes: the provider's own page. @throws {FederationError} when its metadata cannot be read. */
export async function authorizationAddress(provider: IdentityProvider, attempt: Attempt): Promise<string> {
  const address = new URL((await endpointsOf(provider)).authorization_endpoint);
  const given = {
    client_id: provider.ProviderDetails.client_id ?? '',
    redirect_uri: attempt.redirectUri,
    scope: provider.ProviderDetails.authorize_scopes ?? 'openid',
    response_type: 'code',
    state: attempt.state,
    nonce: attempt.nonce,
  };
  for (const [name, value] of Object.entries(given)) address.searchParams.set(name, value);
  return address.href;
}

/**
 * The claims of whoever signed in: those of the id_token, once its signature, issuer, audience, nonce and age hold,
 * and over them those of the userinfo endpoint for the same subject.
 * @throws {FederationError}
 */
export async function claimsFor(provider: IdentityProvider, code: string, attempt: Attempt): Promise<Claims> {
  const { ProviderDetails: details } = provider;
  const found = await endpointsOf(provider);
  const response = await fetched(found.token_endpoint, {
    method: 'POST',
    headers: { accept: 'application/json' },
    // `client_secret_post` is the one way that Cognito has.
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: attempt.redirectUri,
      client_id: details.client_id ?? '',
      client_secret: details.client_secret ?? '',
    }),
  });
  const given = await jsonOf(response, tokens, 'Exception processing authorization code');
  const verified = await jwtVerify(given.id_token, createRemoteJWKSet(new URL(found.jwks_uri)), {
    issuer: found.issuer,
    audience: details.client_id ?? '',
    algorithms: ALGORITHMS,
    requiredClaims: ['sub', 'exp', 'iat'],
  }).catch((cause: Error) => {
    throw new FederationError(`Bad id_token: ${cause.message}`, { cause });
  });
  if (!verified.protectedHeader.kid) throw new FederationError('Bad id_token: it names no key');
  if (verified.payload.nonce !== attempt.nonce) throw new FederationError('Bad id_token nonce');
  if (found.userinfo_endpoint === undefined) return verified.payload;

  const method = details.attributes_request_method ?? 'GET';
  const headers = { authorization: `Bearer ${given.access_token}`, accept: 'application/json' };
  const answer = await fetched(found.userinfo_endpoint, { method, headers });
  const about = await jsonOf(answer, claims, 'Error retrieving user info: the answer is not JSON');
  if (about.sub !== verified.payload.sub) throw new FederationError('Error retrieving user info: another subject');
  return { ...verified.payload, ...about };
}
