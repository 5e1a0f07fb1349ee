/** What a page weighs on the wire, and how soon it shows on a slow line and a slow computer. */
import type { Browser } from 'playwright-core';
import { openBrowser } from '../web/browser.ts';
import { type Figure, median, repeated } from './figures.ts';
import type { Ground, Living } from './ground.ts';
import { SLOW_LINE, visit, type Visits } from './visit.ts';

const MOST_FIRST_KB = 30;
const MOST_AGAIN_KB = 10;
const MOST_PAINT_S = 1;
const VISITS = 5;

const VIEWS = [
  { view: 'wide', width: 1280, height: 800 },
  { view: 'narrow', width: 360, height: 740 },
];

/** The pages of the first journey; with a session or without. */
const pagesOf = ({ publicPage, signUp, code, referent: { cookies } }: Living) => [
  { name: 'home of a member', path: '/accueil', cookie: cookies },
  { name: 'publishing form', path: '/publier/actualite', cookie: cookies },
  { name: 'public page of a commune', path: publicPage, cookie: '' },
  { name: 'sign-up, which commune', path: '/inscription', cookie: '' },
  { name: 'sign-up, who asks', path: signUp, cookie: '' },
  { name: 'sign-up, the code', path: code, cookie: '' },
];

function figuresOf(name: string, visits: readonly Visits[]): Figure[] {
  const figure = { subject: 'pages' };
  const most = (bytes: (visit: Visits) => number): number => Math.max(...visits.map(bytes)) / 1000;
  const paint = median(visits.map(({ paint }) => paint)) / 1000;
  return [
    {
      ...figure,
      name: `${name}: first visit`,
      value: most((one) => one.first),
      unit: 'kB',
      limit: { most: MOST_FIRST_KB },
    },
    {
      ...figure,
      name: `${name}: next visit`,
      value: most((one) => one.again),
      unit: 'kB',
      limit: { most: MOST_AGAIN_KB },
    },
    {
      ...figure,
      name: `${name}: first paint`,
      value: paint,
      unit: 's',
      limit: { most: MOST_PAINT_S },
      note: `median of ${VISITS}`,
    },
  ];
}

async function measure(browser: Browser, living: Living, tell: Ground['tell']): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, path, cookie } of pagesOf(living)) {
    for (const { view, ...viewport } of VIEWS) {
      tell(`Opening ${path}, ${view}`);
      const address = { site: living.started.cloud.siteOrigin, path, cookie };
      // The function is warm: a cold start is another figure.
      await fetch(address.site + path, { headers: { cookie } });
      figures.push(...figuresOf(`${name}, ${view}`, await repeated(VISITS, () => visit(browser, address, viewport))));
    }
  }
  return figures;
}

export async function pages(ground: Ground): Promise<Figure[]> {
  const living = await ground.living();
  const { latency, down, up, cpu } = SLOW_LINE;
  ground.tell(
    `Slowing the line to ${latency} ms, ${down / 1000} kB/s down, ${up / 1000} kB/s up, processor ${cpu} times slower`,
  );
  const browser = await openBrowser();
  try {
    return await measure(browser, living, ground.tell);
  } finally {
    await browser.close();
  }
}
