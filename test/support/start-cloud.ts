import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import type { Ports } from '../../local/host/cloud.ts';
import type { TestCloud } from './cloud.ts';

const environment = z.object({ environment: z.record(z.string(), z.string()) });

export interface StartedCloud {
  cloud: TestCloud;
  process: ChildProcess;
  /** The grants of the templates and those used so far. */
  grants(): Promise<unknown>;
  /** What the template gives a function, by its short name. */
  environmentOf(name: string): Promise<Record<string, string>>;
  /** Takes an action on resources away from a role (its logical name), until {@link StartedCloud.restoreGrants}. */
  removeGrant(grant: { role: string; action: string; resourcePattern: string }): Promise<void>;
  restoreGrants(): Promise<void>;
  /** Runs a schedule of the templates now (`DailyDigests`). @throws {Error} When its target cannot be reached. */
  runSchedule(construct: string): Promise<void>;
  stop(): Promise<void>;
  /** Ends it at once, as a power failure or `kill -9` does. */
  kill(): Promise<void>;
}

const ANY_FREE: Ports = { site: 0, files: 0, aws: 0, mailboxes: 0 };

/** Suites call every function in turn: with a laptop's four kept warm, loading them anew took a third of their time. */
const ALL_WARM = 20;

/** The ports of a cloud, to start it again where it was. */
export function portsOf({ siteOrigin, filesOrigin, awsEndpoint, mailboxesOrigin }: TestCloud): Ports {
  const [site, files, aws, mailboxes] = [siteOrigin, filesOrigin, awsEndpoint, mailboxesOrigin].map((origin) =>
    Number(new URL(origin).port),
  );
  return { site: site ?? 0, files: files ?? 0, aws: aws ?? 0, mailboxes: mailboxes ?? 0 };
}

/**
 * Starts a cloud in a process of its own, on free ports unless it is told which.
 *
 * @param directory Of its data: the same one finds them again.
 * @param assembly What `npm test` synthesized: `cdk.out` by default.
 * @param warm Workers of functions kept when they are idle.
 * @throws {Error} When it ends before it is ready; it has then said why.
 */
export async function startTestCloud(
  directory: string,
  assembly = 'cdk.out',
  ports = ANY_FREE,
  warm = ALL_WARM,
): Promise<StartedCloud> {
  const said = [directory, assembly, JSON.stringify(ports), String(warm)];
  const child = fork(join(import.meta.dirname, 'cloud-process.ts'), said, {
    env: { ...process.env, TZ: 'UTC' },
    // As `npm start` does (local/bootstrap.mjs).
    execArgv: ['--max-semi-space-size=4'],
  });
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const heard = await messageOrEnd(child);
  if (!isReady(heard)) throw new Error('The local cloud ended before it was ready: see its message above.');
  return {
    cloud: heard.ready,
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
    async removeGrant(grant) {
      child.send({ removeGrant: grant });
      await messageOrEnd(child);
    },
    async restoreGrants() {
      child.send('restoreGrants');
      await messageOrEnd(child);
    },
    async runSchedule(construct) {
      child.send({ runSchedule: construct });
      const answer = await messageOrEnd(child);
      if (typeof answer === 'object' && answer !== null && 'failed' in answer) throw new Error(String(answer.failed));
    },
    async stop() {
      if (ended()) return;
      const exit = once(child, 'exit');
      child.send('stop');
      await exit;
    },
    async kill() {
      if (ended()) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const isReady = (said: unknown): said is { ready: TestCloud } =>
  typeof said === 'object' && said !== null && 'ready' in said;

function messageOrEnd(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void): void => {
      child.off('message', heard).off('exit', ended).off('error', failed);
      settled();
    };
    const heard = (message: unknown): void => settle(() => resolve(message));
    const ended = (): void => settle(() => resolve(undefined));
    const failed = (error: Error): void => settle(() => reject(error));
    child.once('message', heard).once('exit', ended).once('error', failed);
  });
}
