/** The user pool's own domain, as an OAuth client of it: where browsers are sent, and where codes become tokens. */
import { createHash } from 'node:crypto';
import type { JWTVerifyGetKey } from 'jose';
import type { Cognito } from '../../platform/cognito.ts';
import { idTokenClaims, tokenAnswer } from './schema.ts';
import { SIRET_ATTRIBUTE, type Vouched } from './rules.ts';

export interface Said extends Vouched {
  /** Of the pool: `<provider>_<subject>`. */
  username: string;
  firstName: string | undefined;
  lastName: string | undefined;
  /** Fourteen digits, for which the provider alone vouches. */
  siret: string | undefined;
}

export interface PoolDomain {
  authorizeAddress(going: {
    appClient: string;
    provider: string;
    state: string;
    nonce: string;
    verifier: string;
  }): string;
  /** @throws {Error} when the code is refused, or the id_token is not the pool's, for this client, nonce and provider. */
  exchange(returning: {
    appClient: string;
    provider: string;
    code: string;
    nonce: string;
    verifier: string;
  }): Promise<Said>;
}

export interface PoolDomainSettings {
  /** Scheme, host and port of the domain. */
  origin: string;
  poolId: string;
  /** `iss` of the pool's tokens. */
  issuer: string;
  /** Address of the pool's public keys. */
  keys: string;
  /** This site's address that browsers come back to. */
  callback: string;
}

const LONGEST_MS = 5000;

export function poolDomainOf(cognito: Cognito, settings: PoolDomainSettings): PoolDomain {
  const { origin, poolId, issuer, callback } = settings;
  let keys: JWTVerifyGetKey | undefined;

  const secretOf = async (appClient: string): Promise<string> => {
    const { UserPoolClient } = await cognito('DescribeUserPoolClient', { UserPoolId: poolId, ClientId: appClient });
    if (!UserPoolClient?.ClientSecret) throw new Error('The app client has no secret.');
    return UserPoolClient.ClientSecret;
  };

  return {
    authorizeAddress({ appClient, provider, state, nonce, verifier }) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: appClient,
        redirect_uri: callback,
        scope: 'openid email profile',
        identity_provider: provider,
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      return `${origin}/oauth2/authorize?${query.toString()}`;
    },

    async exchange({ appClient, provider, code, nonce, verifier }) {
      const basic = Buffer.from(`${appClient}:${await secretOf(appClient)}`).toString('base64');
      const response = await fetch(`${origin}/oauth2/token`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST_MS),
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: appClient,
          redirect_uri: callback,
          code,
          code_verifier: verifier,
        }),
      });
      if (!response.ok) throw new Error(`Cognito refused the code with ${response.status}.`);
      const { id_token } = tokenAnswer.parse(await response.json());
      // 18 kB that few requests need.
      const { createRemoteJWKSet, jwtVerify } = await import('jose');
      keys ??= createRemoteJWKSet(new URL(settings.keys), { timeoutDuration: LONGEST_MS });
      const { payload } = await jwtVerify(id_token, keys, {
        issuer,
        audience: appClient,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'iat', 'sub'],
        maxTokenAge: '10 minutes',
      });
      const claims = idTokenClaims.parse(payload);
      const [identity] = claims.identities;
      if (claims.nonce !== nonce) throw new Error('The id_token answers another request.');
      if (identity?.providerName !== provider) throw new Error('The id_token is of another provider.');
      return {
        subject: identity.userId,
        username: claims['cognito:username'],
        email: claims.email,
        emailVerified: claims.email_verified ?? false,
        firstName: claims.given_name,
        lastName: claims.family_name,
        siret: claims[SIRET_ATTRIBUTE],
      };
    },
  };
}
