/**
 * Users that an outside provider vouches for: `<Provider>_<sub>`, made at their first sign-in, their attributes written
 * again at each one from the provider's claims.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import { clock } from '../pools.ts';
import type { Pool, PoolClient, PoolUser } from '../pools.ts';
import { refusalOf } from './attributes.ts';
import type { IdentityProvider } from './identity-providers.ts';
import { FederationError } from './relying-party.ts';
import type { Claims } from './relying-party.ts';

/** The group that Cognito makes for a provider, and puts its users into. */
export const groupOf = ({ UserPoolId, ProviderName }: IdentityProvider): string => `${UserPoolId}_${ProviderName}`;

/**
 * @throws {FederationError} when the provider names nobody, the user was disabled, or an attribute cannot be written.
 */
export async function federatedUser(
  pool: Pool,
  client: PoolClient,
  provider: IdentityProvider,
  claims: Claims,
): Promise<PoolUser> {
  const { ProviderName: providerName, AttributeMapping: mapping } = provider;
  const subject = textOf(claims[mapping.username ?? 'sub']);
  if (!subject) throw new FederationError('username: the provider gave none');
  const Username = `${providerName}_${subject}`;
  const before = await pool.find(Username);
  if (before?.Enabled === false) throw new FederationError('User is not enabled');
  const mapped = Object.entries(mapping).flatMap(([attribute, claim]) => {
    const Value = textOf(claims[claim]);
    return attribute === 'username' || Value === undefined ? [] : [{ Name: attribute, Value }];
  });
  for (const { Name, Value } of mapped) {
    const refusal = refusalOf(pool, client, Name, Value);
    if (refusal !== undefined) throw new FederationError(refusal);
  }
  const now = clock.get();
  const identity = {
    ...{ userId: subject, providerName, providerType: 'OIDC', issuer: null, primary: 'true' },
    dateCreated: String((before?.UserCreateDate ?? now).getTime()),
  };
  const user: PoolUser = {
    Username,
    Attributes: [
      { Name: 'sub', Value: attributeValue('sub', before?.Attributes ?? []) ?? randomUUID() },
      { Name: 'identities', Value: JSON.stringify([identity]) },
      // An address that the provider does not call verified is not.
      ...(mapped.some(({ Name }) => Name === 'email_verified') ? [] : [{ Name: 'email_verified', Value: 'false' }]),
      ...mapped,
    ],
    Enabled: true,
    UserStatus: 'EXTERNAL_PROVIDER',
    UserCreateDate: before?.UserCreateDate ?? now,
    UserLastModifiedDate: now,
    // Nobody knows it: such a user signs in through the provider alone.
    Password: before?.Password ?? randomBytes(32).toString('base64url'),
    RefreshTokens: before?.RefreshTokens ?? [],
  };
  await pool.save(user);
  return user;
}

/** A claim as an attribute: text as it is, the rest in JSON; nothing for what is absent. */
function textOf(claim: unknown): string | undefined {
  if (claim === undefined || claim === null) return undefined;
  return typeof claim === 'string' ? claim : JSON.stringify(claim);
}
