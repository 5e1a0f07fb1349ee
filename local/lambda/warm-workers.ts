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
  /** For workers whose functions are given more than a gibibyte: WebAssembly's memory shows in no heap. */
  largeIdleMs: number;
}

export const WARM_LIMITS: WarmLimits = { most: 4, idleMs: 5 * 60_000, heapMegabytes: 128, largeIdleMs: 20_000 };

const LARGE_MEGABYTES = 1024;

const LOOK_EVERY_MS = 5_000;

export class WarmWorkers {
  readonly #limits: WarmLimits;
  /** In order of becoming idle. */
  readonly #idle: { owner: string; worker: FunctionWorker; until: number }[] = [];
  readonly #sweep: NodeJS.Timeout;

  constructor(limits: WarmLimits = WARM_LIMITS) {
    this.#limits = limits;
    this.#sweep = setInterval(
      () => void this.#sweepIdle(),
      Math.min(limits.idleMs / 5, limits.largeIdleMs / 5, LOOK_EVERY_MS),
    );
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

  /** @param memoryMegabytes What its function is given. */
  keep(owner: string, worker: FunctionWorker, memoryMegabytes = 0): void {
    const { idleMs, largeIdleMs } = this.#limits;
    const mayIdle = memoryMegabytes > LARGE_MEGABYTES ? Math.min(largeIdleMs, idleMs) : idleMs;
    this.#idle.push({ owner, worker, until: Date.now() + mayIdle });
    while (this.#idle.length > this.#limits.most) void this.#idle.shift()?.worker.stop();
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await Promise.all(this.#idle.splice(0).map(({ worker }) => worker.stop()));
  }

  async #sweepIdle(): Promise<void> {
    for (const entry of [...this.#idle]) {
      const isOver = entry.until < Date.now() || (await entry.worker.heapMegabytes()) > this.#limits.heapMegabytes;
      const index = this.#idle.indexOf(entry);
      if (!isOver || index === -1) continue;
      this.#idle.splice(index, 1);
      void entry.worker.stop();
    }
  }
}
