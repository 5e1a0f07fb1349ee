import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Secret, TOTP } from 'otpauth';
import { EMAIL, PASSWORD, createUser, refusal, signIn, startCloud } from './cloud.ts';
import type { TestCloud } from './cloud.ts';

const NEW_PASSWORD = 'une-autre-phrase-8';
let broken: Error | undefined;
let cloud: TestCloud;
let sub: string;
beforeAll(async () => {
  cloud = await startCloud({
    pool: { EmailConfiguration: { From: 'Parvis <ne-pas-repondre@parvis.fr>' } },
    trigger: (source) =>
      broken ??
      (source === 'CustomMessage_AdminCreateUser'
        ? { emailSubject: 'Bienvenue à bord', emailMessage: '<p>{username} : {####}</p>' }
        : { emailSubject: 'Mot de passe oublié', emailMessage: '<p>Votre code à usage unique : {####}</p>' }),
  });
  sub = await createUser(cloud);
});
afterAll(async () => {
  await cloud.address.close();
  rmSync(cloud.directory, { recursive: true });
});

describe('a forgotten password', () => {
  const forgot = (Username = EMAIL) =>
    cloud.sdk.send(
      new ForgotPasswordCommand({ ClientId: cloud.clientId, Username, SecretHash: cloud.secretHash(Username) }),
    );
  const confirm = (ConfirmationCode: string, Password = NEW_PASSWORD, Username = EMAIL) =>
    cloud.sdk.send(
      new ConfirmForgotPasswordCommand({
        ...{ ClientId: cloud.clientId, Username, SecretHash: cloud.secretHash(Username) },
        ...{ ConfirmationCode, Password },
      }),
    );
  const mailedCode = (): string => /\d{6}/.exec(cloud.mails.at(-1)?.html ?? '')?.[0] ?? '';
  const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('is replaced with the code mailed, in the words of the trigger', async () => {
    const { CodeDeliveryDetails } = await forgot();
    expect(CodeDeliveryDetails).toEqual({ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'm***@n***' });
    const mail = cloud.mails.at(-1);
    expect(mail?.subject).toBe('Mot de passe oublié');
    expect(mail?.html).toMatch(/Votre code à usage unique : \d{6}/);
    expect(mail?.from).toEqual({ name: 'Parvis', address: 'ne-pas-repondre@parvis.fr' });
    expect(mail?.to).toEqual([{ name: '', address: EMAIL }]);
    expect(cloud.events.at(-1)).toEqual({
      ...{ version: '1', region: 'eu-west-3', userPoolId: cloud.poolId, userName: sub },
      callerContext: { awsSdkVersion: expect.any(String), clientId: cloud.clientId },
      triggerSource: 'CustomMessage_ForgotPassword',
      request: {
        userAttributes: { sub, email: EMAIL, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' },
        ...{ codeParameter: '{####}', linkParameter: '{##Click Here##}', usernameParameter: null },
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });

    const code = mailedCode();
    expect(await refusal(confirm(otherThan(code)))).toMatch(/^CodeMismatchException: Invalid verification code/);
    expect(await refusal(confirm(code, 'court'))).toMatch(/^InvalidPasswordException: .*not long enough/);
    await confirm(code);
    expect(await refusal(confirm(code))).toMatch(/^ExpiredCodeException/);
    expect(await refusal(signIn(cloud))).toMatch(/Incorrect username or password/);
    expect((await signIn(cloud, { PASSWORD: NEW_PASSWORD })).AuthenticationResult?.IdToken).toBeDefined();
  });

  it('of an unknown address is answered as if a code had been sent', async () => {
    const sent = cloud.mails.length;
    const { CodeDeliveryDetails } = await forgot('personne@nerac.fr');
    expect(CodeDeliveryDetails).toEqual({ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'p***@n***' });
    expect(cloud.mails).toHaveLength(sent);
    expect(await refusal(confirm('123456', NEW_PASSWORD, 'personne@nerac.fr'))).toMatch(/^CodeMismatchException/);
  });

  it('takes five wrong codes, then no right one either', async () => {
    await forgot();
    const code = mailedCode();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await refusal(confirm(otherThan(code)))).toMatch(/^CodeMismatchException/);
    }
    expect(await refusal(confirm(code))).toMatch(/^LimitExceededException: Attempt limit exceeded/);
  });

  it('is not mailed when the trigger fails, and the caller learns it', async () => {
    const sent = cloud.mails.length;
    broken = new Error('no template');
    expect(await refusal(forgot())).toBe('UserLambdaValidationException: CustomMessage failed with error no template.');
    broken = undefined;
    expect(cloud.mails).toHaveLength(sent);
  });

  it('is refused to a client without the secret', async () => {
    const call = new ForgotPasswordCommand({ ClientId: cloud.clientId, Username: EMAIL });
    expect(await refusal(cloud.sdk.send(call))).toMatch(/^NotAuthorizedException: Client .* SECRET_HASH/);
  });
});

