import { afterEach, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLambda, type Lambda } from '../../../local/lambda/lambda.ts';
import { WARM_LIMITS, type WarmLimits } from '../../../local/lambda/warm-workers.ts';
import { functionFolder, functionResource, temporaryFolder } from './function-folder.ts';
import { noSources } from './sources.ts';

let lambda: Lambda | undefined;

afterEach(async () => {
  await lambda?.close();
});

interface Running {
  invoke(event: unknown): Promise<{ payload: unknown; error?: string }>;
  logs: string;
}

async function run(code: string, properties: Record<string, unknown> = {}, warmLimits?: WarmLimits): Promise<Running> {
  const directory = await temporaryFolder();
  const logs = join(directory, 'logs');
  const started = createLambda({
    directory,
    logDirectory: logs,
    region: 'eu-west-3',
    assetPath: (key) => key,
    environment: async ({ name }) => ({ AWS_LAMBDA_FUNCTION_NAME: name, TZ: 'UTC' }),
    sources: noSources,
    ...(warmLimits && { warmLimits }),
  });
  lambda = started;
  const provided = await started.providers['AWS::Lambda::Function']?.(
    functionResource('subject', await functionFolder(code), properties),
  );
  const functionArn = provided?.attributes['Arn'] ?? '';
  return { invoke: (event) => started.invoke(functionArn, event), logs };
}

