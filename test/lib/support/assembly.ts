/** The templates, synthesized once for each version of the code, without bundling the functions. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const root = new URL('../../../', import.meta.url).pathname;

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DeletionPolicy: z.string().optional(),
    }),
  ),
});

const report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      conclusion: z.string(),
      violations: z.array(z.object({ ruleName: z.string(), violatingConstructs: z.array(z.unknown()) })).default([]),
    }),
  ),
});

/** Milliseconds that a synthesis may take on a busy machine. */
export const SYNTHESIS = 600_000;

export interface Resource {
  stack: string;
  id: string;
  type: string;
  properties: Readonly<Record<string, unknown>>;
  deletionPolicy: string | undefined;
}

export interface Assembly {
  resources: readonly Resource[];
  ofType(type: string): Resource[];
  /** What cdk-nag and CloudFormation's own checks said. */
  validation: z.infer<typeof report>;
}

/**
 * The templates of a stage. Test files share one synthesis.
 * @throws {Error} with what the synthesis printed, when it fails.
 */
export async function assemblyOf(stage: string): Promise<Assembly> {
  const directory = join(tmpdir(), `parvis-templates-${stage}-${versionOfCode()}`);
  if (!existsSync(directory)) await synthesize(stage, directory);
  const resources = globSync('*.template.json', { cwd: directory }).flatMap((file) => {
    const { Resources } = template.parse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    return Object.entries(Resources).map(([id, { Type, Properties, DeletionPolicy }]) => ({
      stack: file.replace('.template.json', ''),
      id,
      type: Type,
      properties: Properties,
      deletionPolicy: DeletionPolicy,
    }));
  });
  return {
    resources,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    validation: report.parse(JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'))),
  };
}

async function synthesize(stage: string, directory: string): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), 'parvis-synth-'));
  const staticFiles = join(made, 'static');
  mkdirSync(staticFiles);
  writeFileSync(join(staticFiles, 'island.js'), '');
  const out = join(made, 'out');
  const env = {
    ...process.env,
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify({ stage, staticFiles, 'aws:cdk:bundling-stacks': [] }),
  };
  await promisify(execFile)(process.execPath, ['bin/parvis.ts'], { cwd: root, env });
  try {
    renameSync(out, directory);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(directory)) throw error;
  }
  rmSync(made, { recursive: true, force: true });
}

function versionOfCode(): string {
  const hash = createHash('sha256');
  for (const file of globSync(['bin/**/*.ts', 'lib/**/*.ts', 'cdk.json', 'package-lock.json'], { cwd: root }).sort()) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
