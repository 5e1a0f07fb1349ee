/** Operations that cognito-local performs, with the checks that AWS makes first and it does not. */
import { CognitoError, UnsupportedError } from 'cognito-local/lib/errors.js';
import { Router } from 'cognito-local/lib/server/Router.js';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import { checkSecretHash } from './clients.ts';
import { existingUser, operation, tokenHolder } from './parts.ts';
import type { Operation, Parts } from './parts.ts';
import { checkPolicy, temporaryPassword } from './passwords.ts';
import { CONTEXT } from './pools.ts';

/** Pools and clients are made from the templates alone, so the operations that make or change them are not here. */
const DELEGATED = [
  ...['AdminAddUserToGroup', 'AdminConfirmSignUp', 'AdminCreateUser', 'AdminDeleteUser', 'AdminDeleteUserAttributes'],
  ...['AdminDisableUser', 'AdminEnableUser', 'AdminGetUser', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup'],
  ...['AdminSetUserPassword', 'AdminUpdateUserAttributes', 'ConfirmSignUp', 'CreateGroup', 'DeleteGroup', 'DeleteUser'],
  ...['DeleteUserAttributes', 'DescribeUserPool', 'DescribeUserPoolClient', 'GetGroup', 'GetUser'],
  ...['GetUserAttributeVerificationCode', 'GetUserPoolMfaConfig', 'ListGroups', 'ListUserPoolClients', 'ListUserPools'],
  ...['ListUsers', 'ListUsersInGroup', 'SignUp', 'UpdateGroup', 'UpdateUserAttributes', 'VerifyUserAttribute'],
];

const attributes = z.array(z.object({ Name: z.string(), Value: z.string().optional() })).default([]);
const onUser = z.looseObject({ UserPoolId: z.string(), Username: z.string() });
type OnUser = z.infer<typeof onUser>;
type Services = Parameters<typeof Router>[0];

export function delegatedOperations(parts: Parts, services: Services): Readonly<Record<string, Operation>> {
  const route = Router(services);
  const perform =
    (name: string) =>
    async (call: object): Promise<object> => {
      try {
        return await route(name)(CONTEXT, call);
      } catch (error) {
        if (error instanceof CognitoError) throw new AwsError(error.code, error.message);
        if (error instanceof UnsupportedError) throw new AwsError('InvalidParameterException', error.message);
        throw error;
      }
    };
  const delegated = (name: string): Operation => {
    const run = perform(name);
    if (name.startsWith('Admin')) {
      return operation(onUser, async (call) => {
        await existingUser(parts.pools.byId(call.UserPoolId), call.Username);
        return run(call);
      });
    }
    return operation(z.looseObject({ AccessToken: z.string().optional() }), async (call) => {
      if (call.AccessToken !== undefined) await tokenHolder(parts, call.AccessToken);
      return run(call);
    });
  };

  return {
    ...Object.fromEntries(DELEGATED.map((name) => [name, delegated(name)])),
    AdminCreateUser: operation(
      onUser.extend({ TemporaryPassword: z.string().optional(), MessageAction: z.string().optional() }),
      async (call) => {
        const pool = parts.pools.byId(call.UserPoolId);
        if (call.MessageAction !== 'RESEND' && (await pool.find(call.Username)) !== null)
          throw taken(pool.signInByEmail);
        if (call.TemporaryPassword !== undefined) checkPolicy(pool.passwordPolicy, call.TemporaryPassword);
        const TemporaryPassword = call.TemporaryPassword ?? temporaryPassword(pool.passwordPolicy);
        return perform('AdminCreateUser')({ ...call, TemporaryPassword });
      },
    ),
    AdminSetUserPassword: operation(onUser.extend({ Password: z.string() }), async (call) => {
      const pool = parts.pools.byId(call.UserPoolId);
      await existingUser(pool, call.Username);
      checkPolicy(pool.passwordPolicy, call.Password);
      return perform('AdminSetUserPassword')(call);
    }),
    AdminUpdateUserAttributes: operation(onUser.extend({ UserAttributes: attributes }), async (call) =>
      perform('AdminUpdateUserAttributes')({ ...call, UserAttributes: await attributesToSet(parts, call) }),
    ),
    SignUp: operation(
      z.looseObject({
        ...{ ClientId: z.string(), Username: z.string(), Password: z.string(), SecretHash: z.string().optional() },
      }),
      async (call) => {
        const { pool, client } = await parts.pools.byClient(call.ClientId);
        checkSecretHash(client, call.Username, call.SecretHash);
        if (pool.options.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true) {
          throw new AwsError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
        }
        checkPolicy(pool.passwordPolicy, call.Password, 'did');
        if ((await pool.find(call.Username)) !== null) throw taken(pool.signInByEmail);
        return perform('SignUp')(call);
      },
    ),
    ConfirmSignUp: operation(
      z.looseObject({ ClientId: z.string(), Username: z.string(), SecretHash: z.string().optional() }),
      async (call) => {
        const { client } = await parts.pools.byClient(call.ClientId);
        checkSecretHash(client, call.Username, call.SecretHash);
        return perform('ConfirmSignUp')(call);
      },
    ),
  };
}

const taken = (byEmail: boolean): AwsError =>
  new AwsError(
    'UsernameExistsException',
    byEmail ? 'An account with the given email already exists.' : 'User account already exists',
  );

async function attributesToSet(parts: Parts, call: OnUser & { UserAttributes: z.infer<typeof attributes> }) {
  const pool = parts.pools.byId(call.UserPoolId);
  const user = await existingUser(pool, call.Username);
  const given = call.UserAttributes;
  const email = attributeValue('email', given);
  const holder = email === undefined || !pool.signInByEmail ? null : await pool.find(email);
  if (holder !== null && holder.Username !== user.Username) {
    throw new AwsError('AliasExistsException', 'An account with the email already exists.');
  }
  // cognito-local wants the address beside its verified mark; AWS takes the mark alone.
  const alone = email === undefined && given.some(({ Name }) => Name === 'email_verified');
  return alone ? [...given, { Name: 'email', Value: attributeValue('email', user.Attributes) }] : given;
}
