/**
 * `npm test`: everything that must be green, in the order in which it is cheapest to know.
 * `npm test -- <paths>` runs the suites of these paths alone.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromiumPackage from '@sparticuz/chromium';
import * as z from 'zod';
import { step } from '../local/host/progress.ts';
import { CommandFailed, run } from '../local/host/run.ts';
import { isSynthesized, synthesize } from '../local/host/synthesis.ts';
import { territoryOf } from '../local/host/territories.ts';
import { GRANTS_FOLDER, VARIABLE } from './support/cloud.ts';
import { deadLettersIn } from './support/dead-letters.ts';
import { startTestCloud, type StartedCloud } from './support/start-cloud.ts';
import { toldInLogs } from './support/told-in-logs.ts';

const root = join(import.meta.dirname, '..');
const synthesis = { root, output: 'cdk.out', territory: territoryOf('47') };

/** Suites that talk to a running cloud. */
const NEED_CLOUD = /test\/(integration|isolation|journeys)(\/|$)/;
/** Suites that start clouds of their own, and kill them. */
const NEED_SYNTHESIS = /test\/resilience(\/|$)/;
const GRANTS_SUITE = 'test/lib/grants-used.test.ts';

/** Said when a step fails, after what its program said. */
class StepFailed extends Error {
  constructor(advice: string, cause: unknown) {
    super(advice, { cause });
    this.name = 'StepFailed';
  }
}

async function check(title: string, script: string, args: readonly string[], advice: string): Promise<void> {
  try {
    await step(title, () => run(process.execPath, [join('node_modules', script), ...args], { cwd: root }));
  } catch (cause) {
    throw new StepFailed(advice, cause);
  }
}

async function checkTheRest(): Promise<void> {
  await check(
    'Formatting',
    'prettier/bin/prettier.cjs',
    ['--check', '--log-level', 'warn', '.'],
    'Run "npm run format", then try again.',
  );
  await check('Types', 'typescript-native/bin/tsc', ['--noEmit'], 'Correct the types.');
  await synthesizeIfChanged();
}

/** The rules take one core for as long as all else before the suites takes the other. */
async function checkSources(): Promise<void> {
  const rules = run(process.execPath, [join('node_modules', 'eslint/bin/eslint.js'), '.'], { cwd: root });
  const [ofRules, ofTheRest] = await Promise.allSettled([rules, checkTheRest()]);
  if (ofTheRest.status === 'rejected') throw ofTheRest.reason;
  console.log(`  Lint rules… ${ofRules.status === 'rejected' ? 'failed' : 'held'}`);
  if (ofRules.status === 'rejected') {
    throw new StepFailed('Correct what the rules name ("npm run format" does some).', ofRules.reason);
  }
}

async function synthesizeIfChanged(): Promise<void> {
  if (await isSynthesized(synthesis)) return;
  try {
    await step('Building the pages and synthesizing the CDK app', () => synthesize(synthesis));
  } catch (cause) {
    throw new StepFailed('Correct what the build or the CDK app says.', cause);
  }
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number() });

/** Runs suites with their output on the terminal, and reads their counts. */
async function suites(args: readonly string[], env: Record<string, string>, folder: string): Promise<Counts> {
  const counted = join(folder, 'counts.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counted}`];
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const read = report.parse(JSON.parse(await readFile(counted, 'utf8')));
  const counts = { passed: read.numPassedTests, failed: read.numFailedTests, skipped: read.numPendingTests };
  // A suite that could not be loaded fails without a test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const noted = z.object({ grants: z.array(z.unknown()), used: z.array(z.unknown()) });

/** The grants of the templates, and those used in the shared cloud or in one that a suite started itself. */
async function grantsNoted(started: StartedCloud, folder: string): Promise<z.infer<typeof noted>> {
  const { grants, used } = noted.parse(await started.grants());
  for (const name of await readdir(folder)) {
    used.push(...noted.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))).used);
  }
  return { grants, used };
}

/** What a worker gave up is a fault, whatever the suites have seen of it. @returns how many queues have such messages. */
async function sayDeadLetters({ cloud }: StartedCloud): Promise<number> {
  const found = await deadLettersIn(cloud);
  for (const { queue, count, first } of found) console.error(`\n${count} in ${queue}, the first: ${first}`);
  return found.length;
}

/** Logs are read by people who have no right to what is in the table. @returns how many tell of somebody. */
async function sayToldInLogs({ cloud }: StartedCloud): Promise<number> {
  const told = await toldInLogs(cloud);
  for (const { log, what, line } of told) console.error(`\n${what} stands in ${log}: ${line.slice(0, 2000)}`);
  return told.length;
}

async function runSuites(paths: readonly string[]): Promise<Counts> {
  const everything = paths.length === 0;
  const folder = await mkdtemp(join(tmpdir(), 'parvis-test-'));
  let started: StartedCloud | undefined;
  try {
    const environment: Record<string, string> = { [GRANTS_FOLDER]: await mkdtemp(join(folder, 'grants-')) };
    if (everything || paths.some((path) => NEED_CLOUD.test(path))) {
      await synthesizeIfChanged();
      started = await step('Starting the cloud', () => startTestCloud(join(folder, 'data'), join(root, 'cdk.out')));
      environment[VARIABLE] = JSON.stringify(started.cloud);
    } else if (paths.some((path) => NEED_SYNTHESIS.test(path))) {
      await synthesizeIfChanged();
    }
    // Unpacked before two suites would do it at once.
    await chromiumPackage.executablePath();
    console.log('  Suites…');
    const counts = await suites(paths, environment, folder);
    if (started) counts.failed += (await sayDeadLetters(started)) + (await sayToldInLogs(started));
    // With a test that failed too: what it leaves unused is told at once, not at the next run.
    if (!started || !everything) return counts;
    const grants = join(folder, 'grants.json');
    await writeFile(grants, JSON.stringify(await grantsNoted(started, environment[GRANTS_FOLDER] ?? '')));
    console.log('  Grants that nothing used…');
    const more = await suites([GRANTS_SUITE], { PARVIS_GRANTS: grants }, folder);
    return { ...counts, passed: counts.passed + more.passed, failed: counts.failed + more.failed };
  } finally {
    await started?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const paths = process.argv.slice(2);
let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
try {
  if (paths.length === 0) await checkSources();
  counts = await runSuites(paths);
} catch (error) {
  const cause = error instanceof StepFailed ? error.cause : error;
  console.error(`\n${cause instanceof CommandFailed ? cause.output : String(cause)}`);
  if (error instanceof StepFailed) console.error(error.message);
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
