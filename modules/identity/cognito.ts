/** Cognito proves the person; sessions are ours. Each failure becomes one of a closed set. */
import { createHmac, hkdfSync } from 'node:crypto';
import * as z from 'zod';
import type { AnsweredSignIn, Cognito, UserAttribute } from '../../platform/cognito.ts';
import { Problem } from '../../platform/problems.ts';
import { sealed, unsealed } from './sealing.ts';

/** What a try to sign in came to. */
export type SignInOutcome =
  | { kind: 'signed-in'; person: string; accessToken: string }
  | { kind: 'code-needed'; challenge: string }
  | { kind: 'refused' };

export type CodeOutcome = 'done' | 'wrong-code' | 'expired-code' | 'weak-password' | 'too-many';

export interface Login {
  signIn(email: string, password: string): Promise<SignInOutcome>;
  answerCode(email: string, challenge: string, code: string): Promise<SignInOutcome>;
  /** Creates somebody whose address has been proved. @returns the subject. */
  create(email: string, password: string): Promise<string>;
  find(email: string): Promise<string | undefined>;
  sendResetCode(email: string): Promise<'sent' | 'too-many'>;
  reset(email: string, code: string, password: string): Promise<CodeOutcome>;
  /** A secret to put into a code generator. */
  beginSecondFactor(accessToken: string): Promise<string>;
  confirmSecondFactor(accessToken: string, code: string): Promise<'done' | 'wrong-code'>;
  /** Closes a text under a key that only the functions of sign-in can have; opens it again. */
  seal(text: string): Promise<string>;
  unseal(sealed: string): Promise<string>;
  /** What is kept of a text that nobody may read again: under a key of its own, so that the table tells nothing. */
  digest(text: string): Promise<string>;
}

const claims = z.object({ sub: z.string() });

/** The token came from Cognito itself over TLS: its signature need not be checked (OpenID Connect Core 3.1.3.7, 6). */
function subjectOf(idToken: string): string {
  const payload = idToken.split('.')[1] ?? '';
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).sub;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

const REFUSALS = new Set([
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
]);
const TOO_MANY = new Set(['LimitExceededException', 'TooManyRequestsException', 'TooManyFailedAttemptsException']);

const subjectAmong = (attributes: readonly UserAttribute[] | undefined): string => {
  const subject = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!subject) throw new Error('Cognito gave a user without subject.');
  return subject;
};

