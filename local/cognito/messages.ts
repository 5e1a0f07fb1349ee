/** The mails that Cognito sends: composed with the CustomMessage trigger where the pool has one. */
import type { Messages } from 'cognito-local/lib/services/messages.js';
import { attributesToRecord } from 'cognito-local/lib/services/userPoolService.js';
import { createTransport } from 'nodemailer';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { FunctionInvoker } from '../aws.ts';
import type { Pool, Pools, PoolUser } from './pools.ts';

/** Hands a whole MIME message over to those who receive it. */
export type DeliverMail = (raw: Buffer, recipients: string[]) => Promise<void>;

type Source = Parameters<Messages['deliver']>[1];

interface Occasion {
  source: Source;
  clientId: string | null;
  user: PoolUser;
  clientMetadata: Record<string, string> | undefined;
}

interface Text {
  subject: string;
  html: string;
}

const CODE = '{####}';
const USERNAME = '{username}';

const triggerAnswer = z.object({
  response: z.object({ emailSubject: z.string().nullish(), emailMessage: z.string().nullish() }),
});

export function createMessages(
  pools: Pools,
  invoker: FunctionInvoker,
  deliverMail: DeliverMail,
  region: string,
): Messages {
  return {
    async deliver(_context, source, clientId, poolId, user, code, clientMetadata, details) {
      if (details.DeliveryMedium !== 'EMAIL') {
        throw new AwsError('CodeDeliveryFailureException', 'Text messages are not sent on this machine.');
      }
      const pool = pools.byId(poolId);
      const occasion = { source, clientId, user, clientMetadata };
      const text = (await fromTrigger(pool, occasion, invoker, region)) ?? fromTemplates(pool, source);
      // An invitation names the address where the pool signs in by address, its own name elsewhere.
      const username = pool.signInByEmail ? details.Destination : user.Username;
      const html = text.html.replaceAll(CODE, code).replaceAll(USERNAME, username);
      const from = pool.options.EmailConfiguration?.From ?? 'no-reply@verificationemail.com';
      const raw = await compose({ from, to: details.Destination, subject: text.subject, html });
      await deliverMail(raw, [details.Destination]);
    },
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
async function fromTrigger(
  pool: Pool,
  { source, clientId, user, clientMetadata }: Occasion,
  invoker: FunctionInvoker,
  region: string,
): Promise<Text | undefined> {
  const functionArn = pool.options.LambdaConfig?.CustomMessage;
  if (functionArn === undefined) return undefined;
  const { payload, error } = await invoker.invoke(functionArn, {
    version: '1',
    region,
    userPoolId: pool.id,
    userName: user.Username,
    callerContext: { awsSdkVersion: 'aws-sdk-js-3', clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE' },
    triggerSource: `CustomMessage_${source}`,
    request: {
      userAttributes: { ...attributesToRecord(user.Attributes), 'cognito:user_status': user.UserStatus },
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: source === 'AdminCreateUser' ? USERNAME : null,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  if (error !== undefined) {
    throw new AwsError('UserLambdaValidationException', `CustomMessage failed with error ${error}.`);
  }
  const answer = triggerAnswer.safeParse(payload);
  if (!answer.success) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  const { emailSubject, emailMessage } = answer.data.response;
  if (!emailMessage) return undefined;
  const missing = [CODE, ...(source === 'AdminCreateUser' ? [USERNAME] : [])].find(
    (name) => !emailMessage.includes(name),
  );
  if (missing !== undefined) {
    throw new AwsError('InvalidLambdaResponseException', `The message of CustomMessage_${source} lacks ${missing}.`);
  }
  return { subject: emailSubject || fromTemplates(pool, source).subject, html: emailMessage };
}

/** What the pool itself says, or what AWS says when it says nothing. */
function fromTemplates({ options }: Pool, source: Source): Text {
  const invitation = options.AdminCreateUserConfig?.InviteMessageTemplate;
  const verification = options.VerificationMessageTemplate;
  if (source === 'AdminCreateUser') {
    return {
      subject: invitation?.EmailSubject ?? 'Your temporary password',
      html: invitation?.EmailMessage ?? `Your username is ${USERNAME} and temporary password is ${CODE}.`,
    };
  }
  const fallback = source === 'ForgotPassword' ? 'Your password reset code is' : 'Your confirmation code is';
  return {
    subject: verification?.EmailSubject ?? options.EmailVerificationSubject ?? 'Your verification code',
    html: verification?.EmailMessage ?? options.EmailVerificationMessage ?? `${fallback} ${CODE}`,
  };
}

async function compose(mail: { from: string; to: string; subject: string; html: string }): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'crlf' }).sendMail(mail);
  if (!Buffer.isBuffer(message)) throw new Error('The message was not composed in memory.');
  return message;
}
