/** One visit of a page, in a new browser on a slow line, and the next one. */
import type { Browser, CDPSession, Page } from 'playwright-core';

/** Slow 4G on an old computer. Milliseconds, bytes a second, times slower. */
export const SLOW_LINE = { latency: 562, down: 180_000, up: 84_000, cpu: 4 } as const;

export interface Visits {
  /** Bytes received on the first visit, headers included, pictures apart. */
  first: number;
  /** The same when the page is opened again. */
  again: number;
  /** First contentful paint of the first visit, in milliseconds. */
  paint: number;
}

export interface Address {
  site: string;
  path: string;
  cookie: string;
}

async function slowDown(devtools: CDPSession): Promise<void> {
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW_LINE.latency,
    downloadThroughput: SLOW_LINE.down,
    uploadThroughput: SLOW_LINE.up,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_LINE.cpu });
}

/** Adds up what comes over the wire from now on. @returns what reads the sum and begins a new one. */
function weigh(devtools: CDPSession): () => number {
  let bytes = 0;
  const pictures = new Set<string>();
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Image') pictures.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!pictures.has(requestId)) bytes += encodedDataLength;
  });
  return () => {
    const sum = bytes;
    bytes = 0;
    return sum;
  };
}

async function open(page: Page, { site, path }: Address): Promise<void> {
  const response = await page.goto(site + path, { waitUntil: 'networkidle' });
  if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()} in the browser.`);
}

const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);

/** Opens the page twice. @throws {Error} when it is not shown. */
export async function visit(
  browser: Browser,
  address: Address,
  viewport: { width: number; height: number },
): Promise<Visits> {
  const context = await browser.newContext({ viewport });
  try {
    const [name, value = ''] = address.cookie.split('=');
    // Browsers take `__Host-` cookies on localhost without HTTPS; told of that address, this one's protocol refuses it.
    const { hostname: domain } = new URL(address.site);
    if (name) await context.addCookies([{ name, value, domain, path: '/', secure: true }]);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await slowDown(devtools);
    const received = weigh(devtools);
    await open(page, address);
    const paint = await firstPaint(page);
    if (Number.isNaN(paint)) throw new Error(`${address.path} showed nothing.`);
    const first = received();
    await open(page, address);
    return { first, again: received(), paint };
  } finally {
    await context.close();
  }
}
