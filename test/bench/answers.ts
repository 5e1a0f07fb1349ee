/** How long an answer takes, and how much of the processor it takes in its function. */
import { Agent, request } from 'node:http';
import { type Figure, quantile, repeated } from './figures.ts';
import type { Ground, Living } from './ground.ts';
import { styleVersion } from '../../web/style.ts';
import { timingsOf } from './timings.ts';

const MOST_CPU_MS = 5;
const MOST_GATEWAY_MS = 15;
/** Before that, the code is still being compiled. */
const WARMING = 150;
/**
 * The machine's own speed changes by a half within minutes. Each page is asked in turn, in several rounds; its figure
 * is that of its quietest round.
 */
const ROUNDS = 6;
const IN_A_ROUND = 80;

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

interface Asked {
  name: string;
  path: string;
  cookie: string;
  /** Told, without a limit. */
  isRare?: boolean;
}

/** Each round of a page, as what it took of one request after the other. */
async function inRounds(origin: string, pages: readonly Asked[], tell: Ground['tell']): Promise<Answered[][][]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const askPage = ({ path, cookie }: Asked) => ask(agent, origin + path, cookie);
  for (const page of pages) {
    tell(`Asking ${page.path} ${WARMING} times`);
    await repeated(WARMING, () => askPage(page));
  }
  tell(`Asking each ${ROUNDS * IN_A_ROUND} times, in turn`);
  const rounds: Answered[][][] = pages.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, page] of pages.entries()) rounds[at]?.push(await repeated(IN_A_ROUND, () => askPage(page)));
  }
  agent.destroy();
  return rounds;
}

function figuresOf({ name, isRare }: Asked, rounds: readonly Answered[][]): Figure[] {
  const limitOf = (most: number) => (isRare ? {} : { limit: { most } });
  const quietest = (of: keyof Answered, share: number): number =>
    Math.min(
      ...rounds.map((round) =>
        quantile(
          round.map((one) => one[of]),
          share,
        ),
      ),
    );
  const figure = { subject: 'answers', unit: 'ms' };
  return [
    { ...figure, name: `${name}: processor, p50`, value: quietest('cpu', 0.5), ...limitOf(MOST_CPU_MS) },
    {
      ...figure,
      name: `${name}: through the gateway, p50`,
      value: quietest('milliseconds', 0.5),
      ...limitOf(MOST_GATEWAY_MS),
    },
    { ...figure, name: `${name}: through the gateway, p95`, value: quietest('milliseconds', 0.95) },
  ];
}

/**
 * The pages asked, with a session or without. A member's browser has had the style sheet since she signed in; after a
 * new version it gets it once in a page, which is told without a limit.
 */
function asked({ publicPage, referent: { cookies } }: Living): Asked[] {
  const member = `${cookies}; __Host-style=${styleVersion}`;
  return [
    { name: '20 publications, a member', path: '/publications', cookie: member },
    { name: 'home, a member', path: '/accueil', cookie: member },
    { name: 'home, with a new style sheet', path: '/accueil', cookie: cookies, isRare: true },
    { name: 'publishing form, a member', path: '/publier/actualite', cookie: member },
    { name: '20 publications, anybody', path: `${publicPage}/publications`, cookie: '' },
    { name: 'commune, anybody', path: publicPage, cookie: '' },
  ];
}

export async function answers(ground: Ground): Promise<Figure[]> {
  const living = await ground.living();
  const pages = asked(living);
  const rounds = await inRounds(living.started.cloud.siteOrigin, pages, (sentence) => ground.tell(sentence));
  return pages.flatMap((page, at) => figuresOf(page, rounds[at] ?? []));
}
