/**
 * Outside identity providers of a pool, as CreateIdentityProvider and its like keep them. Only OpenID Connect is here.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore.js';
import * as z from 'zod';
import { AwsError } from '../../aws.ts';
import { operation } from '../parts.ts';
import type { Operation } from '../parts.ts';
import { clock, CONTEXT } from '../pools.ts';
import type { Pools } from '../pools.ts';
import { createStoreFactory } from '../store.ts';
import { isOf } from './attributes.ts';

const details = z.record(z.string(), z.string());

const keptProvider = z.object({
  UserPoolId: z.string(),
  ProviderName: z.string(),
  ProviderType: z.literal('OIDC'),
  ProviderDetails: details,
  AttributeMapping: z.record(z.string(), z.string()),
  IdpIdentifiers: z.array(z.string()),
  CreationDate: z.date(),
  LastModifiedDate: z.date(),
});

/** `AttributeMapping` goes from the pool's attribute to the provider's claim. */
export type IdentityProvider = z.infer<typeof keptProvider>;

export interface IdentityProviders {
  find(poolId: string, name: string): Promise<IdentityProvider | undefined>;
  operations: Readonly<Record<string, Operation>>;
}

/** Letters of the API's own pattern: no underscore, as it parts the provider from the subject in a user's name. */
const NAME = /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u;
const named = z.object({ UserPoolId: z.string(), ProviderName: z.string().min(1).max(32) });
const changed = named.extend({
  ProviderDetails: details.optional(),
  AttributeMapping: z.record(z.string(), z.string()).optional(),
  IdpIdentifiers: z.array(z.string()).max(50).optional(),
});
const created = changed.extend({
  ProviderName: z.string().min(3).max(32).regex(NAME, 'does not satisfy the constraint of a provider name'),
  ProviderType: z.string(),
  ProviderDetails: details,
});

const REQUIRED = ['client_id', 'authorize_scopes', 'attributes_request_method', 'oidc_issuer'];
const ENDPOINTS = ['authorize_url', 'token_url', 'attributes_url', 'jwks_uri'];

/** @throws {AwsError} `InvalidParameterException`, for what CreateIdentityProvider refuses of an OpenID Connect provider. */
function checkDetails(given: z.infer<typeof details>): void {
  const missing = REQUIRED.find((name) => !given[name]);
  if (missing !== undefined) throw invalid(`Missing required field ${missing} in ProviderDetails.`);
  if (!['GET', 'POST'].includes(given.attributes_request_method ?? '')) {
    throw invalid('attributes_request_method must be GET or POST.');
  }
  if (!(given.authorize_scopes ?? '').split(' ').includes('openid')) throw invalid('openid scope is required.');
  const unknown = Object.keys(given).find(
    (name) =>
      ![...REQUIRED, ...ENDPOINTS, 'client_secret', 'attributes_url_add_attributes', 'oidc_issuer'].includes(name),
  );
  if (unknown !== undefined) throw invalid(`Unexpected field ${unknown} in ProviderDetails.`);
  for (const name of ['oidc_issuer', ...ENDPOINTS]) {
    if (given[name] !== undefined && !URL.canParse(given[name])) throw invalid(`${name} is not a valid URL.`);
  }
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/** @param directory one JSON file for each pool, readable by its owner alone: it holds the client secrets. */
export function createIdentityProviders(directory: string, pools: Pools): IdentityProviders {
  const stores = createStoreFactory(directory);
  const opened = new Map<string, Promise<DataStore>>();
  const storeOf = (poolId: string): Promise<DataStore> => {
    const store = opened.get(poolId) ?? stores.create(CONTEXT, pools.byId(poolId).id, { Providers: {} });
    opened.set(poolId, store);
    return store;
  };
  const find = async (poolId: string, name: string): Promise<IdentityProvider | undefined> => {
    const kept: unknown = await (await storeOf(poolId)).get(CONTEXT, ['Providers', name], undefined);
    return kept === null || kept === undefined ? undefined : keptProvider.parse(kept);
  };
  const existing = async (poolId: string, name: string): Promise<IdentityProvider> => {
    const provider = await find(poolId, name);
    if (provider) return provider;
    throw new AwsError('ResourceNotFoundException', `Identity provider ${name} does not exist.`);
  };
  const checkMapping = (poolId: string, mapping: Readonly<Record<string, string>> = {}): void => {
    const unknown = Object.keys(mapping).filter((name) => name !== 'username' && !isOf(pools.byId(poolId), name));
    if (unknown.length > 0) throw invalid(`AttributeMapping contains invalid mapping: [${unknown.join(', ')}]`);
  };
  const keep = async (provider: IdentityProvider): Promise<object> => {
    const store = await storeOf(provider.UserPoolId);
    await store.set(CONTEXT, ['Providers', provider.ProviderName], provider);
    return { IdentityProvider: provider };
  };

  return {
    find,
    operations: {
      CreateIdentityProvider: operation(created, async (call) => {
        if (call.ProviderType !== 'OIDC')
          throw invalid(`${call.ProviderType} providers are not emulated on this machine.`);
        checkDetails(call.ProviderDetails);
        checkMapping(call.UserPoolId, call.AttributeMapping);
        if (await find(call.UserPoolId, call.ProviderName)) {
          const message = `A provider with the name ${call.ProviderName} already exists in user pool ${call.UserPoolId}.`;
          throw new AwsError('DuplicateProviderException', message);
        }
        return keep({
          ...{ UserPoolId: call.UserPoolId, ProviderName: call.ProviderName, ProviderType: 'OIDC' },
          ...{ ProviderDetails: call.ProviderDetails, IdpIdentifiers: call.IdpIdentifiers ?? [] },
          AttributeMapping: { username: 'sub', ...call.AttributeMapping },
          ...{ CreationDate: clock.get(), LastModifiedDate: clock.get() },
        });
      }),

      DescribeIdentityProvider: operation(named, async (call) => ({
        IdentityProvider: await existing(call.UserPoolId, call.ProviderName),
      })),

      UpdateIdentityProvider: operation(changed, async (call) => {
        const before = await existing(call.UserPoolId, call.ProviderName);
        if (call.ProviderDetails) checkDetails(call.ProviderDetails);
        checkMapping(call.UserPoolId, call.AttributeMapping);
        return keep({
          ...before,
          ...(call.ProviderDetails && { ProviderDetails: call.ProviderDetails }),
          ...(call.AttributeMapping && { AttributeMapping: { username: 'sub', ...call.AttributeMapping } }),
          ...(call.IdpIdentifiers && { IdpIdentifiers: call.IdpIdentifiers }),
          LastModifiedDate: clock.get(),
        });
      }),

      DeleteIdentityProvider: operation(named, async (call) => {
        await existing(call.UserPoolId, call.ProviderName);
        await (await storeOf(call.UserPoolId)).delete(CONTEXT, ['Providers', call.ProviderName]);
        return {};
      }),
    },
  };
}
