import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import type { TestCloud } from './cloud.ts';

const environment = z.object({ environment: z.record(z.string(), z.string()) });

export interface StartedCloud {
  cloud: TestCloud;
  process: ChildProcess;
  /** The grants of the templates and those used so far. */
  grants(): Promise<unknown>;
  /** What the template gives a function, by its short name. */
  environmentOf(name: string): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a cloud on free ports, in a process of its own.
 *
 * @param directory Of its data: the same one finds them again.
 * @param assembly What `npm test` synthesized: `cdk.out` by default.
 * @throws {Error} When it ends before it is ready; it has then said why.
 */
export async function startTestCloud(directory: string, assembly = 'cdk.out'): Promise<StartedCloud> {
  const child = fork(join(import.meta.dirname, 'cloud-process.ts'), [directory, assembly], {
    env: { ...process.env, TZ: 'UTC' },
    execArgv: [],
  });
  const said = await messageOrEnd(child);
  if (!isReady(said)) throw new Error('The local cloud ended before it was ready: see its message above.');
  return {
    cloud: said.ready,
    process: child,
    async grants() {
      child.send('grants');
      const answer = await messageOrEnd(child);
      if (typeof answer !== 'object' || answer === null || !('grants' in answer)) {
        throw new Error('The local cloud did not say which grants were used.');
      }
      return answer.grants;
    },
    async environmentOf(name) {
      child.send({ environmentOf: name });
      return environment.parse(await messageOrEnd(child)).environment;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.send('stop');
      await exit;
    },
  };
}

const isReady = (said: unknown): said is { ready: TestCloud } =>
  typeof said === 'object' && said !== null && 'ready' in said;

function messageOrEnd(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => resolve(undefined));
    child.once('error', reject);
  });
}
