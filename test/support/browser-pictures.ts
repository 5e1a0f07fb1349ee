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

const NARROW = { width: 360, height: 740 };

/** Keeps a picture of the page, and what it weighed, under a name of the journey. */
export async function keepPicture(page: Page, manner: Manner, name: string, weight: Weight): Promise<void> {
  const folder = process.env['PARVIS_SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, 'weights.txt'), `${manner.name}\t${name}\t${weight.first}\t${weight.after}\n`);
  const shoot = (look: string) =>
    page.screenshot({ path: join(folder, `${name}.${look}.png`), fullPage: true, animations: 'disabled' });
  if (manner.name !== WIDE.name) {
    await shoot(manner.name);
    return;
  }
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(`wide-${scheme}`);
    await page.setViewportSize(NARROW);
    await shoot(`narrow-${scheme}`);
    await page.setViewportSize(manner.size);
  }
  await page.emulateMedia({ colorScheme: manner.scheme });
}
