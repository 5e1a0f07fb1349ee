/**
 * Signing in. cognito-local's own flows are not used: they answer a challenge without checking its
 * session, ask a user in FORCE_CHANGE_PASSWORD for a new password before checking the old one, and
 * lose the refresh token of a sign-in with two factors.
 */
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { ChallengeName } from './challenges.ts';
import { checkFlow, checkSecretHash, unknownUser, wrongCredentials } from './clients.ts';
import { hasSoftwareToken, stepOfCode } from './mfa.ts';
import { metadata, operation } from './parts.ts';
import type { Operation, Parts } from './parts.ts';
import { checkPolicy, matchesHash } from './passwords.ts';
import { CONTEXT } from './pools.ts';
import type { Pool, PoolClient, PoolUser } from './pools.ts';
import { epochSeconds, hashOf, newRefreshToken, readKept } from './tokens.ts';
import type { RefreshGrant } from './tokens.ts';

const initiate = z.object({
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: z.record(z.string(), z.string()).default({}),
  ClientMetadata: metadata,
});
const respond = z.object({
  ClientId: z.string(),
  ChallengeName: z.enum(['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA', 'MFA_SETUP']),
  Session: z.string().optional(),
  ChallengeResponses: z.record(z.string(), z.string()).default({}),
  ClientMetadata: metadata,
});
const ofPool = { UserPoolId: z.string() };

interface SigningIn {
  pool: Pool;
  client: PoolClient;
  user: PoolUser;
}
type Answers = Readonly<Record<string, string>>;

/** Refresh tokens kept for one user: the oldest are forgotten first. */
const MAX_REFRESH_TOKENS = 50;

