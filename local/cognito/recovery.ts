/** Forgotten and changed passwords. Codes last an hour, and five wrong ones make a code worthless. */
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import { checkSecretHash, hidesExistence, wrongCredentials } from './clients.ts';
import { metadata, operation, tokenHolder } from './parts.ts';
import type { Operation, Parts } from './parts.ts';
import { checkPolicy, matchesHash, sixDigits } from './passwords.ts';
import { CONTEXT, clock } from './pools.ts';
import type { Pool, PoolClient, PoolUser } from './pools.ts';

const CODE_LIFETIME_MS = 60 * 60_000;
const MAX_WRONG_CODES = 5;

const ofUser = z.object({ ClientId: z.string(), Username: z.string(), SecretHash: z.string().optional() });

export function recoveryOperations(parts: Parts): Readonly<Record<string, Operation>> {
  return {
    ForgotPassword: operation(ofUser.extend({ ClientMetadata: metadata }), async (call) => {
      const { pool, client } = await parts.pools.byClient(call.ClientId);
      checkSecretHash(client, call.Username, call.SecretHash);
      checkRecoveryAllowed(pool);
      const user = await pool.find(call.Username);
      const email = user === null ? undefined : verifiedEmail(user);
      if (user === null || !user.Enabled || email === undefined) return withoutRecipient(client, user, call.Username);
      if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') {
        throw new AwsError('NotAuthorizedException', 'User password cannot be reset in the current state.');
      }
      const code = sixDigits();
      const sent = { ConfirmationCode: code, ConfirmationCodeDate: clock.get(), ConfirmationFailures: 0 };
      await pool.save({ ...user, ...sent });
      const delivery = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: email } as const;
      const { messages } = parts;
      await messages.deliver(
        CONTEXT,
        'ForgotPassword',
        client.ClientId,
        pool.id,
        user,
        code,
        call.ClientMetadata,
        delivery,
      );
      return { CodeDeliveryDetails: { ...delivery, Destination: masked(email) } };
    }),

    ConfirmForgotPassword: operation(
      ofUser.extend({ ConfirmationCode: z.string(), Password: z.string() }),
      async (call) => {
        const { pool, client } = await parts.pools.byClient(call.ClientId);
        checkSecretHash(client, call.Username, call.SecretHash);
        const user = await pool.find(call.Username);
        if (user === null || !user.Enabled) throw hidesExistence(client) ? wrongCode() : notFound();
        await checkCode(pool, user, call.ConfirmationCode);
        checkPolicy(pool.passwordPolicy, call.Password);
        await pool.save({
          ...user,
          ...{ Password: call.Password, UserStatus: 'CONFIRMED' },
          ...{ ConfirmationCode: undefined, ConfirmationCodeDate: undefined, ConfirmationFailures: undefined },
        });
        return {};
      },
    ),

    ChangePassword: operation(
      z.object({ AccessToken: z.string(), PreviousPassword: z.string(), ProposedPassword: z.string() }),
      async (call) => {
        const { pool, user } = await tokenHolder(parts, call.AccessToken);
        if (!(await matchesHash(call.PreviousPassword, user.Password))) throw wrongCredentials();
        checkPolicy(pool.passwordPolicy, call.ProposedPassword);
        await pool.save({ ...user, Password: call.ProposedPassword });
        return {};
      },
    ),
  };
}

const wrongCode = (): AwsError =>
  new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
const notFound = (): AwsError => new AwsError('UserNotFoundException', 'Username/client id combination not found.');

function checkRecoveryAllowed(pool: Pool): void {
  const ways = pool.options.AccountRecoverySetting?.RecoveryMechanisms;
  if (ways?.some(({ Name }) => Name === 'admin_only')) {
    throw new AwsError('NotAuthorizedException', 'Contact administrator to reset password.');
  }
}

function verifiedEmail({ Attributes }: PoolUser): string | undefined {
  return attributeValue('email_verified', Attributes) === 'true' ? attributeValue('email', Attributes) : undefined;
}

/** Answers as if a code had been sent, where the client asked that nobody learn who has an account. */
function withoutRecipient(client: PoolClient, user: PoolUser | null, username: string): object {
  if (hidesExistence(client)) {
    const Destination = masked(username.includes('@') ? username : `${username}@example.com`);
    return { CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination } };
  }
  if (user === null) throw notFound();
  if (!user.Enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  throw new AwsError(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
}

/** `m***@n***`: how AWS shows where a code went. */
function masked(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

async function checkCode(pool: Pool, user: PoolUser, code: string): Promise<void> {
  const sent = user.ConfirmationCodeDate?.getTime();
  if (user.ConfirmationCode === undefined || sent === undefined || sent < Date.now() - CODE_LIFETIME_MS) {
    throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  const failures = user.ConfirmationFailures ?? 0;
  if (failures >= MAX_WRONG_CODES) {
    throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  }
  if (code === user.ConfirmationCode) return;
  await pool.save({ ...user, ConfirmationFailures: failures + 1 });
  throw wrongCode();
}
