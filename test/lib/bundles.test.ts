import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { bundling } from '../../lib/constructs/bundling.ts';

const root = new URL('../../', import.meta.url).pathname;
const functions = readdirSync(`${root}functions`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Bytes, minified: what a cold start can load in 150 ms. */
const LIMIT = 1_200_000;

/** Replacements, as `--alias:` arguments of the construct name them. */
const alias = Object.fromEntries(
  Object.entries(bundling.esbuildArgs).map(([name, file]) => [name.replace('--alias:', ''), file]),
);

interface Bundle {
  bytes: number;
  heaviest: string;
  inputs: string[];
}

const built = new Map<string, Promise<Bundle>>();

/** Each is built once. */
function bundle(name: string): Promise<Bundle> {
  const bundled = built.get(name) ?? bundleOf(name);
  built.set(name, bundled);
  return bundled;
}

/** Builds as the construct does. */
async function bundleOf(name: string): Promise<Bundle> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/handler.ts`],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: bundling.target,
    mainFields: bundling.mainFields,
    minify: bundling.minify,
    external: bundling.externalModules,
    alias,
    banner: { js: bundling.banner },
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  const weights = Object.entries(output?.inputs ?? {}).map(([path, { bytesInOutput }]) => ({
    path,
    bytes: bytesInOutput,
  }));
  const heaviest = weights
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 8)
    .map(({ path, bytes }) => `${path} ${bytes}`)
    .join('\n');
  return { bytes: output?.bytes ?? 0, heaviest, inputs: Object.keys(metafile.inputs) };
}

describe('bundles', () => {
  it.each(['public', 'intranet', 'operator'])(
    '%s is light, and carries no tracer',
    async (name) => {
      const { bytes, heaviest, inputs } = await bundle(name);
      expect(bytes <= LIMIT ? '' : `${bytes} bytes, of which\n${heaviest}`).toBe('');
      expect(inputs.filter((path) => /powertools\/tracer|aws-xray/.test(path))).toEqual([]);
    },
    60_000,
  );

  it.each(functions)(
    '%s carries nothing of local/ and no AGPL code',
    async (name) => {
      const { inputs } = await bundle(name);
      expect(inputs.filter((path) => /^local\/|^test\/|@cloud-copilot/.test(path))).toEqual([]);
    },
    60_000,
  );
});