describe('a function', () => {
  it('gets its event, its context and the environment that its template and the host give it, and no more', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'not for functions';
    const { invoke } = await run(
      `export const handler = async (event, context) => ({
         event, environment: process.env, name: context.functionName, arn: context.invokedFunctionArn,
         memory: context.memoryLimitInMB, id: context.awsRequestId, left: context.getRemainingTimeInMillis() });`,
      { MemorySize: 256, Timeout: 20, Environment: { Variables: { TABLE_NAME: 'parvis' } } },
    );
    const { payload } = await invoke({ commune: 'Nérac' });
    expect(payload).toMatchObject({
      event: { commune: 'Nérac' },
      environment: { TABLE_NAME: 'parvis', AWS_LAMBDA_FUNCTION_NAME: 'subject', TZ: 'UTC' },
      name: 'subject',
      arn: 'arn:aws:lambda:eu-west-3:000000000000:function:subject',
      memory: '256',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(payload).not.toHaveProperty('environment.SECRET_OF_THE_HOST');
    expect(payload).toHaveProperty('left', expect.any(Number));
  });

  it('answers an error with its type, its message and its trace', async () => {
    const { invoke, logs } = await run(
      `export const handler = async () => { throw new RangeError('out of range', { cause: new Error('why') }); };`,
    );
    const { payload, error } = await invoke({});
    expect(error).toBe('RangeError: out of range');
    expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'out of range' });
    await lambda?.close();
    expect(await readFile(join(logs, 'subject.log'), 'utf8')).toContain('[cause] Error: why');
  });

  it('is ended when it takes longer than its time-out, and answers the next call from a new worker', async () => {
    const { invoke } = await run(
      `let calls = 0;
       export const handler = ({ forever }) => (forever ? new Promise(() => setInterval(() => {}, 1000)) : ++calls);`,
      { Timeout: 1 },
    );
    expect((await invoke({ forever: false })).payload).toBe(1);
    expect((await invoke({ forever: true })).error).toMatch(/Task timed out after 1\.00 seconds$/);
    expect((await invoke({ forever: false })).payload).toBe(1);
  });

  it('is ended even when it never yields', async () => {
    const { invoke } = await run(`export const handler = () => { for (;;); };`, { Timeout: 1 });
    expect((await invoke({})).error).toMatch(/Task timed out/);
  });

  it('is ended when it needs more memory than it has', async () => {
    const { invoke } = await run(
      `export const handler = () => { const kept = []; for (;;) kept.push(new Array(1_000_000).fill(0.5)); };`,
      { Timeout: 60, MemorySize: 128 },
    );
    expect((await invoke({})).error).toBe(
      'Runtime.ExitError: Runtime exited with error: signal: killed (it needed more than 128 MB)',
    );
  });

  it('has the heap that its options of Node leave it', async () => {
    const { invoke } = await run(
      `export const handler = () => { const kept = []; for (;;) kept.push(new Array(1_000_000).fill(0.5)); };`,
      { Timeout: 60, MemorySize: 512, Environment: { Variables: { NODE_OPTIONS: '--max-old-space-size=96' } } },
    );
    expect((await invoke({})).error).toContain('(it needed more than 96 MB)');
  });

  it('that crashes outside of its handler fails the call, and not the host', async () => {
    const { invoke } = await run(
      `export const handler = ({ how }) => {
         if (how === 'exit') process.exit(3);
         if (how === 'throw') setTimeout(() => { throw new TypeError('stray'); });
         if (how) return new Promise(() => {});
         return 'well';
       };`,
    );
    expect((await invoke({ how: 'exit' })).error).toBe('Runtime.ExitError: Runtime exited with error: exit status 3');
    expect((await invoke({ how: 'throw' })).error).toBe('TypeError: stray');
    expect((await invoke({})).payload).toBe('well');
  });

  it('that cannot be loaded says why at every call', async () => {
    const { invoke } = await run(`throw new Error('the table has no name');`);
    expect((await invoke({})).error).toBe('Error: the table has no name');
    expect((await invoke({})).error).toBe('Error: the table has no name');
  });

  it('whose handler is not there says so', async () => {
    const { invoke } = await run(`export const other = 1;`);
    expect((await invoke({})).error).toBe('Runtime.HandlerNotFound: index.handler is undefined or not exported');
  });

  it('answers calls at the same time from several workers, and one after the other from each', async () => {
    const { invoke } = await run(
      `import { threadId } from 'node:worker_threads';
       let running = 0;
       export const handler = async () => {
         running += 1;
         await new Promise((resolve) => setTimeout(resolve, 400));
         const together = running;
         running -= 1;
         return { threadId, together };
       };`,
      { Timeout: 30 },
    );
    const answers = await Promise.all([1, 2, 3].map(() => invoke({})));
    expect(answers.map(({ payload }) => payload)).toEqual(Array(3).fill(expect.objectContaining({ together: 1 })));
    const threads = new Set(answers.map(({ payload }) => JSON.stringify(payload)));
    expect(threads.size).toBeGreaterThan(1);
  });

  it('has one worker at a time when its reserved concurrency is one', async () => {
    const { invoke } = await run(
      `import { threadId } from 'node:worker_threads';
       export const handler = () => new Promise((resolve) => setTimeout(resolve, 100, threadId));`,
      { ReservedConcurrentExecutions: 1, Timeout: 30 },
    );
    const answers = await Promise.all([1, 2, 3].map(() => invoke({})));
    expect(new Set(answers.map(({ payload }) => payload)).size).toBe(1);
  });

  it('is stopped when nobody calls it for a while', async () => {
    const { invoke } = await run(
      `let calls = 0; export const handler = () => ++calls;`,
      {},
      // Long enough between two calls on a machine that does much else.
      { ...WARM_LIMITS, idleMs: 1_500 },
    );
    expect([(await invoke({})).payload, (await invoke({})).payload]).toEqual([1, 2]);
    await pause(2_500);
    expect((await invoke({})).payload).toBe(1);
  });

  it('is stopped sooner when it may take much memory', async () => {
    const { invoke } = await run(
      `let calls = 0; export const handler = () => ++calls;`,
      { MemorySize: 2048 },
      { ...WARM_LIMITS, largeIdleMs: 50 },
    );
    expect((await invoke({})).payload).toBe(1);
    await pause(300);
    expect((await invoke({})).payload).toBe(1);
  });

  it('is not kept warm beyond the number that is', async () => {
    const limits = { ...WARM_LIMITS, most: 0 };
    const { invoke } = await run(`let calls = 0; export const handler = () => ++calls;`, {}, limits);
    expect([(await invoke({})).payload, (await invoke({})).payload]).toEqual([1, 1]);
  });

  it('is not kept warm when it holds much memory', async () => {
    const code = `let calls = 0; const kept = new Array(5_000_000).fill(0.5); export const handler = () => ++calls + kept[0];`;
    const { invoke } = await run(
      code,
      { MemorySize: 256 },
      { ...WARM_LIMITS, idleMs: 60_000, largeIdleMs: 1_000, heapMegabytes: 30 },
    );
    expect((await invoke({})).payload).toBe(1.5);
    await pause(2_500);
    expect((await invoke({})).payload).toBe(1.5);
  });
});
