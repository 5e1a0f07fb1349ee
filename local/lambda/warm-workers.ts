/**
 * The idle workers of all functions, the longest idle first. Ten eager ones took 534-816 MB: at most
 * four are kept, and none that nobody called for a while, or that holds more than pages ever need.
 */
import type { FunctionWorker } from './function-worker.ts';

export interface WarmLimits {
  /** Idle workers kept, over all functions. */
  most: number;
  idleMs: number;
  heapMegabytes: number;
}

export const WARM_LIMITS: WarmLimits = { most: 4, idleMs: 5 * 60_000, heapMegabytes: 128 };

const LOOK_EVERY_MS = 5_000;

export class WarmWorkers {
  readonly #limits: WarmLimits;
  /** In order of becoming idle. */
  readonly #idle: { owner: string; worker: FunctionWorker; since: number }[] = [];
  readonly #sweep: NodeJS.Timeout;

  constructor(limits: WarmLimits = WARM_LIMITS) {
    this.#limits = limits;
    this.#sweep = setInterval(() => void this.#sweepIdle(), Math.min(limits.idleMs / 5, LOOK_EVERY_MS));
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

  async #sweepIdle(): Promise<void> {
    const oldest = Date.now() - this.#limits.idleMs;
    while (this.#idle[0] && this.#idle[0].since < oldest) void this.#idle.shift()?.worker.stop();
    for (const entry of [...this.#idle]) {
      const heap = await entry.worker.heapMegabytes();
      const index = this.#idle.indexOf(entry);
      if (heap <= this.#limits.heapMegabytes || index === -1) continue;
      this.#idle.splice(index, 1);
      void entry.worker.stop();
    }
  }
}
