/** Time-based one-time passwords (RFC 6238): enrolment, preference, verification. */
import { Secret, TOTP } from 'otpauth';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import { existingUser, operation, tokenHolder } from './parts.ts';
import type { Operation, Parts } from './parts.ts';
import type { Pool, PoolUser } from './pools.ts';

const SOFTWARE_TOKEN = 'SOFTWARE_TOKEN_MFA';
const STEP_MS = 30_000;

/** Whether the user is asked for a code. */
export const hasSoftwareToken = (user: PoolUser): boolean =>
  (user.UserMFASettingList?.includes(SOFTWARE_TOKEN) ?? false) && user.SoftwareTokenMfaConfiguration?.Verified === true;

/**
 * The time step of a right code, from the one before to the one after (clocks drift).
 * @throws {AwsError} `ExpiredCodeException` when this code, or a later one, was accepted before.
 */
export function stepOfCode(user: PoolUser, code: string): number | undefined {
  const secret = user.SoftwareTokenMfaConfiguration?.Secret;
  if (secret === undefined) return undefined;
  const delta = new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(Date.now() / STEP_MS) + delta;
  if (step <= (user.SoftwareTokenStep ?? 0)) {
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  }
  return step;
}

export function mfaOperations(parts: Parts): Readonly<Record<string, Operation>> {
  /** The user of an access token, or of a sign-in that must enrol a device first. */
  const enrolling = async (call: {
    AccessToken?: string;
    Session?: string;
  }): Promise<{ pool: Pool; user: PoolUser }> => {
    if (call.AccessToken !== undefined) return tokenHolder(parts, call.AccessToken);
    const { clientId, username } = parts.challenges.read(call.Session, ['MFA_SETUP']);
    const { pool } = await parts.pools.byClient(clientId);
    return { pool, user: await existingUser(pool, username) };
  };

  return {
    AssociateSoftwareToken: operation(
      z.object({ AccessToken: z.string().optional(), Session: z.string().optional() }),
      async (call) => {
        const { pool, user } = await enrolling(call);
        requireSoftwareTokens(pool);
        const secret = new Secret({ size: 20 }).base32;
        // Codes of the secret before are no codes of this one: none has served.
        await pool.save({
          ...user,
          SoftwareTokenMfaConfiguration: { Secret: secret, Verified: false },
          SoftwareTokenStep: undefined,
        });
        return { SecretCode: secret, Session: call.Session };
      },
    ),

    VerifySoftwareToken: operation(
      z.object({
        AccessToken: z.string().optional(),
        Session: z.string().optional(),
        UserCode: z.string(),
        FriendlyDeviceName: z.string().optional(),
      }),
      async (call) => {
        const { pool, user } = await enrolling(call);
        const device = user.SoftwareTokenMfaConfiguration;
        if (device === undefined)
          throw new AwsError('SoftwareTokenMFANotFoundException', 'Software token MFA not found');
        const step = stepOfCode(user, call.UserCode);
        if (step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
        const atSignIn = call.AccessToken === undefined;
        await pool.save({
          ...user,
          // The code may be asked for again at once, to sign in: only sign-ins use it up.
          SoftwareTokenMfaConfiguration: { ...device, Verified: true, FriendlyDeviceName: call.FriendlyDeviceName },
          UserMFASettingList: atSignIn ? [SOFTWARE_TOKEN] : user.UserMFASettingList,
        });
        if (atSignIn) parts.challenges.read(call.Session, ['MFA_SETUP']).deviceVerified = true;
        return { Status: 'SUCCESS', Session: call.Session };
      },
    ),

    SetUserMFAPreference: operation(preference.extend({ AccessToken: z.string() }), async (call) => {
      const { pool, user } = await tokenHolder(parts, call.AccessToken);
      return setPreference(pool, user, call);
    }),

    AdminSetUserMFAPreference: operation(
      preference.extend({ UserPoolId: z.string(), Username: z.string() }),
      async (call) => {
        const pool = parts.pools.byId(call.UserPoolId);
        return setPreference(pool, await existingUser(pool, call.Username), call);
      },
    ),
  };
}

const setting = z.object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) });
const preference = z.object({
  SoftwareTokenMfaSettings: setting.optional(),
  SMSMfaSettings: setting.optional(),
  EmailMfaSettings: setting.optional(),
});

async function setPreference(pool: Pool, user: PoolUser, call: z.infer<typeof preference>): Promise<object> {
  if (call.SMSMfaSettings?.Enabled || call.EmailMfaSettings?.Enabled) {
    throw new AwsError('InvalidParameterException', 'This machine knows no second factor but software tokens.');
  }
  const wanted = call.SoftwareTokenMfaSettings;
  if (wanted === undefined) return {};
  if (wanted.Enabled) requireSoftwareTokens(pool);
  if (wanted.Enabled && user.SoftwareTokenMfaConfiguration?.Verified !== true) {
    throw new AwsError('InvalidParameterException', 'User has not verified software token mfa');
  }
  await pool.save({
    ...user,
    UserMFASettingList: wanted.Enabled ? [SOFTWARE_TOKEN] : [],
    PreferredMfaSetting: wanted.Enabled && wanted.PreferredMfa ? SOFTWARE_TOKEN : undefined,
  });
  return {};
}

function requireSoftwareTokens(pool: Pool): void {
  const { MfaConfiguration: mode, SoftwareTokenMfaConfiguration: tokens } = pool.options;
  if (mode !== undefined && mode !== 'OFF' && tokens?.Enabled === true) return;
  throw new AwsError('SoftwareTokenMFANotFoundException', 'Software Token MFA is not enabled for the userPool');
}
