/**
 * App clients made at run time, beside those of the templates.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws.ts';
import { operation } from '../parts.ts';
import type { Operation } from '../parts.ts';
import { clock, CONTEXT } from '../pools.ts';
import type { PoolClient, Pools } from '../pools.ts';
import { isOf, unlistable } from './attributes.ts';
import type { IdentityProviders } from './identity-providers.ts';

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const texts = z.array(z.string());
const settings = {
  ExplicitAuthFlows: texts.optional(),
  SupportedIdentityProviders: texts.optional(),
  CallbackURLs: texts.max(100).optional(),
  LogoutURLs: texts.max(100).optional(),
  DefaultRedirectURI: z.string().optional(),
  AllowedOAuthFlows: z
    .array(z.enum(['code', 'implicit', 'client_credentials']))
    .max(3)
    .optional(),
  AllowedOAuthScopes: texts.max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).optional(),
  AuthSessionValidity: z.number().min(3).max(15).optional(),
  AccessTokenValidity: z.number().optional(),
  IdTokenValidity: z.number().optional(),
  RefreshTokenValidity: z.number().optional(),
  TokenValidityUnits: z.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit }).partial().optional(),
  EnableTokenRevocation: z.boolean().optional(),
  ReadAttributes: texts.optional(),
  WriteAttributes: texts.optional(),
};
const name = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w\s+=,.@-]+$/);
const created = z.strictObject({
  ...{ UserPoolId: z.string(), ClientName: name, GenerateSecret: z.boolean().optional(), ...settings },
});
const updated = z.strictObject({
  UserPoolId: z.string(),
  ClientId: z.string(),
  ClientName: name.optional(),
  ...settings,
});
const one = z.object({ UserPoolId: z.string(), ClientId: z.string() });
type Settings = Pick<
  z.infer<typeof created>,
  | 'SupportedIdentityProviders'
  | 'CallbackURLs'
  | 'AllowedOAuthFlows'
  | 'AllowedOAuthScopes'
  | 'AllowedOAuthFlowsUserPoolClient'
  | 'ReadAttributes'
  | 'WriteAttributes'
>;

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/** HTTPS, or http towards this very machine: what the API takes, without a fragment. */
const isCallback = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, hash } = new URL(url);
  return hash === '' && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
};

export function appClientOperations(pools: Pools, providers: IdentityProviders): Readonly<Record<string, Operation>> {
  const check = async (poolId: string, given: Settings): Promise<void> => {
    for (const wanted of given.SupportedIdentityProviders ?? []) {
      if (wanted === 'COGNITO' || (await providers.find(poolId, wanted))) continue;
      throw invalid(`The provider ${wanted} does not exist for User Pool ${poolId}.`);
    }
    const pool = pools.byId(poolId);
    if (given.ReadAttributes?.some((listed) => !isOf(pool, listed))) {
      throw invalid('Invalid read attributes specified while creating a client');
    }
    if (unlistable(pool, given.WriteAttributes ?? []).length > 0) {
      throw invalid('Invalid write attributes specified while creating a client');
    }
    const flows = given.AllowedOAuthFlows ?? [];
    if (flows.length > 0 && !given.AllowedOAuthScopes?.length) {
      throw invalid(
        'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
      );
    }
    if (given.AllowedOAuthFlowsUserPoolClient && flows.length === 0) {
      throw invalid(
        'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
      );
    }
    if (flows.includes('code') && !given.CallbackURLs?.length) {
      throw invalid('CallbackURLs is required when a code or implicit flow is allowed.');
    }
    const wrong = (given.CallbackURLs ?? []).find((url) => !isCallback(url));
    if (wrong !== undefined)
      throw invalid(`${wrong} is not valid, it must be HTTPS or http://localhost without fragment.`);
  };
  const existing = async ({ UserPoolId, ClientId }: z.infer<typeof one>): Promise<PoolClient> => {
    const found = await pools.client(ClientId);
    if (found?.UserPoolId === pools.byId(UserPoolId).id) return found;
    throw new AwsError('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`);
  };

  return {
    CreateUserPoolClient: operation(created, async ({ GenerateSecret: withSecret, ...call }) => {
      const pool = pools.byId(call.UserPoolId);
      await check(call.UserPoolId, call);
      const client: PoolClient = {
        ...call,
        ClientId: Array.from(randomBytes(26), (byte) => 'abcdefghijklmnopqrstuvwxyz0123456789'.charAt(byte % 36)).join(
          '',
        ),
        ...(withSecret ? { ClientSecret: randomBytes(26).toString('hex').slice(0, 51) } : {}),
        PreventUserExistenceErrors: call.PreventUserExistenceErrors ?? 'ENABLED',
        CreationDate: clock.get(),
        LastModifiedDate: clock.get(),
      };
      await pool.saveAppClient(CONTEXT, client);
      return { UserPoolClient: client };
    }),

    // What the call leaves out goes back to its default, as on AWS; the secret and the name stay.
    UpdateUserPoolClient: operation(updated, async (call) => {
      const { ClientName, ClientSecret, CreationDate } = await existing(call);
      await check(call.UserPoolId, call);
      const client: PoolClient = {
        ...call,
        ...(ClientSecret === undefined ? {} : { ClientSecret }),
        ClientName: call.ClientName ?? ClientName,
        PreventUserExistenceErrors: call.PreventUserExistenceErrors ?? 'ENABLED',
        ...{ CreationDate, LastModifiedDate: clock.get() },
      };
      await pools.byId(call.UserPoolId).saveAppClient(CONTEXT, client);
      return { UserPoolClient: client };
    }),

    DeleteUserPoolClient: operation(one, async (call) => {
      await pools.byId(call.UserPoolId).deleteAppClient(CONTEXT, await existing(call));
      return {};
    }),
  };
}
