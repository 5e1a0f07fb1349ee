import { createPublicKey, createVerify } from 'node:crypto';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  DescribeUserPoolClientCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { EMAIL, PASSWORD, REGION, createUser, refusal, signIn, startCloud } from './cloud.ts';
import type { TestCloud } from './cloud.ts';

let cloud: TestCloud;
let sub: string;
beforeAll(async () => {
  cloud = await startCloud();
  sub = await createUser(cloud);
});
afterAll(async () => {
  await cloud.address.close();
  rmSync(cloud.directory, { recursive: true });
});

const wrong = 'NotAuthorizedException: Incorrect username or password.';

describe('signing in with a password', () => {
  it('gives tokens that the public keys of the pool verify', async () => {
    const { AuthenticationResult: tokens } = await signIn(cloud);
    const served = await fetch(`${cloud.address.url}/${cloud.poolId}/.well-known/jwks.json`);
    const { keys } = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).parse(await served.json());
    const read = (token = '') => {
      const [header = '', payload = '', signature = ''] = token.split('.');
      const part = (text: string) => z.looseObject({}).parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      const key = keys.find(({ kid }) => kid === part(header).kid) ?? {};
      const check = createVerify('RSA-SHA256').update(`${header}.${payload}`);
      expect(check.verify(createPublicKey({ key, format: 'jwk' }), signature, 'base64url')).toBe(true);
      return part(payload);
    };
    const iss = `https://cognito-idp.${REGION}.amazonaws.com/${cloud.poolId}`;
    const id = { token_use: 'id', aud: cloud.clientId, email: EMAIL, email_verified: true, 'cognito:username': sub };
    expect(read(tokens?.IdToken)).toMatchObject({ ...id, sub, iss });
    expect(read(tokens?.AccessToken)).toMatchObject({
      ...{ token_use: 'access', client_id: cloud.clientId, username: sub, sub, iss },
    });
    expect(tokens).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
  });

  it('takes the address in any letter case, and the own name', async () => {
    expect((await signIn(cloud, { USERNAME: 'Marie@Nerac.FR' })).AuthenticationResult?.IdToken).toBeDefined();
    expect((await signIn(cloud, { USERNAME: sub })).AuthenticationResult?.IdToken).toBeDefined();
  });

  it('needs the secret hash of that user', async () => {
    const unable = `NotAuthorizedException: Unable to verify secret hash for client ${cloud.clientId}`;
    expect(await refusal(signIn(cloud, { SECRET_HASH: cloud.secretHash('other@nerac.fr') }))).toBe(unable);
    expect(await refusal(signIn(cloud, { SECRET_HASH: 'x' }))).toBe(unable);
    expect(await refusal(signIn(cloud, { SECRET_HASH: undefined }))).toBe(
      `NotAuthorizedException: Client ${cloud.clientId} is configured with secret but SECRET_HASH was not received`,
    );
  });

  it('refuses a wrong password and an unknown user with the same words', async () => {
    expect(await refusal(signIn(cloud, { PASSWORD: `${PASSWORD}!` }))).toBe(wrong);
    expect(await refusal(signIn(cloud, { PASSWORD: '' }))).toBe(wrong);
    expect(await refusal(signIn(cloud, { USERNAME: 'nobody@nerac.fr' }))).toBe(wrong);
    expect(await refusal(signIn(cloud, { USERNAME: 'constructor' }))).toBe(wrong);
  });

  it('is refused in a flow that the client was not given', async () => {
    const call = new InitiateAuthCommand({ ClientId: cloud.clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: {} });
    expect(await refusal(cloud.sdk.send(call))).toBe(
      'InvalidParameterException: USER_SRP_AUTH flow not enabled for this client',
    );
  });

  it('is refused to a disabled user, who learns it with the right password alone', async () => {
    await createUser(cloud, 'partie@nerac.fr');
    await cloud.sdk.send(new AdminDisableUserCommand({ UserPoolId: cloud.poolId, Username: 'partie@nerac.fr' }));
    expect(await refusal(signIn(cloud, { USERNAME: 'partie@nerac.fr', PASSWORD: 'x' }))).toBe(wrong);
    expect(await refusal(signIn(cloud, { USERNAME: 'partie@nerac.fr' }))).toMatch(/User is disabled/);
  });
});

