/** How functions become bundles: all in one go, since most of what they carry is the same. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const root = new URL('../../', import.meta.url).pathname;

/** Stand-ins for modules of Node: `platform/builtins/README.md`. */
const builtins = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`node:${name}`, `./platform/builtins/${name.replace('/', '-')}.cjs`]));

/** Of every function. The SDK is bundled too: pinned, and faster to load than the runtime's whole copy. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // Known to Node: left as it is written, an expression is made once, not each time that its function is called.
  supported: { 'regexp-unicode-property-escapes': true },
  alias: {
    // A function has its credentials in its environment: see the file.
    '@aws-sdk/credential-provider-node': './platform/aws-credentials.ts',
    // Of the parser of HTML, the parser alone: its index brings tables to write and to search documents, 95 kB.
    htmlparser2: './node_modules/htmlparser2/dist/esm/Parser.js',
    // Parvis allows no styles in texts: sanitize-html's parser of styles is never called.
    postcss: './platform/no-style-parser.ts',
    // The library of feeds writes XML, and never reads any.
    sax: './platform/no-xml-reader.ts',
    // A helper of sanitize-html reads dates with it: texts have none.
    dayjs: './platform/no-dates.ts',
    // Of the SDK's client ElectroDB takes the commands alone: see the file.
    '@aws-sdk/lib-dynamodb': './platform/dynamodb/commands.ts',
    // Node's own modules, without all that an `import` of them loads: see the folder.
    ...builtins('crypto', 'fs', 'fs/promises', 'http', 'https', 'process'),
    // No operation has streams of events: see the file.
    '@smithy/core/event-streams': './platform/no-event-streams.ts',
    // No command of the table discovers endpoints: the SDK's cache of them weighs 6 kB.
    '@aws-sdk/endpoint-cache': './platform/no-endpoint-cache.ts',
    // Models are checked by the types and in the tests: not again at each cold start.
    jsonschema: './platform/no-model-check.ts',
  },
  // Packages in CommonJS still call require() for Node's own modules.
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
} satisfies BuildOptions;

/** Names of all functions: each is a folder with its handler. */
export const functionNames = (): string[] =>
  readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

export interface BundleContent {
  /** Of the function. */
  name: string;
  /** Copied beside the bundle, where the function reads them: paths from the root. */
  beside: readonly string[];
  /** Scripts of packages that the function starts in threads: file beside the bundle, then path from the root. */
  threads: Readonly<Record<string, string>>;
}

let made: string | undefined;

/** Where bundles are made; the assembly has copies, so nothing of it is left when the process ends. */
function workshop(): string {
  if (made !== undefined) return made;
  const folder = (made = mkdtempSync(join(tmpdir(), 'parvis-bundles-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  build(functionNames(), folder);
  return folder;
}

function build(names: readonly string[], outdir: string, more: BuildOptions = {}): void {
  buildSync({
    ...bundling,
    ...more,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}/handler.ts`])),
    outdir,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
}

/** The folder with one function's bundle and what lies beside it; the first one asked for makes them all. */
export function bundleOf({ name, beside, threads }: BundleContent): string {
  const folder = join(workshop(), name);
  for (const path of beside) copyFileSync(join(root, path), join(folder, basename(path)));
  if (Object.keys(threads).length > 0) {
    // Packages in CommonJS look for their threads' scripts beside themselves: a bundle says where they are.
    build([name], workshop(), { define: { __dirname: '"."' } });
    for (const [file, path] of Object.entries(threads)) {
      const { bundle, platform, target, minify } = bundling;
      const options = { absWorkingDir: root, bundle, platform, target, minify, logLevel: 'error' as const };
      buildSync({ ...options, entryPoints: [path], outfile: join(folder, file) });
    }
  }
  return folder;
}
