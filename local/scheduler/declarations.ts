import * as z from 'zod';
import { arn } from '../aws.ts';
import type { ResourceToProvision } from '../aws.ts';
import type { PlanDeclaration } from './plan.ts';

const DAY_S = 86_400;

const number = z.coerce.number().int();
const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');
const sqs = z.object({ MessageGroupId: z.string().optional() }).optional();
const deadLetter = z.object({ Arn: z.string().optional() }).optional();
const retry = z
  .object({
    MaximumEventAgeInSeconds: number.min(60).max(DAY_S).default(DAY_S),
    MaximumRetryAttempts: number.min(0).max(185).default(185),
  })
  .prefault({});

/** Only these two services are targets on one machine; another is refused, not forgotten. */
const targetArn = z
  .string()
  .regex(/^arn:[^:]*:(sqs|lambda):/, { error: 'Targets are queues and functions on one machine.' });

/** AWS::Scheduler::Schedule. */
const scheduleSchema = z.object({
  Name: z.string().max(64).optional(),
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  StartDate: z.coerce.date().optional(),
  EndDate: z.coerce.date().optional(),
  State: state,
  FlexibleTimeWindow: z.object({ Mode: z.enum(['OFF', 'FLEXIBLE']), MaximumWindowInMinutes: number.optional() }),
  Target: z.object({
    Arn: targetArn,
    RoleArn: z.string(),
    Input: z.string().optional(),
    SqsParameters: sqs,
    RetryPolicy: retry,
    DeadLetterConfig: deadLetter,
  }),
});

/** AWS::Events::Rule with a schedule. */
const ruleSchema = z.object({
  Name: z.string().max(64).optional(),
  ScheduleExpression: z.string({ error: 'Rules for events are not implemented on one machine, only scheduled ones.' }),
  State: state,
  Targets: z
    .array(
      z.object({
        Arn: targetArn,
        RoleArn: z.string().optional(),
        Input: z.string().optional(),
        SqsParameters: sqs,
        RetryPolicy: retry,
        DeadLetterConfig: deadLetter,
      }),
    )
    .default([]),
});

type TargetProperties = z.infer<typeof ruleSchema>['Targets'][number];

const target = ({ Arn, RoleArn, Input, SqsParameters, RetryPolicy, DeadLetterConfig }: TargetProperties) => ({
  arn: Arn,
  roleArn: RoleArn,
  input: Input,
  groupId: SqsParameters?.MessageGroupId,
  maximumRetries: RetryPolicy.MaximumRetryAttempts,
  maximumAge: RetryPolicy.MaximumEventAgeInSeconds * 1000,
  deadLetterArn: DeadLetterConfig?.Arn,
});

/** A run that was missed is still wanted within the flexible window, or as long as its event may be old. */
const windowOf = (targets: readonly { maximumAge: number }[], flexibleMinutes = 0): number =>
  Math.max(flexibleMinutes * 60_000, ...targets.map(({ maximumAge }) => maximumAge));

export function scheduleDeclaration(region: string, { properties, defaultName }: ResourceToProvision): PlanDeclaration {
  const given = scheduleSchema.parse(properties);
  const name = given.Name ?? defaultName.slice(0, 64);
  const targets = [target(given.Target)];
  return {
    name,
    group: given.GroupName,
    arn: arn('scheduler', region, `schedule/${given.GroupName}/${name}`),
    source: 'aws.scheduler',
    expression: given.ScheduleExpression,
    timezone: given.ScheduleExpressionTimezone,
    start: given.StartDate,
    end: given.EndDate,
    enabled: given.State === 'ENABLED',
    window: windowOf(targets, given.FlexibleTimeWindow.MaximumWindowInMinutes),
    targets,
  };
}

export function ruleDeclaration(region: string, { properties, defaultName }: ResourceToProvision): PlanDeclaration {
  const given = ruleSchema.parse(properties);
  const name = given.Name ?? defaultName.slice(0, 64);
  const targets = given.Targets.map(target);
  return {
    name,
    group: 'rules',
    arn: arn('events', region, `rule/${name}`),
    source: 'aws.events',
    expression: given.ScheduleExpression,
    timezone: 'UTC',
    enabled: given.State === 'ENABLED',
    window: windowOf(targets),
    targets,
  };
}
