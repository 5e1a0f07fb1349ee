import { example } from './example.ts';
import { local } from './local.ts';
import type { StageConfig } from './stage.ts';

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
