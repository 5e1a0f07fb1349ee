/**
 * `npm run bench`: measures the limits that the product holds (docs/bench.md).
 * `npm run bench -- <subject>…` measures these subjects alone; `--json` prints lines of JSON.
 * It ends with 1 when a limit is missed.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandFailed } from '../../local/host/run.ts';
import { isSynthesized, synthesize } from '../../local/host/synthesis.ts';
import { territoryOf } from '../../local/host/territories.ts';
import { answers } from './answers.ts';
import { bundles } from './bundles.ts';
import { cost } from './cost.ts';
import { digest } from './digest.ts';
import { folder } from './folder.ts';
import { type Figure, holds, jsonLine, machine, table } from './figures.ts';
import { type Ground, openGround } from './ground.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { reading } from './reading.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { upload } from './upload.ts';

type Subject = (ground: Ground) => Promise<Figure[]>;

/** In this order: the last ones make the territory large. */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  bundles,
  digest,
  reading,
  search,
  start,
  pages,
  answers,
  upload,
  people,
  folder,
  cost,
};

const root = join(import.meta.dirname, '../..');

function asked(): { names: readonly string[]; asJson: boolean } {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !(name in SUBJECTS));
  if (unknown.length > 0) {
    console.error(`There is no subject ${unknown.join(', ')}: say ${Object.keys(SUBJECTS).join(', ')}.`);
    process.exit(1);
  }
  return {
    names: Object.keys(SUBJECTS).filter((name) => positionals.length === 0 || positionals.includes(name)),
    asJson: values.json,
  };
}

/** Measures, and prints each subject when it is known. @returns true when every limit holds. */
async function bench(): Promise<boolean> {
  const { names, asJson } = asked();
  const tell = (sentence: string): void => void process.stderr.write(`  ${sentence}…\n`);
  const synthesis = { root, output: 'cdk.out', territory: territoryOf('47') };
  if (!(await isSynthesized(synthesis))) {
    tell('Building the pages and synthesizing the CDK app');
    await synthesize(synthesis);
  }
  if (!asJson) console.log(`Parvis on ${machine()}`);
  const ground = await openGround(join(root, synthesis.output), tell);
  const missed: Figure[] = [];
  try {
    for (const name of names) {
      const figures = (await SUBJECTS[name]?.(ground)) ?? [];
      missed.push(...figures.filter((figure) => !holds(figure)));
      console.log(asJson ? figures.map(jsonLine).join('\n') : `\n${name}\n${table(figures)}`);
    }
  } finally {
    await ground.close();
  }
  if (!asJson) console.log(`\n${missed.length === 0 ? 'Every limit holds.' : `${missed.length} limits are missed.`}`);
  return missed.length === 0;
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  if (error instanceof CommandFailed) console.error(error.output);
  console.error(error);
  process.exitCode = 1;
}