describe('a temporary password', () => {
  const Username = 'nouvelle@nerac.fr';
  const answer = (Session: string | undefined, NEW_PASSWORD: string, username = Username) =>
    cloud.sdk.send(
      new RespondToAuthChallengeCommand({
        ...{ ClientId: cloud.clientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session },
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD, SECRET_HASH: cloud.secretHash(username) },
      }),
    );

  it('is checked before a new one is asked for, and the session before the new one is taken', async () => {
    const UserAttributes = [{ Name: 'email', Value: Username }];
    const TemporaryPassword = 'provisoire-1234';
    const create = { UserPoolId: cloud.poolId, Username, UserAttributes, TemporaryPassword };
    await cloud.sdk.send(new AdminCreateUserCommand({ ...create, MessageAction: 'SUPPRESS' }));
    expect(await refusal(signIn(cloud, { USERNAME: Username, PASSWORD: 'x' }))).toBe(wrong);

    const { ChallengeName, Session } = await signIn(cloud, { USERNAME: Username, PASSWORD: TemporaryPassword });
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(await refusal(answer('forged', PASSWORD))).toMatch(/^NotAuthorizedException: Invalid session/);
    expect(await refusal(answer(Session, PASSWORD, EMAIL))).toMatch(/^NotAuthorizedException: Invalid session/);
    expect(await refusal(answer(Session, 'court1'))).toMatch(/^InvalidPasswordException: .*not long enough/);
    expect((await answer(Session, PASSWORD)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(answer(Session, PASSWORD))).toMatch(/^NotAuthorizedException: Invalid session/);
    expect((await signIn(cloud, { USERNAME: Username })).AuthenticationResult?.AccessToken).toBeDefined();
  });
});

describe('tokens', () => {
  const refresh = (REFRESH_TOKEN: string) =>
    cloud.sdk.send(
      new InitiateAuthCommand({
        ...{ ClientId: cloud.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
        AuthParameters: { REFRESH_TOKEN, SECRET_HASH: cloud.secretHash(sub) },
      }),
    );
  const tokens = async () => {
    const { AuthenticationResult: result } = await signIn(cloud);
    return { access: result?.AccessToken ?? '', refresh: result?.RefreshToken ?? '' };
  };
  const getUser = (AccessToken: string) => cloud.sdk.send(new GetUserCommand({ AccessToken }));

  it('are refreshed, until revoked', async () => {
    const mine = await tokens();
    expect((await refresh(mine.refresh)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusal(refresh('forged'))).toBe('NotAuthorizedException: Invalid Refresh Token');
    const { clientId: ClientId, clientSecret: ClientSecret } = cloud;
    await cloud.sdk.send(new RevokeTokenCommand({ ClientId, ClientSecret, Token: mine.refresh }));
    expect(await refusal(refresh(mine.refresh))).toMatch(/^NotAuthorizedException/);
    expect(await refusal(getUser(mine.access))).toBe('NotAuthorizedException: Access Token has been revoked');
  });

  it('say who holds them, and forged ones nothing', async () => {
    const { access } = await tokens();
    expect((await getUser(access)).Username).toBe(sub);
    const [header, payload] = access.split('.');
    expect(await refusal(getUser(`${header}.${payload}.AAAA`))).toBe('NotAuthorizedException: Invalid Access Token');
  });

  it('of sign-ins at the same moment are all kept', async () => {
    const mine = await Promise.all([tokens(), tokens(), tokens(), tokens()]);
    const holders = await Promise.all(mine.map(({ access }) => getUser(access)));
    expect(holders.map(({ Username }) => Username)).toEqual([sub, sub, sub, sub]);
  });

  it('are all revoked by a global sign-out', async () => {
    const [first, second] = [await tokens(), await tokens()];
    await cloud.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: cloud.poolId, Username: EMAIL }));
    expect(await refusal(getUser(first.access))).toMatch(/revoked/);
    expect(await refusal(refresh(second.refresh))).toMatch(/^NotAuthorizedException/);
    expect((await getUser((await tokens()).access)).Username).toBe(sub);
  });
});

