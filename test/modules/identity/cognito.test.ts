/** Logins against the local Cognito: what it answers and refuses, through a client that is not the SDK's. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { cognitoLogin, type Login, loginKeeper } from '../../../modules/identity/index.ts';
import { cognitoClient } from '../../../platform/cognito.ts';
import { EMAIL, PASSWORD, REGION, refusal, startCloud, type TestCloud } from '../../local/cognito/cloud.ts';

let cloud: TestCloud;
let login: Login;
let person: string;
beforeAll(async () => {
  cloud = await startCloud();
  login = cognitoLogin(cloud.client, cloud.poolId, cloud.clientId);
  person = await login.create(EMAIL, PASSWORD);
});
afterAll(async () => {
  await cloud.address.close();
  rmSync(cloud.directory, { recursive: true });
});

const mailedCode = (): string => /\d{6}/.exec(cloud.mails.at(-1)?.html ?? '')?.[0] ?? '';
const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a login', () => {
  it('opens with its password, in any letter case of the address, and with nothing else', async () => {
    expect(await login.signIn(EMAIL, PASSWORD)).toMatchObject({ kind: 'signed-in', person });
    expect(await login.signIn(EMAIL.toUpperCase(), PASSWORD)).toMatchObject({ kind: 'signed-in', person });
    expect(await login.signIn(EMAIL, `${PASSWORD}!`)).toEqual({ kind: 'refused' });
    expect(await login.signIn('nobody@nerac.fr', PASSWORD)).toEqual({ kind: 'refused' });
  });

  it('is found by its address, and made once', async () => {
    expect(await login.find(EMAIL)).toBe(person);
    expect(await login.find('nobody@nerac.fr')).toBeUndefined();
    await expect(login.create(EMAIL, PASSWORD)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is given another password with the code that was mailed', async () => {
    expect(await login.sendResetCode('nobody@nerac.fr')).toBe('sent');
    expect(await login.sendResetCode(EMAIL)).toBe('sent');
    const code = mailedCode();
    expect(await login.reset(EMAIL, otherThan(code), 'une-autre-phrase-8')).toBe('wrong-code');
    expect(await login.reset(EMAIL, code, 'court')).toBe('weak-password');
    expect(await login.reset(EMAIL, code, 'une-autre-phrase-8')).toBe('done');
    expect(await login.signIn(EMAIL, 'une-autre-phrase-8')).toMatchObject({ kind: 'signed-in', person });
  });

  it('may ask for the code of an application, then for its password alone again', async () => {
    const email = 'totp@nerac.fr';
    const subject = await login.create(email, PASSWORD);
    const signedIn = await login.signIn(email, PASSWORD);
    const accessToken = signedIn.kind === 'signed-in' ? signedIn.accessToken : '';
    const generator = new TOTP({ secret: Secret.fromBase32(await login.beginSecondFactor(accessToken)) });
    expect(await login.confirmSecondFactor(accessToken, otherThan(generator.generate()))).toBe('wrong-code');
    expect(await login.confirmSecondFactor(accessToken, generator.generate())).toBe('done');

    const asked = await login.signIn(email, PASSWORD);
    const challenge = asked.kind === 'code-needed' ? asked.challenge : '';
    expect(await login.answerCode(email, challenge, otherThan(generator.generate()))).toEqual({ kind: 'refused' });

    const keeper = loginKeeper(cloud.client, cloud.poolId);
    await keeper.stopSecondFactor(subject);
    expect(await login.signIn(email, PASSWORD)).toMatchObject({ kind: 'signed-in', person: subject });
    expect(await keeper.changeAddress(subject, EMAIL)).toBe('taken');
    await keeper.close(subject);
    await keeper.close(subject);
    expect(await login.find(email)).toBeUndefined();
  });

  it('keeps what it seals for those who may ask for the secret of the app client', async () => {
    expect(await login.unseal(await login.seal('JBSWY3DPEHPK3PXP'))).toBe('JBSWY3DPEHPK3PXP');
  });
});

describe('who asks', () => {
  it('is looked at, but by what people ask for themselves', async () => {
    const credentials = async () => ({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'none' });
    const nobodys = cognitoClient({ address: cloud.address.url, region: REGION, credentials });
    const AuthParameters = { USERNAME: 'nobody@nerac.fr', PASSWORD, SECRET_HASH: cloud.secretHash('nobody@nerac.fr') };
    const signIn = nobodys('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: cloud.clientId,
      AuthParameters,
    });
    expect(await refusal(signIn)).toMatch(/^NotAuthorizedException/);
    const looked = nobodys('AdminGetUser', { UserPoolId: cloud.poolId, Username: EMAIL });
    expect(await refusal(looked)).toMatch(/^UnrecognizedClientException/);
  });
});
