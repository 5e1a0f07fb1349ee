/** Hands messages to SES, which has no idempotency: what it answers decides what may be tried again. */
import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';

/** A whole message to one address. */
export interface RawMail {
  raw: string;
  to: string;
  /** Come back with bounces and complaints. ASCII letters, digits, `_ - . @`. */
  tags: Readonly<Record<string, string>>;
}

export interface MailTransport {
  /**
   * @throws {MailNotTaken} when SES certainly has not taken it; any other error leaves it unknown.
   */
  send(mail: RawMail): Promise<void>;
}

/** SES said no. `forGood`: the same message would be refused again. */
export class MailNotTaken extends Error {
  readonly forGood: boolean;

  constructor(forGood: boolean, cause: unknown) {
    super(forGood ? 'SES refuses the message.' : 'SES does not take the message now.', { cause });
    this.name = 'MailNotTaken';
    this.forGood = forGood;
  }
}

const named = (error: unknown): string => (error instanceof Error ? error.name : '');

/** What is wrong with this very message: SES developer guide, "SendRawEmail", errors. */
const REFUSED = new Set(['MessageRejected', 'InvalidParameterValue', 'InvalidParameterValueException']);
/** SES's own word for its rate, and the SDK's for its relatives. */
const THROTTLED = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded']);

const DAILY_QUOTA = /daily/i;

/** Waits between tries of a throttled message: the account's rate is per second. In milliseconds. */
const PAUSES = [500, 1_000, 2_000];

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return 0;
  const { $metadata: metadata } = error;
  const isStatus = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isStatus && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}

/**
 * The transport over SES. The client must not try again by itself (`maxAttempts: 1`): after a lost answer that would
 * send the message a second time, uncounted.
 */
export function sesTransport(
  client: SESClient,
  options: { configurationSet: string; pause: (milliseconds: number) => Promise<void> },
): MailTransport {
  const command = ({ raw, to, tags }: RawMail): SendRawEmailCommand =>
    new SendRawEmailCommand({
      Destinations: [to],
      RawMessage: { Data: Buffer.from(raw, 'latin1') },
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      ConfigurationSetName: options.configurationSet,
    });
  return {
    async send(mail) {
      for (const pause of [...PAUSES, undefined]) {
        try {
          await client.send(command(mail));
          return;
        } catch (error) {
          const isThrottled = THROTTLED.has(named(error));
          if (isThrottled && pause !== undefined && !(error instanceof Error && DAILY_QUOTA.test(error.message))) {
            await options.pause(pause);
            continue;
          }
          const status = statusOf(error);
          // Without an answer, or with a fault of SES itself, nobody knows whether it was taken.
          if (!isThrottled && (status < 400 || status >= 500)) throw error;
          throw new MailNotTaken(REFUSED.has(named(error)), error);
        }
      }
    },
  };
}
