/** How soon the cloud on one machine is ready, and what it and its functions hold in memory. */
import { setTimeout as pause } from 'node:timers/promises';
import { startTestCloud } from '../support/start-cloud.ts';
import { invoke } from '../support/cloud.ts';
import { type Figure, median } from './figures.ts';
import { runAlone } from './function-alone.ts';
import type { Ground, Living } from './ground.ts';
import { residentMegabytes } from './resident.ts';

const MOST_READY_S = 15;
const MOST_HOST_MB = 600;
const MOST_FUNCTION_MB = 150;
const STARTS = 3;
/** Enough for the memory of a busy function to settle. */
const PAGES = 300;
/** A little more than the time between two looks at idle workers (`WarmWorkers`). */
const SETTLED_MS = 6000;

/** Seconds from nothing to the first page. */
async function ready(directory: string, assembly: string): Promise<{ cold: number; register: number; again: number }> {
  const began = performance.now();
  const first = await startTestCloud(directory, assembly);
  await fetch(first.cloud.siteOrigin);
  const cold = performance.now() - began;
  await invoke(first.cloud, 'prepare-territory', {});
  const register = performance.now() - began - cold;
  await first.stop();
  const restarted = performance.now();
  const second = await startTestCloud(directory, assembly);
  await fetch(second.cloud.siteOrigin);
  const again = performance.now() - restarted;
  await second.stop();
  return { cold: cold / 1000, register: register / 1000, again: again / 1000 };
}

async function readiness(ground: Ground): Promise<Figure[]> {
  const starts = [];
  for (let time = 0; time < STARTS; time += 1) {
    ground.tell(`Starting a new cloud (${time + 1} of ${STARTS})`);
    starts.push(await ready(await ground.folder('start'), ground.assembly));
  }
  const figure = { subject: 'start', unit: 's', note: `median of ${STARTS}` };
  const limit = { most: MOST_READY_S };
  return [
    { ...figure, name: 'a new cloud answers', value: median(starts.map(({ cold }) => cold)), limit },
    { ...figure, name: 'the register is loaded', value: median(starts.map(({ register }) => register)) },
    { ...figure, name: 'a cloud with data answers', value: median(starts.map(({ again }) => again)), limit },
  ];
}

/** One page of each function that answers pages, and a worker: as many warm ones as are kept. */
async function warmFour({ started: { cloud }, referent }: Living): Promise<void> {
  await invoke(cloud, 'prepare-territory', {});
  // Other subjects begin with a browser that has not been given the style sheet.
  const tab = referent.twin();
  const ask = async () => {
    for (const path of ['/accueil', '/documents', '/', '/territoire']) await tab.get(path, { as: 'page' });
  };
  for (let time = 0; time < 50; time += 1) await ask();
  // Workers that hold more than pages need are let go by the next look at them: the four are asked for again.
  await pause(SETTLED_MS);
  await ask();
}

async function memory(ground: Ground): Promise<Figure[]> {
  const living = await ground.living();
  const { started, referent, publicPage } = living;
  await warmFour(living);
  const figures: Figure[] = [
    {
      subject: 'start',
      name: 'the cloud with four warm workers',
      value: await residentMegabytes(started.process.pid ?? 0),
      unit: 'MB',
      limit: { most: MOST_HOST_MB },
      note: 'resident',
    },
  ];
  for (const { name, path, cookie } of [
    { name: 'intranet', path: '/publications', cookie: referent.cookies },
    { name: 'public', path: publicPage, cookie: '' },
  ]) {
    const bundle = (await ground.bundles()).find((one) => one.name === name);
    if (!bundle) throw new Error(`The assembly has no function ${name}.`);
    const { resident, cpu } = await runAlone(started, bundle, { path, cookie, times: PAGES });
    const figure = { subject: 'start', note: `in a process of its own, ${PAGES} times ${path}` };
    figures.push(
      { ...figure, name: `${name} function`, value: resident, unit: 'MB', limit: { most: MOST_FUNCTION_MB } },
      { ...figure, name: `${name} function, processor of a page`, value: cpu, unit: 'ms' },
    );
  }
  return figures;
}

export async function start(ground: Ground): Promise<Figure[]> {
  return [...(await readiness(ground)), ...(await memory(ground))];
}
