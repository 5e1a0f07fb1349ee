/** `npm start`: the whole product on one machine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demonstrate, DEMONSTRATION_PASSWORD, type Demonstrated } from './demo/demonstration.ts';
import { startCloud, type Cloud } from './host/cloud.ts';
import { explain } from './host/explain.ts';
import { forget, keepTerritory } from './host/data.ts';
import { mustBeFree } from './host/listen.ts';
import { lockDirectory } from './host/lock.ts';
import { operatorLink } from './host/operator-link.ts';
import { startOptions, USAGE, type StartOptions } from './host/options.ts';
import { step } from './host/progress.ts';
import { isSynthesized, synthesize } from './host/synthesis.ts';
import { territoryOf, type Territory } from './host/territories.ts';

const root = join(import.meta.dirname, '..');
const directory = join(root, '.parvis');
const output = 'cdk.out';

async function start(options: StartOptions): Promise<Cloud> {
  const territory = territoryOf(options.territory);
  const { port } = options;
  const ports = { site: port, files: port + 1, aws: port + 2, mailboxes: port + 3 };
  await mustBeFree('localhost', [ports.site, ports.mailboxes]);
  await mustBeFree('127.0.0.1', [ports.files, ports.aws]);
  if (options.reset) await step('Forgetting all data', async () => forget(directory));
  keepTerritory(directory, territory.code);
  const synthesis = { root, output, territory };
  if (!(await isSynthesized(synthesis))) {
    await step('Building the pages and synthesizing the CDK app', () => synthesize(synthesis));
  }
  const cloud = await step('Starting the cloud', () => startCloud({ directory, assembly: join(root, output), ports }));
  const title = `Loading the register of ${territory.name} (${territory.code})`;
  const link = await step(title, () => operatorLink(cloud));
  const shown = options.empty || link === undefined ? undefined : await demonstration(cloud, territory, link);
  console.log(`
  The site           ${cloud.siteOrigin}
  Everybody's mail   ${cloud.mailboxesPage}
  The operator       ${shown?.operatorLink ?? link ?? 'no link came by mail: see .parvis/logs'}
${shown ? peopleOf(shown) : ''}
  Data are kept in .parvis, logs in .parvis/logs. Ctrl-C stops.`);
  return cloud;
}

interface Shown extends Demonstrated {
  operatorLink: string | undefined;
}

/** Fills the territory once, through the site; without it the rest still serves. */
async function demonstration(cloud: Cloud, territory: Territory, link: string): Promise<Shown | undefined> {
  const { siteOrigin: site, mailboxesOrigin: mailboxes } = cloud;
  const isNew = !existsSync(join(directory, 'demonstration.json'));
  const place = { site, mailboxes, operatorLink: link, directory, territory };
  try {
    const made = isNew
      ? await step('Filling the territory with a demonstration', () => demonstrate(place))
      : await demonstrate(place);
    // The demonstration has used the first link.
    return { ...made, operatorLink: isNew ? await operatorLink(cloud, true) : link };
  } catch (cause) {
    console.error(`  The demonstration could not be made: ${cause instanceof Error ? cause.message : String(cause)}`);
    return undefined;
  }
}

const peopleOf = ({ people }: Demonstrated): string =>
  `\n  People of the demonstration, password « ${DEMONSTRATION_PASSWORD} »:\n` +
  people.map(({ email, what }) => `    ${email.padEnd(32)} ${what}\n`).join('');

let cloud: Cloud | undefined;
let unlock: (() => void) | undefined;

async function stop(code: number): Promise<never> {
  await cloud?.stop();
  unlock?.();
  process.exit(code);
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Asked a second time: at once.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('\n  Stopping…');
    void stop(0);
  });
}

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}
try {
  const options = startOptions(process.argv.slice(2), process.env);
  console.log('Parvis');
  unlock = lockDirectory(directory);
  cloud = await start(options);
} catch (error) {
  console.error(`\n${explain(error)}`);
  if (process.env['DEBUG']) console.error(error);
  await stop(1);
}
