/**
 * What `npm start`, `npm test` and `npm run bench` begin with. Plain JavaScript for Node 20 and newer, with
 * nothing installed: it installs what is missing, then hands over to the Node that the project names.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const PROGRAMS = { start: 'local/main.ts', test: 'test/run.ts', bench: 'test/bench/run.ts' };

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, 'node_modules', '.parvis-lock');
const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** @returns {never} */
function stop(/** @type {string} */ sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Names the state of the lock file that node_modules was installed from. */
function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Whether npm left in node_modules what the lock file asks for: so it is after `npm install` of one more package. */
function agreesWithLock() {
  const left = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(left)) return false;
  const { packages: present } = JSON.parse(readFileSync(left, 'utf8'));
  const { packages: asked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(asked).every((path) => {
    if (path === '' || (asked[path].optional && !present[path])) return true;
    return present[path]?.version === asked[path].version;
  });
}

function install() {
  const hash = lockHash();
  if (existsSync(installed) && readFileSync(installed, 'utf8') === hash) return;
  if (agreesWithLock()) return writeFileSync(installed, hash);
  console.log('Installing the packages of package-lock.json (a minute or two the first time)…');
  const began = Date.now();
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) stop(`npm could not be started (${error.message}). Install Node.js with npm, then try again.`);
  if (status !== 0)
    stop('npm ci failed: see its message above. Check the network and the space on disk, then try again.');
  writeFileSync(installed, hash);
  console.log(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** The package `node` brings its program by an install script; where scripts are off there is none. */
function checkNode() {
  const { stdout, error } = spawnSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const version = error ? 'none' : String(stdout).trim();
  if (Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= OLDEST_NODE) return;
  stop(
    `Parvis needs Node ${OLDEST_NODE}, which the npm package "node" brings, but its install script has not run ` +
      `(found: ${version}). Run "npm config set ignore-scripts false --location=project && npm rebuild node", then try again.`,
  );
}

const [command = '', ...args] = process.argv.slice(2);
const program = PROGRAMS[/** @type {keyof typeof PROGRAMS} */ (command)];
if (!program) stop(`Say what to do: ${Object.keys(PROGRAMS).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`Parvis needs Node 20 or newer to begin with; this is ${process.version}. See https://nodejs.org.`);
}
install();
checkNode();

const separator = process.platform === 'win32' ? ';' : ':';
// What a cloud makes and drops while it answers stays small, so that four functions fit beside it.
const options = command === 'start' ? ['--max-semi-space-size=4'] : [];
const child = spawn(node, [...options, join(root, program), ...args], {
  cwd: process.env['INIT_CWD'] ?? root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    PATH: dirname(node) + separator + process.env['PATH'],
    // Functions on AWS live in UTC; the thread of a function cannot have a time zone of its own.
    TZ: 'UTC',
    // With an arena for each thread, glibc keeps 190 MB more of what ended functions gave back (732 against 543).
    MALLOC_ARENA_MAX: '2',
  },
});
// A terminal sends Ctrl-C to the child too; what others send to this process is passed on.
process.on('SIGINT', () => {});
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
// npm ends by a signal without a word to what it runs: an orphan stops too.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 1000).unref();
child.on('exit', (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  process.exit(code ?? 1);
});
