/** A machine with the cloud on it, that can be killed and switched on again with the same data and addresses. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCloud } from '../../support/cloud.ts';
import { portsOf, type StartedCloud, startTestCloud } from '../../support/start-cloud.ts';

/** What was synthesized for this run of the tests. */
export const ASSEMBLY = process.env.PARVIS_ASSEMBLY ?? 'cdk.out';

export class Machine {
  readonly #folder: string;
  readonly #assembly: string;
  #started: StartedCloud;

  private constructor(folder: string, assembly: string, started: StartedCloud) {
    this.#folder = folder;
    this.#assembly = assembly;
    this.#started = started;
  }

  /** @param assembly A copy with other settings, where the suite needs some. */
  static async start(assembly = ASSEMBLY): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'parvis-resilience-'));
    return new Machine(folder, assembly, await startTestCloud(join(folder, 'data'), assembly));
  }

  /** Its addresses: the same after each start. */
  get cloud(): TestCloud {
    return this.#started.cloud;
  }

  get started(): StartedCloud {
    return this.#started;
  }

  /** Ends the process at once, with whatever it is doing. */
  kill(): Promise<void> {
    return this.#started.kill();
  }

  /** Switches it on again, on the data that it left. */
  async restart(): Promise<void> {
    this.#started = await startTestCloud(join(this.#folder, 'data'), this.#assembly, portsOf(this.cloud));
  }

  /** Stops it and forgets its data; kept where `PARVIS_KEEP` says, to look at them. */
  async discard(): Promise<void> {
    await this.#started.stop();
    if (process.env.PARVIS_KEEP) await cp(this.#folder, process.env.PARVIS_KEEP, { recursive: true });
    await rm(this.#folder, { recursive: true, force: true });
  }
}
