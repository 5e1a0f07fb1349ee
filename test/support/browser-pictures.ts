/**
 * Pictures of the pages for people to look at, when `PARVIS_SCREENSHOTS` names a folder: one file for each page of
 * the journey, in the window of its reader, and for a wide reader also narrow and dark. `weights.txt` lists what
 * each page cost over the wire.
 */
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Manner } from './browser-manners.ts';
import { WIDE } from './browser-manners.ts';
import type { Weight } from './browser-watch.ts';

const WIDE_LOOKS = [
  { look: 'wide-light', scheme: 'light', width: 1280 },
  { look: 'wide-dark', scheme: 'dark', width: 1280 },
  { look: 'narrow-light', scheme: 'light', width: 360 },
  { look: 'narrow-dark', scheme: 'dark', width: 360 },
] as const;

/** Keeps a picture of the page, and what it weighed, under a name of the journey. */
export async function keepPicture(page: Page, manner: Manner, name: string, weight: Weight): Promise<void> {
  const folder = process.env['PARVIS_SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, 'weights.txt'), `${manner.name}\t${name}\t${weight.first}\t${weight.after}\n`);
  const looks =
    manner.name === WIDE.name ? WIDE_LOOKS : [{ look: manner.name, scheme: manner.scheme, width: manner.size.width }];
  for (const { look, scheme, width } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await shootWhole(page, width, join(folder, `${name}.${look}.png`));
  }
  await page.setViewportSize(manner.size);
  await page.emulateMedia({ colorScheme: manner.scheme });
}

/** In a window as high as the page, so that what stays at its edges is there. */
async function shootWhole(page: Page, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width, height: 740 });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(740, height) });
  await page.screenshot({ path, animations: 'disabled' });
}
