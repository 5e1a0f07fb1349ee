import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, CustomMessageTriggerEvent } from 'aws-lambda';

type Handler = (event: CustomMessageTriggerEvent, context: Context) => Promise<CustomMessageTriggerEvent>;

const asked = (triggerSource: string, usernameParameter: string | null = null): CustomMessageTriggerEvent =>
  JSON.parse(
    JSON.stringify({
      version: '1',
      region: 'eu-west-3',
      userPoolId: 'eu-west-3_0a1b2c3d4',
      userName: 'a0e8',
      triggerSource,
      request: { userAttributes: {}, codeParameter: '{####}', usernameParameter },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    }),
  );
const context: Context = JSON.parse('{"functionName":"custom-message","awsRequestId":"1"}');

describe('custom-message', () => {
  let handler: Handler;
  const before = { ...process.env };

  beforeAll(async () => {
    Object.assign(process.env, { SITE_ORIGIN: 'https://parvis.example.org', TERRITORY_NAME: "Côtes-d'Armor <22>" });
    ({ handler } = await import('../../../functions/custom-message/handler.ts'));
  });
  afterAll(() => {
    process.env = before;
  });

  it('writes the mail of a forgotten password in French, with the code, the site and the territory', async () => {
    const { response } = await handler(asked('CustomMessage_ForgotPassword'), context);
    expect(response.emailSubject).toBe("Côtes-d'Armor <22> : votre code pour changer de mot de passe");
    expect(response.emailMessage).toContain('{####}');
    expect(response.emailMessage).toContain('href="https://parvis.example.org"');
    expect(response.emailMessage).toContain("Côtes-d'Armor &lt;22&gt;");
  });

  it.each(['CustomMessage_VerifyUserAttribute', 'CustomMessage_ResendCode'])('writes a code for %s', async (source) => {
    const { response } = await handler(asked(source), context);
    expect(response.emailSubject).toContain('code de vérification');
    expect(response.emailMessage).toContain('{####}');
  });

  it('names the user in an invitation, or Cognito would refuse it', async () => {
    const { response } = await handler(asked('CustomMessage_AdminCreateUser', '{username}'), context);
    expect(response.emailMessage).toContain('{username}');
  });
});
