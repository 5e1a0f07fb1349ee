import * as z from 'zod';
import { example } from './example.ts';
import { local } from './local.ts';
import { stageConfig, type StageConfig } from './stage.ts';

export type { StageConfig } from './stage.ts';

/** Every stage that can be deployed: one line for each territory. */
const stages: readonly StageConfig[] = [example, local];

/**
 * The configuration of a stage.
 * @throws {Error} when no stage is named, or none has that name: there is no default.
 */
export function stageNamed(name: unknown): StageConfig {
  const found = stages.find(({ stage }) => stage === name);
  if (found) return found;
  const known = stages.map(({ stage }) => stage).join(', ');
  throw new Error(`Name a stage with -c stage=…: ${known}. Given: ${JSON.stringify(name) ?? 'none'}.`);
}

/**
 * The stage for another territory, `-c territory='{"code":"76","name":"Seine-Maritime"}'`: the cloud on one
 * machine serves the one that it is started for.
 * @throws {Error} when it is not a territory.
 */
export function territoryServed(stage: StageConfig, given: unknown): StageConfig {
  if (given === undefined) return stage;
  const { code, name } = z.object({ code: z.string(), name: z.string() }).parse(given);
  return stageConfig({ ...stage, territory: { ...stage.territory, code, name } });
}
