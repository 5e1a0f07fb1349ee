/**
 * Builds what the browser fetches from `/static/`: the islands, the editor's style sheet, the favicon. Each name
 * carries the hash of its content, so that it may be cached for ever. Run by Node: `node web/build.ts [folder]`.
 * It also writes `web/islands/files.ts`, from which the server knows the names; that file is committed and tested.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { favicon } from './favicon.ts';
import { inlineStyles, styleFile } from './style.ts';

const root = resolve(import.meta.dirname, '..');
const entries = [
  'upload.ts',
  'editor.ts',
  'editor.css',
  'draft.ts',
  'suggest.ts',
  'suggest.css',
  'once.ts',
  'verify.ts',
];
/** The oldest browsers that still get security updates or are met in town halls with Windows 7. */
const browsers = ['chrome109', 'firefox115', 'safari15.4'];

/** Builds into `folder` and answers the built name of each file: `{ 'upload.js': 'upload-3FQ2K7.js' }`. */
export async function buildStatic(folder: string): Promise<Record<string, string>> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `web/islands/${entry}`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: browsers,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
  });
  const files: [string, string][] = Object.entries(metafile.outputs).flatMap(([output, { entryPoint }]) => {
    // A chunk that an island asks for itself needs no name here.
    const name = basename(entryPoint ?? '').replace(/\.ts$/, '.js');
    return entries.includes(basename(entryPoint ?? '')) ? [[name, basename(output)]] : [];
  });
  const icon = `favicon-${createHash('sha256').update(favicon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
  await writeFile(join(folder, icon), favicon);
  files.push(['favicon.svg', icon]);
  // Its name is known without the list: it changes too often to be written there.
  await writeFile(join(folder, styleFile), inlineStyles.member);
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The committed source that holds the names. */
export function sourceOf(files: Record<string, string>): string {
  const lines = Object.entries(files).map(([name, file]) => `  '${name}': '${file}',`);
  return [
    '// Written by web/build.ts and committed, so that the server knows the names without a build; a test compares them.',
    'export const files = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(root, 'dist/static'));
  const files = await buildStatic(folder);
  await writeFile(join(folder, '../static-manifest.json'), `${JSON.stringify(files, null, 2)}\n`);
  const names = join(root, 'web/islands/files.ts');
  // Written only when it differs: a build must not touch a clean tree.
  if ((await readFile(names, 'utf8')) !== sourceOf(files)) await writeFile(names, sourceOf(files));
  process.stdout.write(`${Object.keys(files).length} files in ${folder}\n`);
}
