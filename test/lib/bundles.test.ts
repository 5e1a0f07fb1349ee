import { beforeAll, describe, expect, it } from 'vitest';
import { build } from 'esbuild';
import { bundling, functionNames } from '../../lib/constructs/bundling.ts';

const functions = functionNames();
/** Bytes, minified: what a cold start can load in 150 ms. */
const LIMIT = 1_200_000;

interface Bundle {
  bytes: number;
  heaviest: string;
  inputs: string[];
}

/** Built as the construct does, and all in one go: what several carry is read once. */
async function buildAll(): Promise<Map<string, Bundle>> {
  const { metafile } = await build({
    ...bundling,
    entryPoints: functions.map((name) => `functions/${name}/handler.ts`),
    outdir: 'out',
    outbase: 'functions',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return new Map(
    Object.entries(metafile.outputs).map(([file, { bytes, inputs }]) => {
      const heaviest = Object.entries(inputs)
        .sort(([, one], [, other]) => other.bytesInOutput - one.bytesInOutput)
        .slice(0, 8)
        .map(([path, { bytesInOutput }]) => `${path} ${bytesInOutput}`)
        .join('\n');
      // out/<name>/handler.js
      return [file.split('/')[1] ?? '', { bytes, heaviest, inputs: Object.keys(inputs) }];
    }),
  );
}

let bundles: Map<string, Bundle>;
beforeAll(async () => {
  bundles = await buildAll();
});

/** @throws {Error} on a function that was not built. */
function bundle(name: string): Bundle {
  const found = bundles.get(name);
  if (!found) throw new Error(`No bundle of ${name} among ${[...bundles.keys()].join(', ')}`);
  return found;
}

describe('bundles', () => {
  it.each(['public', 'intranet', 'repository', 'links', 'search', 'operator'])(
    '%s is light, and carries no tracer',
    (name) => {
      const { bytes, heaviest, inputs } = bundle(name);
      expect(bytes <= LIMIT ? '' : `${bytes} bytes, of which\n${heaviest}`).toBe('');
      expect(inputs.filter((path) => /powertools\/tracer|aws-xray/.test(path))).toEqual([]);
    },
  );

  it.each(['public', 'intranet', 'repository', 'links', 'search', 'operator'])(
    '%s carries of the SDK what it calls',
    (name) => {
      const whole =
        /core\/dist-es\/submodules\/event-streams|client-dynamodb\/dist-es\/(?:DynamoDB\.js|commands\/RestoreTable)/;
      expect(bundle(name).inputs.filter((path) => whole.test(path))).toEqual([]);
    },
  );

  it.each(functions)('%s carries nothing of local/ and no AGPL code', (name) => {
    const { inputs } = bundle(name);
    expect(inputs.filter((path) => /^local\/|^test\/|@cloud-copilot/.test(path))).toEqual([]);
  });
});
