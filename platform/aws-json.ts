/**
 * Calls to the services of AWS that speak JSON, without the SDK's clients: these take 0.6 ms of processor more at each
 * call, and load a description of the whole service (docs/adr/0017-light-clients.md). What they do about calls that fail
 * is done here as well.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import { setTimeout as pause } from 'node:timers/promises';
import { awsAddress } from './aws-address.ts';
import { defaultProvider } from './aws-credentials.ts';
import { type AwsAnswer, postToAws } from './aws-post.ts';
import { type AwsCredentials, signerFor } from './aws-signature.ts';
import { isRecord } from './records.ts';

export type { AwsCredentials } from './aws-signature.ts';

export interface JsonService {
  /** As in its addresses: `dynamodb`. */
  service: string;
  /** Before the names of its operations: `DynamoDB_20120810`. */
  target: string;
  version: '1.0' | '1.1';
  /** Operations that are asked without a signature. */
  unsigned?: ReadonlySet<string>;
  /** A page waits for it. In milliseconds; 5 s when left out. */
  longestSilence?: number;
}

/** Left out: the region's own address or the environment's, and the function's own credentials. */
export interface AwsPlace {
  address?: string | undefined;
  region?: string | undefined;
  /** Asked at each call. */
  credentials?: (() => Promise<AwsCredentials>) | undefined;
}

/** One operation. Answers what the service did, @throws {AwsError}. */
export type JsonCall = (operation: string, input: object) => Promise<Record<string, unknown>>;

/** What a service refused, or that it could not be reached (`NetworkError`). */
export class AwsError extends Error {
  /** HTTP; 0 when nothing came. */
  readonly status: number;
  /** Whatever else the service said of it. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Of a transaction: what became of each of its items. */
  declare readonly CancellationReasons?: unknown;

  constructor(name: string, status: number, said: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    const message = said.message ?? said.Message;
    super(typeof message === 'string' ? message : name, options);
    this.name = name;
    this.status = status;
    this.said = said;
    if (said.CancellationReasons !== undefined) this.CancellationReasons = said.CancellationReasons;
  }
}

/** As the SDK's: three times in all, later and later. In milliseconds. */
const TRIES = 3;
const LATER = 100;
const LATER_WHEN_THROTTLED = 500;

/** Refusals that say « more slowly ». */
const THROTTLED = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);
/** Refusals that another try may not meet. */
const PASSING = new Set([
  'InternalServerError',
  'InternalServiceError',
  'TransactionInProgressException',
  // One item was in a transaction of somebody else at this moment.
  'TransactionConflictException',
]);

const isPassing = ({ name, status }: AwsError): boolean =>
  status === 0 || status >= 500 || PASSING.has(name) || THROTTLED.has(name);

/** Anywhere before the end of the time given, so that those who were refused together do not come back together. */
const delayBefore = (attempt: number, { name }: AwsError): number =>
  Math.random() * (THROTTLED.has(name) ? LATER_WHEN_THROTTLED : LATER) * 2 ** (attempt - 1);

export function jsonService(asked: JsonService, place: AwsPlace = {}): JsonCall {
  const { service, target, version, unsigned, longestSilence = 5000 } = asked;
  const { region = process.env.AWS_REGION ?? '', credentials = defaultProvider() } = place;
  const address = new URL(place.address ?? awsAddress(service, region));
  const { host, pathname: path } = address;
  const signed = signerFor(service, region);

  async function once(operation: string, body: string): Promise<Record<string, unknown>> {
    const asked = {
      host,
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': `${target}.${operation}`,
    };
    const headers = unsigned?.has(operation)
      ? asked
      : signed({ path, headers: asked, body }, await credentials(), new Date());
    let answer: AwsAnswer;
    try {
      answer = await postToAws(address, headers, body, longestSilence);
    } catch (cause) {
      throw new AwsError('NetworkError', 0, { message: `${host} did not answer` }, { cause });
    }
    const said = saidIn(answer);
    if (answer.status === 200) return said;
    throw new AwsError(nameOf(said, answer.status), answer.status, said);
  }

  return async (operation, input) => {
    const body = JSON.stringify(input);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(operation, body);
      } catch (error) {
        if (!(error instanceof AwsError) || !isPassing(error) || attempt === TRIES) throw error;
        await pause(delayBefore(attempt, error));
      }
    }
  };
}

function saidIn({ text, status }: AwsAnswer): Record<string, unknown> {
  try {
    const said: unknown = text === '' ? {} : JSON.parse(text);
    if (isRecord(said)) return said;
  } catch {
    // Whatever stands between (a load balancer) answers in HTML.
  }
  if (status === 200) throw new AwsError('NetworkError', 0, { message: 'The answer could not be read' });
  return {};
}

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` → `ConditionalCheckFailedException` */
function nameOf({ __type: type }: Record<string, unknown>, status: number): string {
  return typeof type === 'string' ? (type.split('#').at(-1) ?? type) : `HTTP ${status}`;
}