describe('administration', () => {
  const user = () => ({ UserPoolId: cloud.poolId, Username: EMAIL });

  it('is allowed by the policies of the caller alone', async () => {
    const Password = PASSWORD;
    await cloud.asFunction.send(new AdminSetUserPasswordCommand({ ...user(), Password, Permanent: true }));
    expect(await refusal(cloud.asFunction.send(new AdminDeleteUserCommand(user())))).toMatch(
      /^AccessDeniedException: User: .*assumed-role\/test-Public\/public is not authorized to perform: cognito-idp:AdminDeleteUser on resource: arn:aws:cognito-idp:eu-west-3:000000000000:userpool\//,
    );
    const unsigned = await fetch(cloud.address.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' },
      body: JSON.stringify(user()),
    });
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it.each([
    ['court1', 'InvalidPasswordException: Password does not conform to policy: Password not long enough'],
    [
      'SANSMINUSCULE1',
      'InvalidPasswordException: Password does not conform to policy: Password must have lowercase characters',
    ],
    [
      'sans-aucun-chiffre',
      'InvalidPasswordException: Password does not conform to policy: Password must have numeric characters',
    ],
    [`a1${'x'.repeat(300)}`, /^InvalidParameterException: .*less than or equal to 256/],
  ])('refuses the password %s', async (Password, expected) => {
    const call = new AdminSetUserPasswordCommand({ ...user(), Password, Permanent: true });
    expect(await refusal(cloud.sdk.send(call))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  it('creates an address once, and finds who it is', async () => {
    const again = new AdminCreateUserCommand({ UserPoolId: cloud.poolId, Username: 'MARIE@nerac.fr' });
    expect(await refusal(cloud.sdk.send(again))).toMatch(/^UsernameExistsException/);
    const found = await cloud.sdk.send(new AdminGetUserCommand(user()));
    expect(found).toMatchObject({ Username: sub, UserStatus: 'CONFIRMED', Enabled: true });
    expect(found.UserCreateDate?.getFullYear()).toBeGreaterThan(2000);
    expect(found.UserAttributes).toContainEqual({ Name: 'sub', Value: sub });
    const unknown = new AdminGetUserCommand({ UserPoolId: cloud.poolId, Username: 'nobody@nerac.fr' });
    expect(await refusal(cloud.sdk.send(unknown))).toBe('UserNotFoundException: User does not exist.');
  });

  it('changes attributes, and keeps an address for one user', async () => {
    await createUser(cloud, 'autre@nerac.fr');
    const change = (Name: string, Value: string) =>
      cloud.sdk.send(
        new AdminUpdateUserAttributesCommand({
          ...{ UserPoolId: cloud.poolId, Username: 'autre@nerac.fr', UserAttributes: [{ Name, Value }] },
        }),
      );
    expect(await refusal(change('email', EMAIL))).toMatch(/^AliasExistsException/);
    await change('email_verified', 'true');
    await change('name', 'Anne Autre');
    const { Users } = await cloud.sdk.send(
      new ListUsersCommand({ UserPoolId: cloud.poolId, Filter: 'name = "Anne Autre"' }),
    );
    expect(Users).toHaveLength(1);
    await cloud.sdk.send(new AdminDeleteUserCommand({ UserPoolId: cloud.poolId, Username: 'autre@nerac.fr' }));
    expect(await refusal(signIn(cloud, { USERNAME: 'autre@nerac.fr' }))).toBe(wrong);
  });

  it('gives the secret of the client, and lets nobody sign up alone', async () => {
    const { poolId: UserPoolId, clientId: ClientId } = cloud;
    const described = await cloud.sdk.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    expect(described.UserPoolClient).toMatchObject({ ClientSecret: cloud.clientSecret });
    const SecretHash = cloud.secretHash('x@nerac.fr');
    const call = new SignUpCommand({ ClientId, Username: 'x@nerac.fr', Password: PASSWORD, SecretHash });
    expect(await refusal(cloud.sdk.send(call))).toBe(
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    );
  });
});

describe('on disk', () => {
  it('no password is in clear', () => {
    const folder = join(cloud.directory, 'cognito');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const kept = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
    expect(kept).toContain(EMAIL);
    expect(kept).not.toContain(PASSWORD);
    expect(kept).not.toContain('provisoire-1234');
  });

  it('users, passwords, ids and keys are found again by a restart', async () => {
    const before = await signIn(cloud);
    const again = await startCloud({ directory: cloud.directory });
    expect([again.poolId, again.clientId, again.clientSecret]).toEqual([
      cloud.poolId,
      cloud.clientId,
      cloud.clientSecret,
    ]);
    expect((await signIn(again)).AuthenticationResult?.IdToken).toBeDefined();
    const AccessToken = before.AuthenticationResult?.AccessToken ?? '';
    expect((await again.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe(sub);
    await again.address.close();
  });
});
