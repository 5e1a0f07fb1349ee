/**
 * The idle workers of all functions, the longest idle first. Ten eager ones took 534-816 MB: at most
 * four are kept, and none that nobody called for a while.
 */
import type { FunctionWorker } from './function-worker.ts';

export interface WarmLimits {
  /** Idle workers kept, over all functions. */
  most: number;
  idleMs: number;
}

export const WARM_LIMITS: WarmLimits = { most: 4, idleMs: 5 * 60_000 };

export class WarmWorkers {
  readonly #limits: WarmLimits;
  /** In order of becoming idle. */
  readonly #idle: { owner: string; worker: FunctionWorker; since: number }[] = [];
  readonly #sweep: NodeJS.Timeout;

  constructor(limits: WarmLimits = WARM_LIMITS) {
    this.#limits = limits;
    this.#sweep = setInterval(() => this.#stopForgotten(), Math.max(limits.idleMs / 10, 10));
    this.#sweep.unref();
  }

  get size(): number {
    return this.#idle.length;
  }

  /** The worker of this owner that was used last, if one is warm. */
  take(owner: string): FunctionWorker | undefined {
    const index = this.#idle.findLastIndex((entry) => entry.owner === owner);
    return index === -1 ? undefined : this.#idle.splice(index, 1)[0]?.worker;
  }

  keep(owner: string, worker: FunctionWorker): void {
    this.#idle.push({ owner, worker, since: Date.now() });
    while (this.#idle.length > this.#limits.most) void this.#idle.shift()?.worker.stop();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all(this.#idle.splice(0).map(({ worker }) => worker.stop()));
  }

  #stopForgotten(): void {
    const oldest = Date.now() - this.#limits.idleMs;
    while (this.#idle[0] && this.#idle[0].since < oldest) void this.#idle.shift()?.worker.stop();
  }
}
