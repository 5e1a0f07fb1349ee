/**
 * Amazon Cognito, without the SDK's client (docs/adr/0017-light-clients.md): what is asked is written as the SDK's types
 * have it, and of what is answered, what Parvis reads.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 */
import type * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { type AwsPlace, jsonService } from './aws-json.ts';

type Nothing = Readonly<Record<string, unknown>>;
type AppClient = Pick<sdk.UserPoolClientType, 'ClientId' | 'ClientName' | 'ClientSecret'>;
/** A page of them. */
export interface UserPoolClients {
  UserPoolClients?: AppClient[];
  NextToken?: string;
}
export type UserAttribute = sdk.AttributeType;
/** Signed in, or asked for more. */
export type AnsweredSignIn = Pick<sdk.InitiateAuthResponse, 'AuthenticationResult' | 'ChallengeName' | 'Session'>;

interface Operations {
  AdminCreateUser: [sdk.AdminCreateUserRequest, { User?: { Attributes?: UserAttribute[] } }];
  AdminDeleteUser: [sdk.AdminDeleteUserRequest, Nothing];
  AdminGetUser: [sdk.AdminGetUserRequest, Pick<sdk.AdminGetUserResponse, 'Username' | 'UserAttributes' | 'UserStatus'>];
  AdminSetUserMFAPreference: [sdk.AdminSetUserMFAPreferenceRequest, Nothing];
  AdminSetUserPassword: [sdk.AdminSetUserPasswordRequest, Nothing];
  AdminUpdateUserAttributes: [sdk.AdminUpdateUserAttributesRequest, Nothing];
  AssociateSoftwareToken: [sdk.AssociateSoftwareTokenRequest, { SecretCode?: string }];
  ConfirmForgotPassword: [sdk.ConfirmForgotPasswordRequest, Nothing];
  CreateIdentityProvider: [sdk.CreateIdentityProviderRequest, Nothing];
  CreateUserPoolClient: [sdk.CreateUserPoolClientRequest, { UserPoolClient?: AppClient }];
  DeleteIdentityProvider: [sdk.DeleteIdentityProviderRequest, Nothing];
  DeleteUserPoolClient: [sdk.DeleteUserPoolClientRequest, Nothing];
  DescribeUserPoolClient: [sdk.DescribeUserPoolClientRequest, { UserPoolClient?: AppClient }];
  ForgotPassword: [sdk.ForgotPasswordRequest, Nothing];
  InitiateAuth: [sdk.InitiateAuthRequest, AnsweredSignIn];
  ListUserPoolClients: [sdk.ListUserPoolClientsRequest, UserPoolClients];
  RespondToAuthChallenge: [sdk.RespondToAuthChallengeRequest, AnsweredSignIn];
  SetUserMFAPreference: [sdk.SetUserMFAPreferenceRequest, Nothing];
  UpdateIdentityProvider: [sdk.UpdateIdentityProviderRequest, Nothing];
  UpdateUserPoolClient: [sdk.UpdateUserPoolClientRequest, Nothing];
  VerifySoftwareToken: [sdk.VerifySoftwareTokenRequest, Nothing];
}

/** Whoever calls these says who she is herself: Cognito looks at no signature, and no role grants them. */
const UNSIGNED: ReadonlySet<keyof Operations> = new Set([
  'AssociateSoftwareToken',
  'ConfirmForgotPassword',
  'ForgotPassword',
  'InitiateAuth',
  'RespondToAuthChallenge',
  'SetUserMFAPreference',
  'VerifySoftwareToken',
]);

/** @throws {AwsError} named as Cognito names it: `NotAuthorizedException`. */
export type Cognito = <Name extends keyof Operations>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>;

/** An organisation's own provider is visited by Cognito before it answers. In milliseconds. */
const LONGEST_SILENCE = 10_000;

export function cognitoClient(place?: AwsPlace): Cognito {
  const call = jsonService(
    {
      service: 'cognito-idp',
      target: 'AWSCognitoIdentityProviderService',
      version: '1.1',
      unsigned: UNSIGNED,
      longestSilence: LONGEST_SILENCE,
    },
    place,
  );
  return async <Name extends keyof Operations>(operation: Name, input: Operations[Name][0]) =>
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what Cognito answers to that operation
    (await call(operation, input)) as Operations[Name][1];
}