/** A creation cut short after its first step is taken up again: such a user never had a password. */
async function createUser(cognito: Cognito, pool: string, email: string): Promise<string> {
  try {
    const { User } = await cognito('AdminCreateUser', {
      UserPoolId: pool,
      Username: email,
      MessageAction: 'SUPPRESS',
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
    return subjectAmong(User?.Attributes);
  } catch (error) {
    if (nameOf(error) !== 'UsernameExistsException') throw error;
    const user = await cognito('AdminGetUser', { UserPoolId: pool, Username: email });
    if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') throw new Problem('conflict', { cause: error });
    return subjectAmong(user.UserAttributes);
  }
}

/** What finds the subject of whoever signs in with an address. */
export const accountFinder =
  (cognito: Cognito, pool: string) =>
  async (email: string): Promise<string | undefined> => {
    try {
      const user = await cognito('AdminGetUser', { UserPoolId: pool, Username: email });
      return subjectAmong(user.UserAttributes);
    } catch (error) {
      if (nameOf(error) === 'UserNotFoundException') return undefined;
      throw error;
    }
  };

export function cognitoLogin(cognito: Cognito, pool: string, clientId: string): Login {
  let secret: Promise<string> | undefined;

  const clientSecret = (): Promise<string> => {
    secret ??= cognito('DescribeUserPoolClient', { UserPoolId: pool, ClientId: clientId }).then(
      ({ UserPoolClient }) => {
        if (!UserPoolClient?.ClientSecret) throw new Error('The app client has no secret.');
        return UserPoolClient.ClientSecret;
      },
    );
    secret.catch(() => (secret = undefined));
    return secret;
  };

  const secretHash = async (username: string): Promise<string> =>
    createHmac('sha256', await clientSecret())
      .update(username + clientId)
      .digest('base64');

  // Of the app client's own secret, which no other role may read: nothing more to keep, to rotate or to grant.
  const keyFor = async (purpose: string): Promise<Buffer> =>
    Buffer.from(hkdfSync('sha256', await clientSecret(), '', purpose, 32));
  const sealingKey = (): Promise<Buffer> => keyFor('parvis second factor');

  const outcomeOf = ({ AuthenticationResult: result, ChallengeName, Session }: AnsweredSignIn): SignInOutcome => {
    if (result?.IdToken && result.AccessToken) {
      return { kind: 'signed-in', person: subjectOf(result.IdToken), accessToken: result.AccessToken };
    }
    if (ChallengeName === 'SOFTWARE_TOKEN_MFA' && Session) return { kind: 'code-needed', challenge: Session };
    return { kind: 'refused' };
  };

  return {
    async signIn(email, password) {
      try {
        const SECRET_HASH = await secretHash(email);
        return outcomeOf(
          await cognito('InitiateAuth', {
            AuthFlow: 'USER_PASSWORD_AUTH',
            ClientId: clientId,
            AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
          }),
        );
      } catch (error) {
        if (REFUSALS.has(nameOf(error))) return { kind: 'refused' };
        throw error;
      }
    },

    async answerCode(email, challenge, code) {
      try {
        const SECRET_HASH = await secretHash(email);
        return outcomeOf(
          await cognito('RespondToAuthChallenge', {
            ClientId: clientId,
            ChallengeName: 'SOFTWARE_TOKEN_MFA',
            Session: challenge,
            ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code, SECRET_HASH },
          }),
        );
      } catch (error) {
        const refused = [...REFUSALS, 'CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException'];
        if (refused.includes(nameOf(error))) return { kind: 'refused' };
        throw error;
      }
    },

    async create(email, password) {
      const person = await createUser(cognito, pool, email);
      await cognito('AdminSetUserPassword', {
        UserPoolId: pool,
        Username: email,
        Password: password,
        Permanent: true,
      });
      return person;
    },

    find: accountFinder(cognito, pool),

    async sendResetCode(email) {
      try {
        await cognito('ForgotPassword', {
          ClientId: clientId,
          Username: email,
          SecretHash: await secretHash(email),
        });
        return 'sent';
      } catch (error) {
        if (TOO_MANY.has(nameOf(error))) return 'too-many';
        // The answer never tells whether the address is known.
        if (['UserNotFoundException', 'InvalidParameterException', 'NotAuthorizedException'].includes(nameOf(error))) {
          return 'sent';
        }
        throw error;
      }
    },

    async reset(email, code, password) {
      try {
        await cognito('ConfirmForgotPassword', {
          ClientId: clientId,
          Username: email,
          ConfirmationCode: code,
          Password: password,
          SecretHash: await secretHash(email),
        });
        return 'done';
      } catch (error) {
        const name = nameOf(error);
        if (name === 'InvalidPasswordException') return 'weak-password';
        if (TOO_MANY.has(name)) return 'too-many';
        if (name === 'ExpiredCodeException') return 'expired-code';
        if (name === 'CodeMismatchException' || REFUSALS.has(name)) return 'wrong-code';
        throw error;
      }
    },

    async beginSecondFactor(accessToken) {
      const { SecretCode } = await cognito('AssociateSoftwareToken', { AccessToken: accessToken });
      if (!SecretCode) throw new Error('Cognito gave no secret for the code generator.');
      return SecretCode;
    },

    async confirmSecondFactor(accessToken, code) {
      try {
        await cognito('VerifySoftwareToken', { AccessToken: accessToken, UserCode: code });
      } catch (error) {
        if (
          [
            'EnableSoftwareTokenMFAException',
            'CodeMismatchException',
            'ExpiredCodeException',
            'InvalidParameterException',
          ].includes(nameOf(error))
        ) {
          return 'wrong-code';
        }
        throw error;
      }
      await cognito('SetUserMFAPreference', {
        AccessToken: accessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      });
      return 'done';
    },

    seal: async (text) => sealed(await sealingKey(), text),
    unseal: async (text) => unsealed(await sealingKey(), text),
    digest: async (text) =>
      createHmac('sha256', await keyFor('parvis recovery codes'))
        .update(text)
        .digest('base64url'),
  };
}
