/** The copies of one function: which call goes to which worker, and when another is started. */
import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration } from './configuration.ts';
import { openLog, type FunctionLog } from './function-log.ts';
import { startWorker, type FunctionWorker } from './function-worker.ts';
import type { Outcome } from './protocol.ts';
import type { WarmWorkers } from './warm-workers.ts';

/** A page takes a few milliseconds, a new worker over a hundred: a call waits a little for a busy one first. */
const PATIENCE_MS = 40;

/** What a running call is given to end when the host stops. */
const GRACE_MS = 3_000;

interface Call {
  event: string;
  answer(outcome: Outcome): void;
  fail(cause: unknown): void;
}

export interface CopiesOptions {
  configuration: FunctionConfiguration;
  warm: WarmWorkers;
  logDirectory: string;
  /** The whole environment of a new worker, credentials of its role included. */
  environment(configuration: FunctionConfiguration): Promise<Record<string, string>>;
}

export class FunctionCopies {
  readonly configuration: FunctionConfiguration;
  readonly #options: CopiesOptions;
  readonly #waiting: Call[] = [];
  /** Workers that load or answer, each with the calls it serves. */
  readonly #serving = new Set<Promise<void>>();
  readonly #loaded = new Set<FunctionWorker>();
  #loading = 0;
  #closed = false;
  #log: Promise<FunctionLog> | undefined;

  constructor(options: CopiesOptions) {
    this.configuration = options.configuration;
    this.#options = options;
  }

  call(event: string): Promise<Outcome> {
    return new Promise((answer, fail) => {
      if (this.#closed) return fail(new Error(`${this.configuration.name} is being stopped`));
      const call: Call = { event, answer, fail };
      const allBusy = !this.#assign(call);
      if (allBusy) setTimeout(() => this.#helpOut(call), PATIENCE_MS).unref();
    });
  }

  /** Lets running calls end for a moment, then ends them. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const call of this.#waiting.splice(0)) call.fail(new Error(`${this.configuration.name} is being stopped`));
    const grace = setTimeout(() => {
      for (const worker of this.#loaded) void worker.stop();
    }, GRACE_MS);
    await Promise.all(this.#serving);
    clearTimeout(grace);
    const log = await this.#log;
    await log?.close();
  }

  /** Queues the call for a warm worker, or for the first one started; false when it has to wait for a busy one. */
  #assign(call: Call): boolean {
    this.#waiting.push(call);
    const worker = this.#options.warm.take(this.configuration.arn);
    if (worker) this.#serve(async () => worker);
    else if (this.#serving.size === 0) this.#serve(() => this.#start());
    else return false;
    return true;
  }

  /** Starts another worker for a call that the busy ones left waiting. */
  #helpOut(call: Call): void {
    const room = this.#serving.size < this.configuration.concurrency && this.#loading < this.#waiting.length;
    if (room && this.#waiting.includes(call)) this.#serve(() => this.#start());
  }

  async #start(): Promise<FunctionWorker> {
    this.#loading += 1;
    try {
      this.#log ??= openLog(this.#options.logDirectory, this.configuration.name);
      const environment = await this.#options.environment(this.configuration);
      const worker = startWorker(this.configuration, environment, await this.#log);
      await worker.loaded;
      return worker;
    } finally {
      this.#loading -= 1;
    }
  }

  #serve(obtain: () => Promise<FunctionWorker>): void {
    const serving = this.#answerWaiting(obtain).finally(() => {
      this.#serving.delete(serving);
      // A worker that a call ended leaves the others to a new one.
      if (this.#waiting.length > 0 && this.#serving.size === 0) this.#serve(() => this.#start());
    });
    this.#serving.add(serving);
  }

  /** Lets a worker answer calls until none waits. */
  async #answerWaiting(obtain: () => Promise<FunctionWorker>): Promise<void> {
    let worker: FunctionWorker;
    try {
      worker = await obtain();
    } catch (cause) {
      this.#waiting.shift()?.fail(cause);
      return;
    }
    this.#loaded.add(worker);
    let call = this.#waiting.shift();
    while (call) {
      call.answer(await worker.run(call.event, randomUUID()));
      call = worker.stopped ? undefined : this.#waiting.shift();
    }
    this.#loaded.delete(worker);
    const { arn, memoryMegabytes } = this.configuration;
    if (!worker.stopped) this.#options.warm.keep(arn, worker, memoryMegabytes);
  }
}
