/** What the subjects stand on: the assembly, and one cloud with a living territory, started when it is first needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WARM_LIMITS } from '../../local/lambda/warm-workers.ts';
import { type StartedCloud, startTestCloud } from '../support/start-cloud.ts';
import { type Bundle, bundlesOf } from './bundle.ts';
import { fillTerritory, type Filled } from './territory.ts';

/** A cloud that runs, with the territory in it. */
export interface Living extends Filled {
  started: StartedCloud;
}

export interface Ground {
  assembly: string;
  bundles(): Promise<readonly Bundle[]>;
  living(): Promise<Living>;
  /** A new folder, removed with the rest. */
  folder(name: string): Promise<string>;
  /** Says how far a long subject is. */
  tell(sentence: string): void;
  close(): Promise<void>;
}

export async function openGround(assembly: string, tell: Ground['tell']): Promise<Ground> {
  const root = await mkdtemp(join(tmpdir(), 'parvis-bench-'));
  let started: StartedCloud | undefined;
  let living: Promise<Living> | undefined;

  async function begin(): Promise<Living> {
    tell('Starting a cloud and filling its territory');
    started = await startTestCloud(join(root, 'living'), assembly, undefined, WARM_LIMITS.most);
    return { started, ...(await fillTerritory(started.cloud)) };
  }

  return {
    assembly,
    bundles: () => bundlesOf(assembly),
    living: () => (living ??= begin()),
    folder: (name) => mkdtemp(join(root, `${name}-`)),
    tell,
    async close() {
      await started?.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
