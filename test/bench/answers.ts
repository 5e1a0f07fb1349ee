/** How long an answer takes, and how much of the processor it takes in its function. */
import { Agent, request } from 'node:http';
import { type Figure, quantile } from './figures.ts';
import type { Ground, Living } from './ground.ts';
import { styleVersion } from '../../web/style.ts';
import { timingsOf } from './timings.ts';

const MOST_CPU_MS = 5;
const MOST_GATEWAY_MS = 15;
/** Before that, the code is still being compiled. */
const WARMING = 150;
const MEASURED = 200;

interface Answered {
  milliseconds: number;
  cpu: number;
}

/** One connection, one request at a time. @throws {Error} on anything but a page. */
async function ask(agent: Agent, url: string, cookie: string): Promise<Answered> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/html', 'accept-encoding': 'br, gzip', ...(cookie && { cookie }) };
    const asked = request(url, { agent, headers }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        const milliseconds = performance.now() - began;
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
        else resolve({ milliseconds, cpu: timingsOf(String(response.headers['server-timing'])).cpu });
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function measure(name: string, url: string, cookie: string): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answered: Answered[] = [];
  for (let number = 0; number < WARMING + MEASURED; number += 1) {
    const answer = await ask(agent, url, cookie);
    if (number >= WARMING) answered.push(answer);
  }
  agent.destroy();
  const cpu = answered.map((one) => one.cpu);
  const milliseconds = answered.map((one) => one.milliseconds);
  const figure = { subject: 'answers', unit: 'ms' };
  return [
    { ...figure, name: `${name}: processor, p50`, value: quantile(cpu, 0.5), limit: { most: MOST_CPU_MS } },
    {
      ...figure,
      name: `${name}: through the gateway, p50`,
      value: quantile(milliseconds, 0.5),
      limit: { most: MOST_GATEWAY_MS },
    },
    { ...figure, name: `${name}: through the gateway, p95`, value: quantile(milliseconds, 0.95) },
  ];
}

/** The pages asked, with a session or without. A member's browser has the style sheet, but for her very first page. */
function asked({ publicPage, referent: { cookies } }: Living) {
  const member = `${cookies}; __Host-style=${styleVersion}`;
  return [
    { name: '20 publications, a member', path: '/publications', cookie: member },
    { name: 'home, a member', path: '/accueil', cookie: member },
    { name: 'home, her first page', path: '/accueil', cookie: cookies },
    { name: 'publishing form, a member', path: '/publier/actualite', cookie: member },
    { name: '20 publications, anybody', path: `${publicPage}/publications`, cookie: '' },
    { name: 'commune, anybody', path: publicPage, cookie: '' },
  ];
}

export async function answers(ground: Ground): Promise<Figure[]> {
  const living = await ground.living();
  const figures: Figure[] = [];
  for (const { name, path, cookie } of asked(living)) {
    ground.tell(`Asking ${path} ${WARMING + MEASURED} times`);
    figures.push(...(await measure(name, living.started.cloud.siteOrigin + path, cookie)));
  }
  return figures;
}
