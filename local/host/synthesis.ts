/** Builds the static files and synthesizes the CDK app, unless nothing changed since the last time. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from './run.ts';
import { hasCode } from './system-error.ts';

export interface Synthesis {
  /** Folder of the project. */
  root: string;
  /** Where the assembly goes, from the root. */
  output: string;
  territory: { code: string; name: string };
}

/** Everything that the templates and the bundles are made of. */
const SOURCES = [
  'bin',
  'lib',
  'functions',
  'modules',
  'platform',
  'web',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = '.sources';

/** True when the assembly on disk was made of these very sources. */
export async function isSynthesized(synthesis: Synthesis): Promise<boolean> {
  const stamp = await readFile(join(synthesis.root, synthesis.output, STAMP), 'utf8').catch(() => '');
  return stamp === (await sourcesHash(synthesis));
}

/** @throws {CommandFailed} With what the build or the app said. */
export async function synthesize(synthesis: Synthesis): Promise<void> {
  const { root, output, territory } = synthesis;
  const hash = await sourcesHash(synthesis);
  await rm(join(root, output), { recursive: true, force: true });
  await run(process.execPath, ['web/build.ts'], { cwd: root });
  // As `cdk synth` runs the app; its command line tool would only add a second.
  const context = { stage: 'local', territory };
  await run(process.execPath, ['bin/parvis.ts'], {
    cwd: root,
    env: { CDK_OUTDIR: join(root, output), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  await writeFile(join(root, output, STAMP), hash);
}

/** Names the state of the sources, and the territory that they are synthesized for. */
export async function sourcesHash({ root, territory }: Synthesis): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(territory));
  for (const source of SOURCES) {
    for (const path of await filesOf(join(root, source))) {
      hash.update(`\n${relative(root, path)}\n`).update(await readFile(path));
    }
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.sort();
  } catch (error) {
    if (hasCode(error, 'ENOTDIR')) return [path];
    throw error;
  }
}