export function signInOperations(parts: Parts): Readonly<Record<string, Operation>> {
  const start = async (call: z.infer<typeof initiate>, passwordFlows: readonly string[]): Promise<object> => {
    const { pool, client } = await parts.pools.byClient(call.ClientId);
    checkFlow(client, call.AuthFlow);
    if (call.AuthFlow === 'REFRESH_TOKEN_AUTH' || call.AuthFlow === 'REFRESH_TOKEN') {
      return refresh(parts, pool, client, call.AuthParameters);
    }
    if (!passwordFlows.includes(call.AuthFlow)) {
      throw new AwsError('InvalidParameterException', `${call.AuthFlow} is not emulated on this machine.`);
    }
    return signInWithPassword(parts, pool, client, call.AuthParameters);
  };

  const ofItsPool = async (call: { UserPoolId: string; ClientId: string }): Promise<void> => {
    const { pool } = await parts.pools.byClient(call.ClientId);
    if (pool.id === call.UserPoolId) return;
    throw new AwsError('ResourceNotFoundException', `User pool client ${call.ClientId} does not exist.`);
  };

  return {
    InitiateAuth: operation(initiate, (call) => start(call, ['USER_PASSWORD_AUTH'])),
    AdminInitiateAuth: operation(initiate.extend(ofPool), async (call) => {
      await ofItsPool(call);
      return start(call, ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']);
    }),
    RespondToAuthChallenge: operation(respond, (call) => answerChallenge(parts, call)),
    AdminRespondToAuthChallenge: operation(respond.extend(ofPool), async (call) => {
      await ofItsPool(call);
      return answerChallenge(parts, call);
    }),
  };
}

async function signInWithPassword(parts: Parts, pool: Pool, client: PoolClient, given: Answers): Promise<object> {
  const username = required(given, 'USERNAME');
  const password = required(given, 'PASSWORD');
  checkSecretHash(client, username, given.SECRET_HASH);
  const user = await pool.find(username);
  const right = await matchesHash(password, user?.Password);
  if (user === null) throw unknownUser(client);
  if (!right) throw wrongCredentials();
  if (!user.Enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (user.UserStatus === 'RESET_REQUIRED') {
    throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.UserStatus === 'UNCONFIRMED') throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') return secondFactor(parts, { pool, client, user });
  checkStillValid(pool, user);
  return challenge(
    parts,
    'NEW_PASSWORD_REQUIRED',
    { pool, client, user },
    {
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(Object.fromEntries(user.Attributes.map(({ Name, Value }) => [Name, Value]))),
    },
  );
}

/** @throws {AwsError} `NotAuthorizedException` when the temporary password was left unused too long. */
function checkStillValid(pool: Pool, user: PoolUser): void {
  const days = pool.options.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ?? 7;
  if (Date.now() - user.UserLastModifiedDate.getTime() < days * 86_400_000) return;
  const message = 'Temporary password has expired and must be reset by an administrator.';
  throw new AwsError('NotAuthorizedException', message);
}

function secondFactor(parts: Parts, signingIn: SigningIn): Promise<object> | object {
  const { pool, user } = signingIn;
  const mode = pool.options.MfaConfiguration ?? 'OFF';
  if (mode !== 'OFF' && hasSoftwareToken(user)) {
    const name = user.SoftwareTokenMfaConfiguration?.FriendlyDeviceName;
    return challenge(parts, 'SOFTWARE_TOKEN_MFA', signingIn, name === undefined ? {} : { FRIENDLY_DEVICE_NAME: name });
  }
  if (mode === 'ON') {
    return challenge(parts, 'MFA_SETUP', signingIn, { MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']) });
  }
  return complete(parts, signingIn);
}

function challenge(parts: Parts, name: ChallengeName, { client, user }: SigningIn, parameters: Answers): object {
  return {
    ChallengeName: name,
    Session: parts.challenges.open(name, client, user.Username),
    ChallengeParameters: { USER_ID_FOR_SRP: user.Username, ...parameters },
  };
}

async function answerChallenge(parts: Parts, call: z.infer<typeof respond>): Promise<object> {
  const { pool, client } = await parts.pools.byClient(call.ClientId);
  const given = call.ChallengeResponses;
  const username = required(given, 'USERNAME');
  checkSecretHash(client, username, given.SECRET_HASH);
  const opened = parts.challenges.read(call.Session, [call.ChallengeName]);
  const user = await pool.find(username);
  if (user === null || user.Username !== opened.username || client.ClientId !== opened.clientId) {
    throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
  }
  const close = (): void => parts.challenges.close(call.Session ?? '');

  if (call.ChallengeName === 'NEW_PASSWORD_REQUIRED') {
    const password = required(given, 'NEW_PASSWORD');
    checkPolicy(pool.passwordPolicy, password);
    const confirmed: PoolUser = { ...user, Password: password, UserStatus: 'CONFIRMED' };
    await pool.save(confirmed);
    close();
    return secondFactor(parts, { pool, client, user: (await pool.find(user.Username)) ?? confirmed });
  }
  if (call.ChallengeName === 'SOFTWARE_TOKEN_MFA') {
    const step = stepOfCode(user, required(given, 'SOFTWARE_TOKEN_MFA_CODE'));
    if (step === undefined) {
      opened.failures += 1;
      throw new AwsError('CodeMismatchException', 'Invalid code received for user');
    }
    close();
    return complete(parts, { pool, client, user: { ...user, SoftwareTokenStep: step } });
  }
  if (!opened.deviceVerified) throw new AwsError('InvalidParameterException', 'No software token was verified.');
  close();
  return complete(parts, { pool, client, user });
}

async function complete(parts: Parts, { pool, client, user }: SigningIn): Promise<object> {
  const { token, kept, grant } = newRefreshToken(client);
  const alive = user.RefreshTokens.filter((one) => readKept(one).expires > epochSeconds());
  await pool.save({ ...user, RefreshTokens: [...alive, kept].slice(-MAX_REFRESH_TOKENS) });
  const tokens = await issue(parts, { pool, client, user }, grant);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: token } };
}

async function refresh(parts: Parts, pool: Pool, client: PoolClient, given: Answers): Promise<object> {
  const hash = hashOf(required(given, 'REFRESH_TOKEN'));
  for (const user of await pool.listUsers(CONTEXT)) {
    const grant = user.RefreshTokens.map(readKept).find(
      (kept) => kept.hash === hash && kept.clientId === client.ClientId,
    );
    if (grant === undefined) continue;
    checkSecretHash(client, user.Username, given.SECRET_HASH);
    if (grant.expires <= epochSeconds()) throw new AwsError('NotAuthorizedException', 'Refresh Token has expired');
    if (!user.Enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
    return { ChallengeParameters: {}, AuthenticationResult: await issue(parts, { pool, client, user }, grant) };
  }
  throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token');
}

async function issue(parts: Parts, { pool, client, user }: SigningIn, grant: RefreshGrant): Promise<object> {
  return parts.tokens.issue(user, await pool.listUserGroupMembership(CONTEXT, user), client, grant);
}

function required(given: Answers, name: string): string {
  const value = given[name];
  if (value === undefined) throw new AwsError('InvalidParameterException', `Missing required parameter ${name}`);
  return value;
}
