import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ACCOUNT } from '../aws.ts';
import type { Authoriser, FunctionInvoker, QueueSender } from '../aws.ts';

/** What is done when a schedule is due. */
export interface Target {
  arn: string;
  /** Role that the schedule takes on; a rule of EventBridge has none for queues and functions. */
  roleArn?: string | undefined;
  /** JSON, or any text for a queue; the event of the schedule when there is none. */
  input?: string | undefined;
  groupId?: string | undefined;
  /** Attempts after the first. */
  maximumRetries: number;
  /** Milliseconds after which a run is given up. */
  maximumAge: number;
  deadLetterArn?: string | undefined;
}

export interface Reach {
  queues: QueueSender;
  functions: FunctionInvoker;
  authoriser?: Authoriser | undefined;
}

export interface Occasion {
  scheduleArn: string;
  scheduledAt: Date;
  source: 'aws.scheduler' | 'aws.events';
  region: string;
}

/** A function that fails is called twice more, as Lambda does with asynchronous calls. */
const FUNCTION_RETRIES = 2;

/** ISO 8601 without fractions of a second, as EventBridge writes times. */
const iso = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

function inputFor(target: Target, { scheduleArn, scheduledAt, source, region }: Occasion, attempt: number): string {
  const id = randomUUID();
  if (target.input === undefined) {
    return JSON.stringify({
      version: '0',
      id,
      'detail-type': 'Scheduled Event',
      source,
      account: ACCOUNT,
      time: iso(scheduledAt),
      region,
      resources: [scheduleArn],
      detail: source === 'aws.scheduler' ? '{}' : {},
    });
  }
  return target.input
    .replaceAll('<aws.scheduler.scheduled-time>', iso(scheduledAt))
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}

const isFunction = ({ arn }: Target): boolean => arn.split(':')[2] === 'lambda';

/**
 * Does it once.
 * @throws {Error} when the role may not, the queue does not take it, or the function fails.
 */
export async function reachOnce(target: Target, occasion: Occasion, reach: Reach, attempt = 1): Promise<void> {
  const input = inputFor(target, occasion, attempt);
  const action = isFunction(target) ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
  if (target.roleArn !== undefined) {
    const principal = { kind: 'role', roleArn: target.roleArn, sessionName: 'scheduler', tags: {} } as const;
    await reach.authoriser?.authorise(principal, [{ action, resource: target.arn }]);
  }
  if (!isFunction(target)) {
    await reach.queues.send(target.arn, input, target.groupId === undefined ? {} : { groupId: target.groupId });
    return;
  }
  const { error } = await reach.functions.invoke(target.arn, JSON.parse(input));
  if (error !== undefined) throw new Error(`${target.arn}: ${error}`);
}

/**
 * Does it, again after a failure as long as its retry policy says, and leaves it to the dead-letter queue at last.
 * @returns the last failure, undefined when it was done.
 * @throws {DOMException} `AbortError` when `signal` stops it between two attempts.
 */
export async function reachWithRetries(
  target: Target,
  occasion: Occasion,
  reach: Reach,
  signal: AbortSignal,
): Promise<string | undefined> {
  const retries = isFunction(target) ? Math.min(FUNCTION_RETRIES, target.maximumRetries) : target.maximumRetries;
  const givenUpAt = Date.now() + target.maximumAge;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await reachOnce(target, occasion, reach, attempt);
      return undefined;
    } catch (error) {
      if (attempt <= retries && Date.now() < givenUpAt) {
        await pause(Math.min(60_000, 1_000 * 2 ** (attempt - 1)), undefined, { signal, ref: false });
        continue;
      }
      if (target.deadLetterArn !== undefined) {
        await reach.queues.send(target.deadLetterArn, inputFor(target, occasion, attempt));
      }
      return String(error);
    }
  }
}
