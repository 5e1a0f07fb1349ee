import { join } from 'node:path';
import * as z from 'zod';
import { arn } from '../aws.ts';
import type { Authoriser, Emulator, FunctionInvoker, ProvisionedResource, QueueSender } from '../aws.ts';
import { ruleDeclaration, scheduleDeclaration } from './declarations.ts';
import { Plan } from './plan.ts';
import type { PlanDeclaration } from './plan.ts';

export interface SchedulerOptions {
  /** Data of the whole local cloud; what was done when is kept in its folder `scheduler`. */
  directory: string;
  region: string;
  queues: QueueSender;
  functions: FunctionInvoker;
  /** Decides whether the role of a schedule may reach its target; without one every role may. */
  authoriser?: Authoriser;
  now?: () => Date;
}

export interface ScheduleDescription {
  name: string;
  group: string;
  expression: string;
  timezone: string;
  enabled: boolean;
  targets: string[];
  /** The last time it was due and done. */
  lastScheduled: Date | undefined;
  /** Why the last run failed, undefined when it did not. */
  lastError: string | undefined;
  nextRun: Date | undefined;
}

export interface Scheduler extends Emulator {
  /** Begins to run what is due, once the targets are there. Schedules made later begin at once. */
  start(): void;
  /**
   * Runs a schedule or rule now, once, besides its times.
   * @throws {Error} when there is none of that name, or when its target cannot be reached.
   */
  runNow(name: string): Promise<void>;
  describe(): ScheduleDescription[];
}

/** EventBridge Scheduler and the scheduled rules of EventBridge. */
export function createScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { region, queues, functions, authoriser, now = () => new Date() } = options;
  const context = {
    directory: join(options.directory, 'scheduler'),
    region,
    reach: { queues, functions, authoriser },
    now,
  };
  const plans = new Map<string, Plan>();
  let started = false;

  async function adopt(declaration: PlanDeclaration): Promise<ProvisionedResource> {
    await plans.get(declaration.arn)?.stop();
    const plan = await Plan.open(declaration, context);
    plans.set(declaration.arn, plan);
    if (started) plan.start();
    return { ref: declaration.name, attributes: { Arn: declaration.arn } };
  }

  return Promise.resolve({
    providers: {
      'AWS::Scheduler::Schedule': (resource) => adopt(scheduleDeclaration(region, resource)),
      'AWS::Events::Rule': (resource) => adopt(ruleDeclaration(region, resource)),
      'AWS::Scheduler::ScheduleGroup': ({ properties, defaultName }) => {
        const { Name = defaultName } = z.object({ Name: z.string().optional() }).parse(properties);
        return Promise.resolve({ ref: Name, attributes: { Arn: arn('scheduler', region, `schedule-group/${Name}`) } });
      },
    },
    services: [],
    start() {
      started = true;
      for (const plan of plans.values()) plan.start();
    },
    async runNow(name) {
      const plan = [...plans.values()].find(({ declaration }) => declaration.name === name);
      if (!plan) throw new Error(`Schedule ${name} does not exist.`);
      await plan.runNow();
    },
    describe: () =>
      [...plans.values()].map((plan) => {
        const { name, group, expression, timezone, enabled, targets } = plan.declaration;
        return {
          name,
          group,
          expression,
          timezone,
          enabled,
          targets: targets.map((target) => target.arn),
          lastScheduled: plan.lastScheduled,
          lastError: plan.lastError,
          nextRun: plan.nextRun(),
        };
      }),
    async close() {
      await Promise.all([...plans.values()].map((plan) => plan.stop()));
    },
  });
}
