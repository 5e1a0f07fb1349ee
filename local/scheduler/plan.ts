import { join } from 'node:path';
import * as z from 'zod';
import { readIfPresent, writeDurably } from '../durable/files.ts';
import { lastDue, recurrence } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';
import { reachOnce, reachWithRetries } from './target.ts';
import type { Occasion, Reach, Target } from './target.ts';

/** A schedule or a rule, as its template declares it. */
export interface PlanDeclaration {
  name: string;
  group: string;
  arn: string;
  source: Occasion['source'];
  expression: string;
  timezone: string;
  start?: Date | undefined;
  end?: Date | undefined;
  enabled: boolean;
  /** Milliseconds within which a missed run is made up for. */
  window: number;
  targets: readonly Target[];
}

const memorySchema = z.object({
  expression: z.string(),
  /** When the schedule was first seen with this expression: a rate counts from here. */
  since: z.coerce.date(),
  lastScheduled: z.coerce.date().optional(),
});

type Memory = z.infer<typeof memorySchema>;

/** The longest a timer waits: a machine that slept is noticed within this time. */
const LONGEST_WAIT_MS = 30_000;

export interface PlanContext {
  directory: string;
  region: string;
  reach: Reach;
  now: () => Date;
}

/** One schedule at work: when it is due next, and what of it was done, remembered on disk. */
export class Plan {
  readonly declaration: PlanDeclaration;
  readonly #context: PlanContext;
  readonly #recurrence: Recurrence;
  readonly #memoryFile: string;
  readonly #stopping = new AbortController();
  #memory: Memory;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #lastError: string | undefined;

  private constructor(declaration: PlanDeclaration, context: PlanContext, memoryFile: string, memory: Memory) {
    this.declaration = declaration;
    this.#context = context;
    this.#memoryFile = memoryFile;
    this.#memory = memory;
    const { expression, timezone, start, end } = declaration;
    this.#recurrence = recurrence(expression, timezone, { start: start ?? memory.since, end });
  }

  static async open(declaration: PlanDeclaration, context: PlanContext): Promise<Plan> {
    const { group, name, expression, timezone } = declaration;
    const file = join(context.directory, encodeURIComponent(group), `${encodeURIComponent(name)}.json`);
    const kept = await readIfPresent(file);
    const memory = kept === undefined ? undefined : memorySchema.parse(JSON.parse(kept));
    const now = context.now();
    // A changed expression starts anew: what the old one missed is no longer wanted.
    const current = memory?.expression === `${expression} ${timezone}`;
    const plan = new Plan(
      declaration,
      context,
      file,
      current ? memory : { expression: `${expression} ${timezone}`, since: now },
    );
    if (!current) await plan.#remember();
    return plan;
  }

  get lastScheduled(): Date | undefined {
    return this.#memory.lastScheduled;
  }

  get lastError(): string | undefined {
    return this.#lastError;
  }

  /** When it is due next, undefined when it never is any more or is disabled. */
  nextRun(): Date | undefined {
    return this.declaration.enabled ? this.#recurrence.next(this.#context.now()) : undefined;
  }

  /** Makes up for what was missed, then waits for each time it is due. */
  start(): void {
    if (!this.declaration.enabled || this.#stopping.signal.aborted) return;
    this.#running = this.#runIfDue().then(() => this.#wait());
  }

  /** Does it now, once, besides its times. */
  async runNow(): Promise<void> {
    const occasion = this.#occasion(this.#context.now());
    await Promise.all(this.declaration.targets.map((target) => reachOnce(target, occasion, this.#context.reach)));
  }

  /** Waits for a run that is under way, unless it is between two attempts: that one comes again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wait(): void {
    if (this.#stopping.signal.aborted) return;
    const now = this.#context.now();
    const next = this.#recurrence.next(now);
    if (!next) return;
    const delay = Math.min(LONGEST_WAIT_MS, next.getTime() - now.getTime());
    this.#timer = setTimeout(() => this.start(), delay).unref();
  }

  async #runIfDue(): Promise<void> {
    const { since, lastScheduled } = this.#memory;
    const { window, targets } = this.declaration;
    const after = lastScheduled ?? new Date(since.getTime() - 1);
    const due = lastDue(this.#recurrence, after, this.#context.now(), window);
    if (!due) return;
    const { signal } = this.#stopping;
    try {
      const outcomes = await Promise.all(
        targets.map((target) => reachWithRetries(target, this.#occasion(due), this.#context.reach, signal)),
      );
      this.#lastError = outcomes.find((outcome) => outcome !== undefined);
      this.#memory = { ...this.#memory, lastScheduled: due };
      // After the run, so that one cut short by a crash is repeated rather than lost.
      await this.#remember();
    } catch (error) {
      this.#lastError = String(error);
    }
  }

  #occasion(scheduledAt: Date): Occasion {
    const { arn, source } = this.declaration;
    return { scheduleArn: arn, scheduledAt, source, region: this.#context.region };
  }

  #remember(): Promise<void> {
    return writeDurably(this.#memoryFile, JSON.stringify(this.#memory));
  }
}
