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
 * The stage for another territory, given as context: the cloud on one machine serves the one it is started for.
 * @throws {Error} when it is not a territory, or the stage is deployed: its data is that of the territory in its file.
 */
export function territoryServed(stage: StageConfig, given: unknown): StageConfig {
  if (given === undefined) return stage;
  if (stage.addresses === 'fixed')
    throw new Error(`The territory of ${stage.stage} is in lib/config/${stage.stage}.ts.`);
  const { code, name } = z.object({ code: z.string(), name: z.string() }).parse(given);
  return stageConfig({ ...stage, territory: { ...stage.territory, code, name } });
}
