/** One running copy of a function: a thread that answers one call at a time, within its time and memory. */
import { Worker } from 'node:worker_threads';
import type { FunctionConfiguration } from './configuration.ts';
import type { FunctionLog } from './function-log.ts';
import { errorOf, type FromThread, type FunctionError, type Invocation, type Outcome } from './protocol.ts';

/** AWS gives a bundle 10 s to load; a laptop that starts everything at once gets more. */
const LOAD_LIMIT_MS = 30_000;

/** A thread reads no options of the engine in `NODE_OPTIONS`, as a process does. In megabytes. */
function heapOption(env: Record<string, string>, name: 'max-old-space-size'): number | undefined {
  const said = new RegExp(`--${name}=(\\d+)`).exec(env['NODE_OPTIONS'] ?? '')?.[1];
  return said === undefined ? undefined : Number(said);
}

/** Beside the heap of the function: what a thread needs for itself. */
const YOUNG_GENERATION_MEGABYTES = 6;
const STACK_MEGABYTES = 4;

export interface FunctionWorker {
  /** Settles, never rejects, when the code is loaded, or could not be: then the next call says why. */
  readonly loaded: Promise<unknown>;
  /** True after a crash or a time-out: this worker answers no more. */
  readonly stopped: boolean;
  /** Answers one call; the caller sees to it that no two overlap. */
  run(event: string, requestId: string): Promise<Outcome>;
  /** What its heap takes now; none once it is stopped. */
  heapMegabytes(): Promise<number>;
  stop(): Promise<void>;
}

export function startWorker(
  configuration: FunctionConfiguration,
  env: Record<string, string>,
  log: FunctionLog,
): FunctionWorker {
  const { name, directory, handler, memoryMegabytes } = configuration;
  const heap = heapOption(env, 'max-old-space-size') ?? memoryMegabytes;
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    name,
    env,
    workerData: { directory, handler },
    resourceLimits: {
      maxOldGenerationSizeMb: heap,
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES,
      stackSizeMb: STACK_MEGABYTES,
    },
    stdout: true,
    stderr: true,
  });
  log.follow(thread.stdout);
  log.follow(thread.stderr);

  let stopped = false;
  let crash: FunctionError | undefined;
  let settle: ((message: FromThread) => void) | undefined;
  thread.on('message', (message: FromThread) => settle?.(message));
  thread.on('error', (thrown) => {
    stopped = true;
    crash = crashOf(thrown, heap);
    settle?.({ kind: 'failed', error: crash });
  });
  thread.on('exit', (status) => {
    stopped = true;
    crash ??= exited(status);
    settle?.({ kind: 'failed', error: crash });
  });

  const stop = async (): Promise<void> => {
    stopped = true;
    await thread.terminate();
  };

  /** What the thread says next; when that takes longer than it may, the thread is ended. */
  const nextMessage = (limitMs: number, requestId: string): Promise<FromThread> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        settle = undefined;
        crash = timedOut(limitMs, requestId);
        void stop().then(() => resolve({ kind: 'failed', error: crash ?? exited(1) }));
      }, limitMs);
      settle = (message) => {
        clearTimeout(timer);
        settle = undefined;
        resolve(message);
      };
    });

  const fail = (error: FunctionError): Outcome => {
    log.write(`ERROR ${error.errorType}: ${error.errorMessage}\n${error.trace.join('\n')}`);
    return { payload: JSON.stringify(error), error };
  };

  const loaded = nextMessage(LOAD_LIMIT_MS, 'INIT');
  return {
    loaded,
    get stopped() {
      return stopped;
    },
    async run(event, requestId) {
      const start = await loaded;
      if (start.kind === 'not-loaded' || stopped) {
        await stop();
        return fail(start.kind === 'not-loaded' ? start.error : (crash ?? exited(1)));
      }
      const limitMs = configuration.timeoutSeconds * 1000;
      const began = performance.now();
      const answer = nextMessage(limitMs, requestId);
      const call: Invocation = {
        event,
        context: {
          requestId,
          functionName: name,
          functionArn: configuration.arn,
          memoryMegabytes,
          deadline: Date.now() + limitMs,
        },
      };
      thread.postMessage(call);
      const message = await answer;
      log.report(requestId, performance.now() - began);
      if (message.kind === 'answered') return { payload: message.payload };
      return fail('error' in message ? message.error : errorOf(`Unexpected message "${message.kind}"`));
    },
    async heapMegabytes() {
      const heap = await thread.getHeapStatistics().catch(() => undefined);
      return (heap?.total_heap_size ?? 0) / 1_000_000;
    },
    stop,
  };
}

const exited = (status: number): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `Runtime exited with error: exit status ${status}`,
  trace: [],
});

const timedOut = (limitMs: number, requestId: string): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `${new Date().toISOString()} ${requestId} Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`,
  trace: [],
});

function crashOf(thrown: unknown, memoryMegabytes: number): FunctionError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return {
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: signal: killed (it needed more than ${memoryMegabytes} MB)`,
      trace: [],
    };
  }
  return errorOf(thrown);
}