describe('an invitation', () => {
  it('names the address and a password that opens the door once', async () => {
    const Username = 'invitee@nerac.fr';
    await cloud.sdk.send(
      new AdminCreateUserCommand({
        ...{ UserPoolId: cloud.poolId, Username, DesiredDeliveryMediums: ['EMAIL'] },
        UserAttributes: [{ Name: 'email', Value: Username }],
      }),
    );
    const mail = cloud.mails.at(-1);
    expect(mail?.subject).toBe('Bienvenue à bord');
    const [, temporary] = /<p>invitee@nerac\.fr : (\S+)<\/p>/.exec(mail?.html ?? '') ?? [];
    const { ChallengeName } = await signIn(cloud, { USERNAME: Username, PASSWORD: temporary });
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  });
});

describe('a second factor', () => {
  const Username = 'totp@nerac.fr';
  const codeAt = (secret: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
  const wrongFor = (secret: string): string => {
    const right = [-1, 0, 1, 2].map((steps) => codeAt(secret, steps));
    return ['000000', '111111', '222222', '333333', '444444'].find((code) => !right.includes(code)) ?? '';
  };
  const answer = (Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
    cloud.sdk.send(
      new RespondToAuthChallengeCommand({
        ...{ ClientId: cloud.clientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session },
        ChallengeResponses: { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE, SECRET_HASH: cloud.secretHash(Username) },
      }),
    );

  it('is enrolled, asked for, used once, and taken away', async () => {
    await createUser(cloud, Username);
    const AccessToken = (await signIn(cloud, { USERNAME: Username })).AuthenticationResult?.AccessToken ?? '';
    const prefer = (Enabled: boolean) =>
      cloud.sdk.send(
        new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } }),
      );
    const { SecretCode = '' } = await cloud.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    expect(await refusal(prefer(true))).toMatch(/^InvalidParameterException/);
    const verify = (UserCode: string) =>
      cloud.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode, FriendlyDeviceName: 'Téléphone' }));
    expect(await refusal(verify(wrongFor(SecretCode)))).toBe('EnableSoftwareTokenMFAException: Code mismatch');
    expect((await verify(codeAt(SecretCode))).Status).toBe('SUCCESS');
    expect((await signIn(cloud, { USERNAME: Username })).AuthenticationResult).toBeDefined();
    await prefer(true);

    const { ChallengeName, ChallengeParameters, Session } = await signIn(cloud, { USERNAME: Username });
    expect([ChallengeName, ChallengeParameters?.FRIENDLY_DEVICE_NAME]).toEqual(['SOFTWARE_TOKEN_MFA', 'Téléphone']);
    expect(await refusal(answer(Session, wrongFor(SecretCode)))).toBe(
      'CodeMismatchException: Invalid code received for user',
    );
    const code = codeAt(SecretCode);
    const { AuthenticationResult: tokens } = await answer(Session, code);
    expect(tokens?.RefreshToken).toBeDefined();
    expect(await refusal(answer(Session, code))).toMatch(/^NotAuthorizedException: Invalid session/);
    const second = await signIn(cloud, { USERNAME: Username });
    expect(await refusal(answer(second.Session, code))).toMatch(/^ExpiredCodeException: .*already been used once/);

    await cloud.sdk.send(
      new AdminSetUserMFAPreferenceCommand({
        ...{ UserPoolId: cloud.poolId, Username, SoftwareTokenMfaSettings: { Enabled: false } },
      }),
    );
    expect((await signIn(cloud, { USERNAME: Username })).AuthenticationResult).toBeDefined();
  });

  it('required by the pool is enrolled while signing in', async () => {
    const strict = await startCloud({ pool: { MfaConfiguration: 'ON' } });
    await createUser(strict);
    const { ChallengeName, Session } = await signIn(strict);
    expect(ChallengeName).toBe('MFA_SETUP');
    const finish = () =>
      strict.sdk.send(
        new RespondToAuthChallengeCommand({
          ...{ ClientId: strict.clientId, ChallengeName: 'MFA_SETUP', Session },
          ChallengeResponses: { USERNAME: EMAIL, SECRET_HASH: strict.secretHash(EMAIL) },
        }),
      );
    const { SecretCode = '' } = await strict.sdk.send(new AssociateSoftwareTokenCommand({ Session }));
    expect(await refusal(finish())).toMatch(/^InvalidParameterException/);
    await strict.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode: codeAt(SecretCode) }));
    expect((await finish()).AuthenticationResult?.IdToken).toBeDefined();
    expect((await signIn(strict)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    await strict.address.close();
    rmSync(strict.directory, { recursive: true });
  });
});

describe('a client that does not hide who has an account', () => {
  it('says so', async () => {
    const open = await startCloud({ client: { PreventUserExistenceErrors: 'LEGACY' } });
    expect(await refusal(signIn(open, { PASSWORD }))).toBe('UserNotFoundException: User does not exist.');
    const call = new ForgotPasswordCommand({
      ...{ ClientId: open.clientId, Username: EMAIL, SecretHash: open.secretHash(EMAIL) },
    });
    expect(await refusal(open.sdk.send(call))).toMatch(/^UserNotFoundException/);
    await open.address.close();
    rmSync(open.directory, { recursive: true });
  });
});
