/** One identity provider and one app client of the pool for each organisation that has its own. */
import type { Cognito, UserPoolClients } from '../../platform/cognito.ts';
import { claimsMapped, providerName, scopesFor } from './rules.ts';

export interface ProviderSettings {
  siren: string;
  issuer: string;
  clientId: string;
  secret: string;
}

export interface Provisioning {
  /** Makes the provider, or has the one that is there take these settings. */
  putProvider(settings: ProviderSettings): Promise<void>;
  /** @returns the id of the app client, which knows this provider alone: made, unless a set-up cut short has left one. */
  clientOf(siren: string): Promise<string>;
  /** Removes what is there; nothing when it is gone already. */
  remove(siren: string, appClient: string | undefined): Promise<void>;
  removeClient(appClient: string): Promise<void>;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

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
    async putProvider({ siren, issuer, clientId, secret }) {
      const settings = {
        UserPoolId,
        ProviderName: providerName(siren),
        ProviderDetails: {
          client_id: clientId,
          client_secret: secret,
          oidc_issuer: issuer,
          authorize_scopes: scopesFor(issuer),
          attributes_request_method: 'GET',
        },
        AttributeMapping: { ...claimsMapped(issuer) },
      };
      try {
        await cognito('CreateIdentityProvider', { ...settings, ProviderType: 'OIDC' });
      } catch (error) {
        if (!isNamed(error, 'DuplicateProviderException')) throw error;
        await cognito('UpdateIdentityProvider', settings);
      }
    },

    async clientOf(siren) {
      const left = await clientNamed(providerName(siren));
      if (left !== undefined) return left;
      const { UserPoolClient } = await cognito('CreateUserPoolClient', {
        UserPoolId,
        ClientName: providerName(siren),
        GenerateSecret: true,
        SupportedIdentityProviders: [providerName(siren)],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile'],
        CallbackURLs: [callback],
        // No password opens anything through it.
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        // Its tokens say who somebody is once, and are thrown away.
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
        AccessTokenValidity: 5,
        IdTokenValidity: 5,
        RefreshTokenValidity: 60,
      });
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
