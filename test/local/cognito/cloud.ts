/** A pool, its client, a mailbox and a role, behind the small dispatcher. */
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { InitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import * as z from 'zod';
import type { FunctionInvoker } from '../../../local/aws.ts';
import { createCognito } from '../../../local/cognito/index.ts';
import type { Cognito } from '../../../local/cognito/index.ts';
import { createIam } from '../../../local/iam/index.ts';
import type { Iam } from '../../../local/iam/index.ts';
import { type Cognito as CognitoClient, cognitoClient } from '../../../platform/cognito.ts';
import { dispatch } from '../iam/dispatcher.ts';
import type { Address } from '../iam/dispatcher.ts';
import { provision, provisionRole } from '../iam/policies.ts';

export const REGION = 'eu-west-3';
export const TRIGGER = `arn:aws:lambda:${REGION}:000000000000:function:custom-message`;
export const PASSWORD = 'Une-phrase-de-passe-7';
export const EMAIL = 'marie@nerac.fr';

const triggerEvent = z.looseObject({ triggerSource: z.string() });

export interface TestCloud {
  directory: string;
  address: Address;
  iam: Iam;
  cognito: Cognito;
  poolId: string;
  clientId: string;
  clientSecret: string;
  /** Signed by the host. */
  sdk: CognitoIdentityProviderClient;
  /** Parvis's own client, signed by the host. */
  client: CognitoClient;
  /** Signed by a role that may only create users and set their passwords. */
  asFunction: CognitoIdentityProviderClient;
  mails: Email[];
  /** Events that the CustomMessage trigger received. */
  events: unknown[];
  secretHash(username: string): string;
}

export interface CloudOptions {
  directory?: string;
  pool?: Record<string, unknown>;
  client?: Record<string, unknown>;
  /** Answers the CustomMessage trigger: what it would put in `response`. */
  trigger?: (source: string) => { emailSubject?: string; emailMessage?: string } | Error;
}

export async function startCloud(options: CloudOptions = {}): Promise<TestCloud> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'cognito-'));
  const mails: Email[] = [];
  const events: unknown[] = [];
  const invoker: FunctionInvoker = {
    async invoke(_arn, event) {
      events.push(event);
      const given = triggerEvent.parse(event);
      const response = options.trigger?.(given.triggerSource) ?? {};
      if (response instanceof Error) return { payload: null, error: response.message };
      return { payload: { ...given, response } };
    },
  };
  const iam = await createIam({ directory, region: REGION });
  const cognito = await createCognito({
    ...{ directory, region: REGION, invoker },
    domainOrigin: () => address.url,
    deliverMail: async (raw) => void mails.push(await PostalMime.parse(raw)),
  });
  const pool = await provision(cognito, 'AWS::Cognito::UserPool', 'Users', {
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ['email'],
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireNumbers: 'true' } },
    ...(options.trigger === undefined ? {} : { LambdaConfig: { CustomMessage: TRIGGER } }),
    ...options.pool,
  });
  const client = await provision(cognito, 'AWS::Cognito::UserPoolClient', 'Site', {
    UserPoolId: pool.ref,
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    ...options.client,
  });
  const address = await dispatch([...cognito.services, ...iam.services], iam.authoriser, iam.credentials);
  const Action = ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminSetUserPassword'];
  const Resource = pool.attributes.Arn ?? '';
  const roleArn = await provisionRole(iam, 'Public', [{ Effect: 'Allow', Action, Resource }]);
  const sdk = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new CognitoIdentityProviderClient({ region: REGION, endpoint: address.url, credentials, maxAttempts: 1 });
  const clientSecret = client.attributes.ClientSecret ?? '';
  return {
    ...{ directory, address, iam, cognito, mails, events, clientSecret },
    poolId: pool.ref,
    clientId: client.ref,
    sdk: sdk(iam.credentials.host),
    client: cognitoClient({ address: address.url, region: REGION, credentials: async () => iam.credentials.host }),
    asFunction: sdk(iam.credentials.issue(roleArn, { sessionName: 'public' })),
    secretHash: (username) =>
      createHmac('sha256', clientSecret)
        .update(username + client.ref)
        .digest('base64'),
  };
}

/** @returns the name that the pool gave: a uuid, also the `sub` of its tokens */
export async function createUser({ sdk, poolId }: TestCloud, email = EMAIL, password = PASSWORD): Promise<string> {
  const { User } = await sdk.send(
    new AdminCreateUserCommand({
      ...{ UserPoolId: poolId, Username: email, MessageAction: 'SUPPRESS' },
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await sdk.send(
    new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username: email, Password: password, Permanent: true }),
  );
  return User?.Username ?? '';
}

/** @param parameters replace those of a right sign-in; undefined leaves one out */
export function signIn(
  { sdk, clientId, secretHash }: TestCloud,
  parameters: Record<string, string | undefined> = {},
): Promise<InitiateAuthCommandOutput> {
  const username = parameters.USERNAME ?? EMAIL;
  const given = { USERNAME: username, PASSWORD, SECRET_HASH: secretHash(username), ...parameters };
  const AuthParameters = Object.fromEntries(
    Object.entries(given).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
  return sdk.send(new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }));
}

/** What an error of the SDK says: its name, then its message. */
export const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  );
