import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws.ts';
import type { Authoriser } from '../../../local/aws.ts';
import { createScheduler } from '../../../local/scheduler/index.ts';
import type { Scheduler } from '../../../local/scheduler/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import type { Sqs } from '../../../local/sqs/index.ts';
import { REGION, resource, temporaryDirectory } from '../support/endpoint.ts';
import { provisionQueue } from '../sqs/queues.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let sqs: Sqs;
let digests: string;
let now: Date;
const open: Scheduler[] = [];
const calls: { functionArn: string; event: unknown }[] = [];

beforeEach(async () => {
  directory = await temporaryDirectory();
  sqs = await createSqs({ directory: directory.path, region: REGION, endpoint: () => 'http://127.0.0.1:1' });
  digests = (await provisionQueue(sqs, 'digests')).arn;
  now = new Date('2026-11-24T12:00:00Z');
  calls.length = 0;
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await sqs.close();
  await directory.remove();
});

async function scheduler(authoriser?: Authoriser): Promise<Scheduler> {
  const made = await createScheduler({
    directory: directory.path,
    region: REGION,
    queues: sqs,
    functions: {
      invoke(functionArn, event) {
        calls.push({ functionArn, event });
        return Promise.resolve({ payload: null });
      },
    },
    ...(authoriser && { authoriser }),
    now: () => now,
  });
  open.push(made);
  return made;
}

const daily = (more: Record<string, unknown> = {}, target: Record<string, unknown> = {}) =>
  resource('AWS::Scheduler::Schedule', {
    Name: 'daily',
    ScheduleExpression: 'cron(0 7 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Paris',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: digests,
      RoleArn: `arn:aws:iam::000000000000:role/schedules`,
      Input: '{"due":"<aws.scheduler.scheduled-time>"}',
      RetryPolicy: { MaximumRetryAttempts: 0 },
      ...target,
    },
    ...more,
  });

const provision = (on: Scheduler, what = daily()) => on.providers[what.type]?.(what);
const received = async () => (await sqs.receive(digests, { max: 10, waitSeconds: 20 })).map(({ body }) => body);
const nothingWaits = () => sqs.depth(digests).visible === 0;

describe('a schedule', () => {
  it('missed while the machine was off runs once at the next start, and not again', async () => {
    const first = await scheduler();
    await provision(first);
    first.start();
    await first.close();
    expect(nothingWaits()).toBe(true);
    now = new Date('2026-11-27T10:00:00Z');
    const second = await scheduler();
    await provision(second);
    second.start();
    expect(await received()).toEqual(['{"due":"2026-11-27T06:00:00Z"}']);
    await second.close();
    expect(second.describe()).toMatchObject([
      { name: 'daily', lastScheduled: new Date('2026-11-27T06:00:00Z'), nextRun: new Date('2026-11-28T06:00:00Z') },
    ]);
    const third = await scheduler();
    await provision(third);
    third.start();
    await third.close();
    expect(sqs.depth(digests).visible).toBe(0);
  });

  it('does nothing when it is disabled, and runs now when asked', async () => {
    const one = await scheduler();
    await provision(one, daily({ State: 'DISABLED' }));
    one.start();
    expect(one.describe()[0]?.nextRun).toBeUndefined();
    await one.runNow('daily');
    expect(await received()).toEqual(['{"due":"2026-11-24T12:00:00Z"}']);
    await expect(one.runNow('none')).rejects.toThrow('does not exist');
  });

  it('reaches its target with its role, and says so when the role may not', async () => {
    const asked: unknown[] = [];
    const denying = await scheduler({
      authorise(principal, requests) {
        asked.push([principal, requests]);
        return Promise.reject(new AwsError('AccessDeniedException', 'schedules may not send'));
      },
    });
    await provision(denying);
    await expect(denying.runNow('daily')).rejects.toThrow('schedules may not send');
    expect(asked).toEqual([
      [
        expect.objectContaining({ roleArn: 'arn:aws:iam::000000000000:role/schedules' }),
        [{ action: 'sqs:SendMessage', resource: digests }],
      ],
    ]);
    expect(nothingWaits()).toBe(true);
  });

  it('leaves what it could not do to its dead-letter queue', async () => {
    const dead = await provisionQueue(sqs, 'dead');
    const one = await scheduler();
    const target = { Arn: `${digests}-none`, DeadLetterConfig: { Arn: dead.arn } };
    await provision(one, daily({ ScheduleExpression: 'rate(1 day)' }, target));
    one.start();
    const [lost] = await sqs.receive(dead.arn, { max: 1, waitSeconds: 20 });
    await one.close();
    expect(lost?.body).toBe('{"due":"2026-11-24T12:00:00Z"}');
    expect(one.describe()[0]?.lastError).toContain('The specified queue does not exist');
  });

  it('refuses a target that it could not reach', async () => {
    const one = await scheduler();
    const refused = async () => provision(one, daily({}, { Arn: 'arn:aws:scheduler:::aws-sdk:ses:sendEmail' }));
    await expect(refused).rejects.toThrow('queues and functions');
  });
});

describe('a scheduled rule', () => {
  it('calls its function with the event of EventBridge', async () => {
    const one = await scheduler();
    const functionArn = `arn:aws:lambda:${REGION}:000000000000:function:prepare-territory`;
    await provision(
      one,
      resource('AWS::Events::Rule', {
        Name: 'monthly',
        ScheduleExpression: 'cron(0 3 1 * ? *)',
        Targets: [{ Id: 'one', Arn: functionArn }],
      }),
    );
    await one.runNow('monthly');
    expect(calls).toEqual([
      {
        functionArn,
        event: expect.objectContaining({
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          time: '2026-11-24T12:00:00Z',
          resources: [`arn:aws:events:${REGION}:000000000000:rule/monthly`],
        }),
      },
    ]);
  });
});
