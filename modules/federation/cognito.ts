/** One identity provider and one app client of the pool for each organisation that has its own. */
import type { Cognito, UserPoolClients } from '../../platform/cognito.ts';
import { attributesFor, claimsMapped, providerName, scopesFor } from './rules.ts';

export interface ProviderSettings {
  siren: string;
  issuer: string;
  clientId: string;
  secret: string;
  /** It says where somebody works. */
  withSiret: boolean;
}

export interface Provisioning {
  /** Makes the provider, or has the one that is there take these settings. */
  putProvider(settings: ProviderSettings): Promise<void>;
  /**
   * Makes the app client, which knows this provider alone, or has the one that is there, or that a set-up cut short has
   * left, take these settings.
   * @returns its id.
   */
  putClient(
    settings: Pick<ProviderSettings, 'siren' | 'issuer' | 'withSiret'>,
    present: string | undefined,
  ): Promise<string>;
  /** Removes what is there; nothing when it is gone already. */
  remove(siren: string, appClient: string | undefined): Promise<void>;
  removeClient(appClient: string): Promise<void>;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

const MINUTES = 'minutes' as const;

/** Nothing when what is to be removed is gone already. */
async function ifThere(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isNamed(error, 'ResourceNotFoundException')) throw error;
  }
}

export function cognitoProvisioning(cognito: Cognito, UserPoolId: string, callback: string): Provisioning {
  const removeClient = (ClientId: string): Promise<void> =>
    ifThere(cognito('DeleteUserPoolClient', { UserPoolId, ClientId }));

  /** Cognito takes two of the same name, and finds none by it. */
  const clientNamed = async (name: string): Promise<string | undefined> => {
    let NextToken: string | undefined;
    do {
      const page: UserPoolClients = await cognito('ListUserPoolClients', { UserPoolId, MaxResults: 60, NextToken });
      const found = page.UserPoolClients?.find(({ ClientName }) => ClientName === name)?.ClientId;
      if (found !== undefined) return found;
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return undefined;
  };

  return {
    async putProvider({ siren, issuer, clientId, secret, withSiret }) {
      const settings = {
        UserPoolId,
        ProviderName: providerName(siren),
        ProviderDetails: {
          client_id: clientId,
          client_secret: secret,
          oidc_issuer: issuer,
          authorize_scopes: scopesFor(issuer, withSiret),
          attributes_request_method: 'GET',
        },
        AttributeMapping: { ...claimsMapped(issuer, withSiret) },
      };
      try {
        await cognito('CreateIdentityProvider', { ...settings, ProviderType: 'OIDC' });
      } catch (error) {
        if (!isNamed(error, 'DuplicateProviderException')) throw error;
        await cognito('UpdateIdentityProvider', settings);
      }
    },

    async putClient({ siren, issuer, withSiret }, present) {
      const settings = {
        UserPoolId,
        ClientName: providerName(siren),
        SupportedIdentityProviders: [providerName(siren)],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code' as const],
        AllowedOAuthScopes: ['openid', 'email', 'profile'],
        CallbackURLs: [callback],
        // No password opens anything through it.
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH' as const],
        // Its tokens say who somebody is once, and are thrown away.
        TokenValidityUnits: { AccessToken: MINUTES, IdToken: MINUTES, RefreshToken: MINUTES },
        AccessTokenValidity: 5,
        IdTokenValidity: 5,
        RefreshTokenValidity: 60,
        ...attributesFor(issuer, withSiret),
      };
      const ClientId = present ?? (await clientNamed(settings.ClientName));
      if (ClientId !== undefined) {
        await cognito('UpdateUserPoolClient', { ...settings, ClientId });
        return ClientId;
      }
      const { UserPoolClient } = await cognito('CreateUserPoolClient', { ...settings, GenerateSecret: true });
      if (!UserPoolClient?.ClientId) throw new Error('Cognito made an app client without id.');
      return UserPoolClient.ClientId;
    },

    removeClient,
    async remove(siren, appClient) {
      if (appClient !== undefined) await removeClient(appClient);
      await ifThere(cognito('DeleteIdentityProvider', { UserPoolId, ProviderName: providerName(siren) }));
    },
  };
}
